import { SearchIndex } from "@onestop_counter/utils/search";
import { fill, h } from "../device/dom";
import { ask, LineLost, Refused, Unknown } from "../device/server";
import { icon } from "./icons";
import { Idle } from "./idle";
import { keyboard } from "./keyboard";
import { listenToScanner } from "./scanner";

const PRINTED = 900;
const RETRY = 5_000;
const HOME_AFTER = 20_000;
const SIZES = ["", "large", "larger"];
const FACES = { 2: "very_satisfied", 1: "satisfied", 0: "not_satisfied" };

/**
 * The kiosk: one screen at a time, all of it in memory. What a person has entered or seen is gone as soon as the next
 * screen is drawn; nothing of anybody is stored in the browser, and there is no address to go back to.
 */
class Kiosk {
    constructor(root) {
        this.root = root;
        this.kind = root.dataset.kind;
        this.lang = "vi";
        this.size = 0;
        this.contrast = false;
        this.reads = false;
        this.screen = null;
        this.index = null;
    }

    async start() {
        await this.load();
        new Idle({
            seconds: this.home.idle,
            warning: this.home.idle_warning,
            isNeeded: () => this.screen !== "start" || this.isSetAside(),
            onWarn: (left) => this.warn(left),
            onBack: () => this.closeWarning(),
            onLeave: () => this.reset(),
        });
        listenToScanner((text) => this.scanned(text));
        setInterval(() => this.screen === "start" && this.refresh(), 30_000);
    }

    /** Whether the person before has changed how the kiosk looks. */
    isSetAside() {
        return this.lang !== "vi" || this.size > 0 || this.contrast || this.reads;
    }

    async load() {
        try {
            this.home = await this.ask("/kiosk/bat-dau");
            this.show("start");
        } catch (error) {
            if (error instanceof Unknown) {
                window.location.reload();
                return;
            }
            this.root.replaceChildren(h("p", { class: "failure" }, this.root.dataset.lost));
            await new Promise((done) => setTimeout(done, RETRY));
            await this.load();
        }
    }

    async refresh() {
        try {
            this.home = await this.ask("/kiosk/bat-dau");
            if (this.screen === "start") {
                this.show("start");
            }
        } catch (error) {
            if (error instanceof Unknown) {
                window.location.reload();
            }
        }
    }

    ask(path, sent) {
        return ask(`${path}?lang=${this.lang}`, sent);
    }

    get words() {
        return this.home.words;
    }

    // ------------------------------------------------------------------ screens

    /** Draw a screen anew: what stood on the one before is gone. */
    show(screen, ...args) {
        this.screen = screen;
        window.speechSynthesis?.cancel();
        document.documentElement.lang = this.lang;
        document.body.className = `${SIZES[this.size]} ${this.contrast ? "contrast" : ""}`;
        const content = this[`draw_${screen}`](...args);
        this.root.replaceChildren(
            this.drawHead(),
            h("main", { class: `screen ${screen}` }, content),
            this.drawFoot(),
        );
        this.root.querySelector("[autofocus]")?.focus();
        if (this.reads) {
            this.read();
        }
    }

    reset() {
        this.closeWarning();
        Object.assign(this, { lang: "vi", size: 0, contrast: false, reads: false });
        this.show("start");
        this.refresh();
    }

    drawHead() {
        return h(
            "header",
            {},
            h(
                "div",
                {},
                h("p", { class: "agency" }, this.home.agency),
                h("p", { class: "desk" }, this.home.desk),
            ),
            this.home.message && h("p", { class: "message", role: "status" }, this.home.message),
        );
    }

    drawFoot() {
        const press = (label, title, pressed, onclick) =>
            h(
                "button",
                {
                    type: "button",
                    "aria-label": title,
                    title,
                    "aria-pressed": String(pressed),
                    onclick,
                },
                label,
            );
        const other = this.lang === "vi" ? "en" : "vi";
        return h(
            "footer",
            {},
            this.screen !== "start" &&
                h(
                    "button",
                    { type: "button", class: "home", onclick: () => this.reset() },
                    icon("home"),
                    this.words.home,
                ),
            h(
                "div",
                { class: "aids" },
                press("A+", this.words.larger, this.size > 0, () => {
                    this.size = (this.size + 1) % SIZES.length;
                    document.body.className = `${SIZES[this.size]} ${this.contrast ? "contrast" : ""}`;
                }),
                press(icon("contrast"), this.words.contrast, this.contrast, () => {
                    this.contrast = !this.contrast;
                    document.body.classList.toggle("contrast", this.contrast);
                }),
                window.speechSynthesis &&
                    press(icon("sound"), this.words.read, this.reads, () => {
                        this.reads = !this.reads;
                        this.reads ? this.read() : window.speechSynthesis.cancel();
                    }),
                press(
                    other === "en" ? "English" : "Tiếng Việt",
                    other === "en" ? "English" : "Tiếng Việt",
                    false,
                    () => {
                        this.lang = other;
                        this.index = null;
                        this.load();
                    },
                ),
            ),
        );
    }

