import { h } from "../device/dom";
import { ask, LineLost, Refused, Unknown } from "../device/server";

// without a push the screen asks so often; with one, only to be sure
const POLL = 5_000;
const CHECK = 60_000;
const RECONNECT_FIRST = 1_000;
const RECONNECT_LAST = 30_000;
const AUDIO = "/onestop_kiosk/static/src/audio/";

/** Plays the pieces of calls one after the other. */
class Voice {
    constructor() {
        this.queue = [];
        this.playing = false;
    }

    /** @param {string[]} pieces names of recordings */
    say(pieces) {
        this.queue.push(...pieces);
        if (!this.playing) {
            this.playNext();
        }
    }

    async playNext() {
        this.playing = this.queue.length > 0;
        if (!this.playing) {
            return;
        }
        const name = this.queue.shift();
        try {
            await play(AUDIO + name);
            window.onestopHallPlayed = [...(window.onestopHallPlayed || []), name].slice(-100);
        } catch (error) {
            if (error.name === "NotAllowedError") {
                // the browser wants a press first: the start button of the morning
                document.querySelector(".sound_off").hidden = false;
                this.queue = [];
            }
        }
        this.playNext();
    }
}

function play(address) {
    return new Promise((done, fail) => {
        const audio = new Audio(address);
        audio.addEventListener("ended", done);
        audio.addEventListener("error", () => fail(new Error(address)));
        audio.play().catch(fail);
    });
}

/** The hall screen: who is called where. It wakes up by a push, and asks by itself while the line for pushes is down. */
class Board {
    constructor(root) {
        this.root = root;
        this.voice = new Voice();
        this.said = new Set();
        this.pushed = false;
        this.delay = RECONNECT_FIRST;
        this.asking = false;
    }

    start() {
        this.connect();
        this.update();
        document.querySelector(".sound_off").addEventListener("click", (event) => {
            event.currentTarget.hidden = true;
            this.voice.say([]);
        });
    }

    async update() {
        clearTimeout(this.timer);
        if (this.asking) {
            this.again = true;
            return;
        }
        this.asking = true;
        try {
            this.draw(await ask("/kiosk/bang"));
            this.root.classList.remove("lost");
        } catch (error) {
            if (error instanceof Unknown) {
                window.location.reload();
                return;
            }
            if (!(error instanceof LineLost || error instanceof Refused)) {
                throw error;
            }
            this.root.classList.add("lost");
        } finally {
            this.asking = false;
        }
        this.timer = setTimeout(() => this.update(), this.again ? 0 : this.pushed ? CHECK : POLL);
        this.again = false;
    }

    draw(state) {
        const { dataset } = this.root;
        const [last] = state.calls;
        const line = (call) =>
            h(
                "tr",
                { class: call.at_counter ? "" : "over" },
                h("td", { class: "ticket" }, call.ticket),
                h("td", { class: "counter" }, `${dataset.counter} ${call.counter}`),
            );
        this.root.replaceChildren(
            h(
                "header",
                {},
                h(
                    "div",
                    {},
                    h("p", { class: "agency" }, state.agency),
                    h("p", { class: "desk" }, state.desk),
                ),
                h("p", { class: "clock" }, state.now),
            ),
            state.message ? h("p", { class: "message" }, state.message) : "",
            h(
                "main",
                {},
                h(
                    "section",
                    { class: "now", "aria-live": "polite" },
                    h("h1", {}, dataset.calling),
                    last
                        ? [
                              h("p", { class: "ticket" }, last.ticket),
                              h("p", { class: "counter" }, `${dataset.counter} ${last.counter}`),
                              h("p", { class: "name" }, last.counter_name),
                          ]
                        : h("p", { class: "nobody" }, dataset.nobody),
                ),
                h(
                    "section",
                    { class: "last" },
                    h("h2", {}, dataset.last),
                    h("table", {}, h("tbody", {}, state.calls.slice(1).map(line))),
                ),
            ),
            h(
                "footer",
                {},
                h("h2", {}, dataset.waiting),
                state.waiting.map((queue) =>
                    h(
                        "p",
                        {},
                        h("b", {}, queue.prefix),
                        ` ${queue.name}: `,
                        h("b", {}, String(queue.count)),
                    ),
                ),
            ),
        );
        // in the order in which they were called
        for (const call of [...state.calls].reverse()) {
            if (call.fresh && !this.said.has(call.serial)) {
                this.said.add(call.serial);
                this.flash();
                this.voice.say(call.pieces);
            }
        }
    }

    flash() {
        const now = this.root.querySelector(".now");
        now.classList.remove("flash");
        void now.offsetWidth;
        now.classList.add("flash");
    }

    /** Listen for pushes; after a break try again, less and less often. */
    connect() {
        const { channel, version } = this.root.dataset;
        const scheme = window.location.protocol === "https:" ? "wss" : "ws";
        const socket = new WebSocket(
            `${scheme}://${window.location.host}/websocket?version=${version}`,
        );
        socket.addEventListener("open", () => {
            this.pushed = true;
            this.delay = RECONNECT_FIRST;
            socket.send(
                JSON.stringify({ event_name: "subscribe", data: { channels: [channel], last: 0 } }),
            );
            this.update();
        });
        socket.addEventListener("message", (event) => {
            const messages = JSON.parse(event.data);
            if (messages.some(({ message }) => message.type === "onestop_hall")) {
                this.update();
            }
        });
        socket.addEventListener("close", () => {
            this.pushed = false;
            this.update();
            setTimeout(() => this.connect(), this.delay);
            this.delay = Math.min(this.delay * 2, RECONNECT_LAST);
        });
    }
}

const root = document.querySelector("#board");
if (root) {
    new Board(root).start();
}
