import { reactive, toRaw } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { rpc } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import { newUuid } from "@onestop_counter/model/draft";
import { ScanQueue } from "@onestop_postal/scan/scan_queue";

const MODEL = "onestop.postal.handover";
// one tone for what is well, a lower one for what is not: heard without looking
const TONES = { added: 880, again: 440, unknown: 220, elsewhere: 220, refused: 220 };
const SHOWN = 30;
const REST = 3000;

/** Post offices that work for the agency at which a Counter stands. */
export function officesOf(counter) {
    return counter.told.postal?.[counter.place.agency_id] || [];
}

/** The slip that is being filled at this Counter, those that wait for a signature, and scans on their way. */
export class Bag {
    /** @param {CounterModel} counter */
    constructor(counter) {
        this.counter = counter;
        this.officeId = false;
        this.slip = null;
        this.offered = [];
        this.entries = [];
        this.last = "";
        this.queue = null;
    }

    /** Those that work for the agency at which the Counter stands. */
    get offices() {
        return officesOf(this.counter);
    }

    /** What the server knows; the first post office of the agency, until another is chosen. */
    async load() {
        if (!this.offices.some((office) => office.id === this.officeId)) {
            this.officeId = this.offices[0]?.id || false;
        }
        if (this.officeId) {
            await this.take("bag");
        }
    }

    async take(method) {
        const { agency_id } = this.counter.place;
        const answer = await this.counter.ask(method, [agency_id, this.officeId], { loud: true });
        if (answer) {
            this.offered = answer.offered;
            this.setSlip(answer.slip || null);
        }
    }

    choose(officeId) {
        this.officeId = officeId;
        return this.load();
    }

    setSlip(slip) {
        const before = this.slip?.id;
        this.slip = slip;
        if (slip?.id !== before) {
            this.queue?.close();
            this.queue = slip ? this.makeQueue(slip.id) : null;
            this.entries = [];
            this.queue?.waiting.forEach((entry) => this.show(entry));
            this.queue?.run();
        }
    }

    makeQueue(slipId) {
        const key = `onestop_postal.scan.${slipId}`;
        return new ScanQueue({
            send: (text, uuid) =>
                rpc(
                    `/web/dataset/call_kw/${MODEL}/scan`,
                    {
                        model: MODEL,
                        method: "scan",
                        args: [[slipId], text, uuid],
                        kwargs: { context: user.context },
                    },
                    { silent: true },
                ),
            tell: (entry) => this.show(entry),
            store: {
                read: () => JSON.parse(browser.localStorage.getItem(key) || "[]"),
                write: (entries) => browser.localStorage.setItem(key, JSON.stringify(entries)),
            },
            rest: () => new Promise((resolve) => browser.setTimeout(resolve, REST)),
            makeUuid: newUuid,
        });
    }

    /** Scan onto the slip; one is begun if there is none. */
    async scan(text) {
        if (!this.slip) {
            await this.take("bag_open");
        }
        await this.queue?.add(text);
    }

    show(entry) {
        const at = this.entries.findIndex((one) => one.uuid === entry.uuid);
        if (at >= 0) {
            this.entries[at] = { ...entry };
        } else {
            this.entries = [{ ...entry }, ...this.entries].slice(0, SHOWN);
        }
        if (entry.status in TONES) {
            this.last = entry.status;
            if (this.slip && entry.count) {
                this.slip.count = entry.count;
            }
            this.sound(TONES[entry.status]);
        }
    }

    sound(tone) {
        const Audio = window.AudioContext;
        if (!Audio) {
            return;
        }
        this.audio ??= new Audio();
        const voice = this.audio.createOscillator();
        voice.frequency.value = tone;
        voice.connect(this.audio.destination);
        voice.start();
        voice.stop(this.audio.currentTime + 0.12);
    }

    /** What an action on a slip answers; the lists are asked for anew. */
    async act(method, ...args) {
        const answer = await this.counter.ask(method, args, { loud: true });
        if (answer) {
            await this.load();
        }
        return answer;
    }
}

const bags = new WeakMap();

/** The bag of a Counter, one for each. */
export function bagOf(counter) {
    const raw = toRaw(counter);
    if (!bags.has(raw)) {
        bags.set(raw, reactive(new Bag(counter)));
    }
    return bags.get(raw);
}