    /** Say what stands on the screen. */
    read() {
        const said = [...this.root.querySelectorAll("h1, h2, main p, main .tile, .result")]
            .map((element) => element.textContent)
            .join(". ");
        const speech = new SpeechSynthesisUtterance(said);
        speech.lang = this.lang === "vi" ? "vi-VN" : "en-GB";
        window.speechSynthesis.cancel();
        window.speechSynthesis.speak(speech);
    }

    /** @param {Node|string} picture beside the words: a drawing, or the letter of a queue */
    tile(label, hint, onclick, picture) {
        return h(
            "button",
            { type: "button", class: "tile", onclick, disabled: !onclick },
            h("span", { class: "icon", "aria-hidden": "true" }, picture),
            h("span", { class: "label" }, label),
            hint && h("span", { class: "hint" }, hint),
        );
    }

    draw_start() {
        const { words } = this;
        if (this.kind === "rating") {
            return this.draw_rating();
        }
        return [
            h("h1", {}, words.welcome),
            h(
                "div",
                { class: "tiles" },
                this.tile(words.take, words.take_hint, () => this.show("queues"), icon("ticket")),
                this.tile(
                    words.dossier,
                    words.dossier_hint,
                    () => this.show("dossier"),
                    icon("dossier"),
                ),
                this.tile(
                    words.procedure,
                    words.procedure_hint,
                    () => this.openProcedures(),
                    icon("procedure"),
                ),
                this.tile(
                    words.rate,
                    words.rate_hint,
                    () => this.show("rating"),
                    icon("satisfied"),
                ),
            ),
            h("p", { class: "slogan" }, words.slogan),
        ];
    }

    draw_queues() {
        const { words } = this;
        const { queues } = this.home;
        return [
            h("h1", {}, words.which),
            queues.length
                ? h(
                      "div",
                      { class: "tiles" },
                      queues.map((queue) =>
                          this.tile(
                              queue.name,
                              queue.closed || fill(words.waiting, queue.waiting),
                              queue.closed ? null : () => this.show("groups", queue),
                              queue.prefix,
                          ),
                      ),
                  )
                : h("p", { class: "empty" }, words.no_queue),
        ];
    }

    draw_groups(queue) {
        const { words } = this;
        // one number for one person, however often the button is pressed
        const uuid = crypto.randomUUID ? crypto.randomUUID() : fallbackUuid();
        const take = (group) => this.take(queue, group, uuid);
        return [
            h("h1", {}, words.priority),
            h(
                "div",
                { class: "tiles" },
                this.tile(words.no_priority, "", () => take(null), icon("person")),
                this.home.groups.map((group) =>
                    this.tile(group.name, "", () => take(group), icon("star")),
                ),
            ),
            h("p", {}, words.priority_hint),
        ];
    }

    async take(queue, group, uuid) {
        const ticket = await this.tryTo(() =>
            this.ask("/kiosk/lay-so", { queue: queue.id, group: group ? group.id : 0, uuid }),
        );
        if (ticket) {
            this.show("ticket", ticket);
            if (this.home.printer) {
                setTimeout(() => this.screen === "ticket" && window.print(), PRINTED);
            }
            setTimeout(() => this.screen === "ticket" && this.reset(), HOME_AFTER);
        }
    }

    draw_ticket(ticket) {
        const { words } = this;
        return [
            h("h1", { class: "only_screen" }, words.your_number),
            h("p", { class: "only_print" }, ticket.agency),
            h("p", { class: "number", role: "status" }, ticket.code),
            h("p", { class: "queue" }, ticket.queue),
            h("p", {}, fill(words.ahead, ticket.ahead)),
            h("p", {}, fill(words.estimate, ticket.minutes.join("–"))),
            h("p", { class: "only_print" }, ticket.day),
            h("img", { class: "qr", src: ticket.qr, alt: words.follow }),
            h("p", {}, words.follow),
            h(
                "p",
                { class: "only_screen note" },
                this.home.printer ? words.take_paper : words.write_down,
            ),
            h(
                "button",
                { type: "button", class: "main only_screen", onclick: () => this.reset() },
                words.done,
            ),
        ];
    }

    draw_dossier() {
        const { words } = this;
        const result = h("div", { class: "result_box", "aria-live": "polite" });
        const input = this.codeInput(words.code);
        const look = async () => {
            if (input.value.trim()) {
                await this.lookUp(input.value, result);
            }
        };
        return [
            h("h1", {}, words.dossier),
            h("p", {}, words.scan_or_type),
            h(
                "div",
                { class: "entry" },
                input,
                keyboard(input, { words, codes: true, onEnter: look }),
            ),
            result,
        ];
    }

    codeInput(label) {
        return h("input", {
            type: "text",
            "aria-label": label,
            placeholder: label,
            autocomplete: "off",
            autocapitalize: "characters",
            spellcheck: "false",
            inputmode: "none",
            maxlength: 200,
            autofocus: true,
        });
    }

    async lookUp(text, result) {
        const answer = await this.tryTo(() => this.ask("/kiosk/tra-cuu", { text }), result);
        if (answer) {
            result.replaceChildren(
                answer.dossier ? this.drawDossier(answer.dossier, text) : this.notFound(),
            );
            result.scrollIntoView({ block: "nearest" });
        }
    }

    notFound() {
        return h("p", { class: "failure", role: "alert" }, this.words.not_found);
    }

    drawDossier(dossier, text) {
        const { words } = this;
        const row = (label, value) => value && h("div", {}, h("dt", {}, label), h("dd", {}, value));
        return h(
            "section",
            { class: "result" },
            h("h2", {}, dossier.stage),
            dossier.hint && h("p", {}, dossier.hint),
            h(
                "ol",
                { class: "milestones" },
                dossier.milestones.map(([name, status]) => h("li", { class: status }, name)),
            ),
            h(
                "dl",
                {},
                row(words.code, dossier.code),
                row(words.procedure_name, dossier.procedure),
                row(words.applicant, dossier.applicant),
                row(words.held_by, dossier.agency),
                row(words.due, dossier.due || words.no_limit),
                dossier.remaining && row(words.remaining, dossier.remaining),
            ),
            dossier.asked &&
                dossier.asked.papers.length > 0 && [
                    h("h3", {}, words.asked),
                    h(
                        "ul",
                        {},
                        dossier.asked.papers.map((paper) => h("li", {}, paper)),
                    ),
                ],
            !dossier.known && h("p", { class: "note" }, words.scan_for_more),
            dossier.may_rate &&
                h(
                    "button",
                    { type: "button", class: "main", onclick: () => this.show("verdict", text) },
                    words.rate,
                ),
        );
    }

    async openProcedures() {
        if (!this.index) {
            try {
                const { procedures } = await this.ask("/kiosk/danh-muc");
                this.index = new SearchIndex(procedures);
                this.procedures = procedures;
            } catch (error) {
                this.fail(error);
                return;
            }
        }
        this.show("procedures");
    }

    draw_procedures() {
        const { words } = this;
        const list = h("div", { class: "found", "aria-live": "polite" });
        const input = h("input", {
            type: "text",
            "aria-label": words.procedure,
            placeholder: words.procedure_example,
            autocomplete: "off",
            spellcheck: "false",
            inputmode: "none",
            maxlength: 120,
            autofocus: true,
            oninput: () => draw(),
        });
        const draw = () => {
            const query = input.value.trim();
            const found = query
                ? this.index.search(query).map((match) => match.row)
                : this.procedures;
            list.replaceChildren(
                ...(found.length
                    ? found.slice(0, 12).map((procedure) =>
                          h(
                              "button",
                              {
                                  type: "button",
                                  class: "line",
                                  onclick: () => this.show("procedure", procedure),
                              },
                              procedure.name,
                          ),
                      )
                    : [h("p", { class: "empty" }, words.none_found)]),
            );
        };
        draw();
        return [
            h("h1", {}, words.procedure),
            h("div", { class: "entry" }, input, list, keyboard(input, { words, onEnter: draw })),
        ];
    }

    draw_procedure(procedure) {
        const { words } = this;
        const channels = procedure.channels.filter((channel) => channel.channel === "direct");
        const caseName = (id) => procedure.cases.find((one) => one.id === id)?.name;
        return [
            h("h1", {}, procedure.name),
            h("p", { class: "code" }, procedure.code),
            h("h2", {}, words.papers),
            h(
                "ul",
                {},
                procedure.papers
                    .filter((paper) => !paper.note)
                    .map((paper) =>
                        h(
                            "li",
                            {},
                            paper.name,
                            paper.case &&
                                caseName(paper.case) &&
                                h("span", { class: "hint" }, ` (${caseName(paper.case)})`),
                            !paper.required && h("span", { class: "hint" }, ` ${words.if_any}`),
                        ),
                    ),
            ),
            h("h2", {}, words.limit_and_fee),
            h(
                "ul",
                {},
                channels.map((channel) =>
                    h(
                        "li",
                        {},
                        [caseName(channel.case), channel.limit, channel.fee]
                            .filter(Boolean)
                            .join(" · "),
                    ),
                ),
            ),
            h(
                "div",
                { class: "buttons only_screen" },
                h("button", { type: "button", onclick: () => this.show("procedures") }, words.back),
                this.home.printer &&
                    h(
                        "button",
                        { type: "button", class: "main", onclick: () => window.print() },
                        words.print,
                    ),
            ),
        ];
    }

    draw_rating() {
        const { words } = this;
        const result = h("div", { class: "result_box", "aria-live": "polite" });
        this.ratingBox = result;
        return [
            h("h1", {}, words.rate),
            h("p", { class: "scan" }, words.rate_scan),
            h("p", { class: "drawing" }, icon("scan")),
            result,
        ];
    }

    draw_verdict(text) {
        const { words } = this;
        const uuid = crypto.randomUUID ? crypto.randomUUID() : fallbackUuid();
        const feedback = h("input", {
            type: "text",
            "aria-label": words.feedback,
            placeholder: words.feedback,
            maxlength: 1000,
            inputmode: "none",
            autocomplete: "off",
        });
        const box = h("div", { class: "result_box", "aria-live": "assertive" });
        const send = async (verdict) => {
            const done = await this.tryTo(
                () =>
                    this.ask("/kiosk/danh-gia", { text, verdict, feedback: feedback.value, uuid }),
                box,
            );
            if (done) {
                this.show("thanks");
                setTimeout(() => this.screen === "thanks" && this.reset(), HOME_AFTER / 2);
            }
        };
        const why = h(
            "div",
            { class: "entry" },
            feedback,
            keyboard(feedback, { words, onEnter: () => {} }),
        );
        return [
            h("h1", {}, words.how_was_it),
            h(
                "div",
                { class: "tiles faces" },
                Object.entries(words.verdicts)
                    .sort(([one], [other]) => other - one)
                    .map(([verdict, label]) =>
                        this.tile(label, "", () => send(verdict), icon(FACES[verdict])),
                    ),
            ),
            h("details", {}, h("summary", {}, words.feedback), why),
            box,
        ];
    }

    draw_thanks() {
        return [h("h1", {}, this.words.thanks), h("p", { class: "drawing" }, icon("thanks"))];
    }

    // ------------------------------------------------------------------ scans, errors, idleness

    /** What was scanned decides what is shown, on whatever screen. */
    async scanned(text) {
        if (this.kind === "rating" || this.screen === "rating") {
            const box = this.screen === "rating" || this.screen === "start" ? this.ratingBox : null;
            const answer = await this.tryTo(() => this.ask("/kiosk/tra-cuu", { text }), box);
            if (answer?.dossier?.may_rate) {
                this.show("verdict", text);
            } else if (answer) {
                box?.replaceChildren(
                    h(
                        "p",
                        { class: "failure", role: "alert" },
                        answer.dossier ? this.words.not_yet : this.words.not_found,
                    ),
                );
            }
            return;
        }
        this.show("dossier");
        this.root.querySelector("input").value = "";
        await this.lookUp(text, this.root.querySelector(".result_box"));
    }

    /** Do what needs the server; what goes wrong is said where `box` is, or in a line over the screen. */
    async tryTo(action, box = null) {
        this.root.classList.add("busy");
        try {
            return await action();
        } catch (error) {
            this.fail(error, box);
            return null;
        } finally {
            this.root.classList.remove("busy");
        }
    }

    fail(error, box = null) {
        if (error instanceof Unknown) {
            window.location.reload();
            return;
        }
        if (!(error instanceof LineLost || error instanceof Refused)) {
            throw error;
        }
        const message = h(
            "p",
            { class: "failure", role: "alert" },
            error instanceof LineLost ? this.words.lost : error.message,
        );
        if (box) {
            box.replaceChildren(message);
        } else {
            this.root.querySelector("main .failure")?.remove();
            this.root.querySelector("main").prepend(message);
        }
    }

    warn(left) {
        if (!this.warning) {
            this.warning = h(
                "div",
                { class: "warning", role: "alertdialog", "aria-label": this.words.still_there },
                h("h1", {}, this.words.still_there),
                h("p", { class: "left" }),
                h(
                    "button",
                    { type: "button", class: "main", onclick: () => this.closeWarning() },
                    this.words.go_on,
                ),
            );
            document.body.append(this.warning);
        }
        this.warning.querySelector(".left").textContent = fill(this.words.goes_home, left);
    }

    closeWarning() {
        this.warning?.remove();
        this.warning = null;
    }
}

/** Where the page is not on https the browser has no randomUUID. */
function fallbackUuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const root = document.querySelector("#kiosk");
// the bundle is loaded by the unit tests too
if (root) {
    new Kiosk(root).start();
}
