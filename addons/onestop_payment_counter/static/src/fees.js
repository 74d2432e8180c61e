import { reactive, toRaw } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { newUuid } from "@onestop_counter/model/draft";
import { draftParts, openedParts } from "@onestop_counter/parts";
import { formatDong } from "@onestop_payment/backend/dong_field";

export const LATER = "later";
export const CASH = "cash";
export const TRANSFER = "transfer";

const RECEIPT = "onestop_payment.action_report_fee_receipt";

// a sum below it is meant in thousands: nobody hands over 100 đồng
const THOUSANDS = 1000;

/** How the fees are paid: plain data, so that the browser keeps it with the draft. */
export function newPay() {
    return { method: LATER, given: "", others: [], uuid: newUuid(), amount: 0 };
}

/**
 * What was typed as cash given, in đồng: 100 is 100.000 đ.
 *
 * @param {string} text
 * @returns {number|null} null if it is no sum; 0 if nothing was typed
 */
export function readSum(text) {
    const digits = text.replace(/[\s.,đ]/g, "");
    if (!/^\d{0,12}$/.test(digits)) {
        return null;
    }
    const sum = Number(digits);
    return sum < THOUSANDS ? sum * THOUSANDS : sum;
}

/** Sums that people are likely to hand over: the exact one first, then the next round ones of each note. */
export function likelySums(owed, notes) {
    if (owed <= 0) {
        return [];
    }
    const round = notes
        .filter((worth) => worth >= THOUSANDS)
        .map((worth) => Math.ceil(owed / worth) * worth);
    return [...new Set([owed, ...round])].sort((one, other) => one - other).slice(0, 6);
}

/**
 * The fees of what stands on the left: of the draft, as they would be owed, or of an opened dossier, as they are.
 * With them what else the visitor owes, how it is paid, and the drawer.
 */
export class Fees {
    /** @param {CounterModel} counter */
    constructor(counter) {
        this.counter = counter;
        this.drawer = { id: false, notes: [] };
        // of the draft
        this.quoted = [];
        this.asked = "";
        // other dues of the visitor
        this.others = [];
        this.visitor = "";
        // what was taken last at an opened dossier
        this.done = null;
        this.busy = false;
        counter.bus.addEventListener("received", ({ detail }) => {
            // what the visitor owes is no longer what it was
            this.visitor = "";
            this.printReceipts(detail.answer.fee_done?.receipts || []);
        });
    }

    get dossier() {
        return this.counter.opened.dossier;
    }

    get pay() {
        return this.dossier ? this.dossier.fee_pay : this.counter.draft.fee.pay;
    }

    get lines() {
        return this.dossier ? this.dossier.fees : this.quoted;
    }

    /** Those that can be paid now. */
    get open() {
        return this.lines.filter((line) => line.state === "open");
    }

    get unsaid() {
        return this.lines.filter((line) => line.state === "asked");
    }

    get chosenOthers() {
        return this.others.filter((one) => this.pay.others.includes(one.id));
    }

    get owed() {
        return [...this.open, ...this.chosenOthers].reduce((sum, one) => sum + one.remaining, 0);
    }

    /** Cash given in đồng; null if what was typed is no sum. */
    get given() {
        return readSum(this.pay.given);
    }

    get change() {
        return this.given ? this.given - this.owed : 0;
    }

    get sums() {
        return likelySums(this.owed, this.drawer.notes);
    }

    // ------------------------------------------------------------------ asking the server

    /** What the quotation depends on; it is asked for again when this changes. */
    get question() {
        const { draft, place } = this.counter;
        const { procedure_id, case_id, channel, fee } = draft;
        return JSON.stringify([
            procedure_id,
            place.agency_id,
            channel,
            case_id || false,
            fee.answers,
        ]);
    }

    async updateQuote() {
        const { question, counter } = this;
        if (question === this.asked || this.dossier) {
            return;
        }
        this.asked = question;
        const [procedureId, ...others] = JSON.parse(question);
        if (!procedureId) {
            this.quoted = [];
            return this.noteAmount();
        }
        const lines = await counter.ask("fee_quote", [procedureId, ...others]);
        if (lines && this.asked === question) {
            this.quoted = lines;
            this.noteAmount();
        } else if (!lines) {
            // the line is down, or the schedule contradicts itself: asked again with the next change
            this.asked = "";
        }
    }

    /** The sum that the clerk sees goes along, so that no other one is taken. */
    noteAmount() {
        this.pay.amount = this.owed;
    }

    get visitorKey() {
        const { draft, place } = this.counter;
        const number = this.dossier ? this.dossier.id : draft.person.applicant_identity;
        return `${place.agency_id}/${this.dossier ? "dossier" : "person"}/${number}`;
    }

    async updateVisitor() {
        const { visitorKey, counter, dossier } = this;
        if (visitorKey === this.visitor) {
            return;
        }
        this.visitor = visitorKey;
        this.others = [];
        const { applicant_identity } = counter.draft.person;
        if (!dossier && !applicant_identity) {
            return this.noteAmount();
        }
        const rows = await counter.ask("visitor_dues", [
            counter.place.agency_id,
            dossier ? "" : applicant_identity,
            dossier ? dossier.id : false,
        ]);
        if (rows && this.visitor === visitorKey) {
            this.others = rows;
            this.noteAmount();
        }
    }

    // ------------------------------------------------------------------ what the clerk says

    /** @param {Object} values quantity, declared_value, pieces; or exemption_id with proof */
    async answer(line, values) {
        const { counter, dossier } = this;
        if (dossier) {
            const lines = await counter.ask("say_fee", [line.id, values], { loud: true });
            if (lines) {
                counter.hush();
                dossier.fees = lines;
                this.noteAmount();
            }
            return;
        }
        const { answers } = counter.draft.fee;
        answers[line.rule] = { ...answers[line.rule], ...values };
        counter.changed();
        await this.updateQuote();
    }

    /** What was said of a line of the draft, also what does not count yet. */
    said(line) {
        return (!this.dossier && this.counter.draft.fee.answers[line.rule]) || {};
    }

    set(values) {
        Object.assign(this.pay, values);
        this.noteAmount();
        if (!this.dossier) {
            this.counter.changed();
        }
    }

    type(given) {
        this.set({ given, method: CASH });
    }

    toggleOther(id) {
        const { others } = this.pay;
        this.set({
            others: others.includes(id) ? others.filter((one) => one !== id) : [...others, id],
        });
    }

    // ------------------------------------------------------------------ paying

    /** Why it cannot be paid so, in words; an empty text if nothing is in the way. */
    findBlocker() {
        const { method } = this.pay;
        const unproved = this.lines.find(
            (line) => this.said(line).exemption_id && !this.said(line).proof,
        );
        if (unproved) {
            return _t("Enter the proof that was seen, or let nobody off: %s.", unproved.label);
        }
        if (method === LATER) {
            return "";
        }
        if (this.unsaid.length) {
            return _t("Enter the quantity first: %s.", this.unsaid[0].label);
        }
        if (!this.owed) {
            // whoever was let off after the cash was typed is received all the same
            return this.dossier ? _t("Nothing is owed.") : "";
        }
        if (method === CASH) {
            if (!this.drawer.id) {
                return _t("Open your drawer first.");
            }
            if (this.given === null) {
                return _t("“%s” is no sum of money.", this.pay.given);
            }
            if (this.given && this.given < this.owed) {
                return _t("%(given)s is less than the %(owed)s that are owed.", {
                    given: formatDong(this.given),
                    owed: formatDong(this.owed),
                });
            }
        }
        return "";
    }

    /** Take the fees of the opened dossier. */
    async collect() {
        const { counter, dossier } = this;
        if (this.busy || !dossier) {
            return;
        }
        const blocker =
            this.pay.method === LATER ? _t("Choose how it is paid.") : this.findBlocker();
        if (blocker) {
            counter.say(blocker);
            return;
        }
        this.busy = true;
        const ids = [...this.open, ...this.chosenOthers].map((one) => one.id);
        const done = await counter.ask(
            "collect_fees",
            [ids, sentPay(this.pay), counter.place.counter_id || false],
            { loud: true },
        );
        this.busy = false;
        if (done) {
            await counter.opened.open(dossier.id);
            this.visitor = "";
            this.done = done;
            counter.show("fees");
            this.printReceipts(done.receipts || []);
        }
    }

    /** The receipts of what was taken; where slips come out only when they are asked for, receipts do so too. */
    async printReceipts(ids, { asked = false } = {}) {
        const { printer } = this.counter;
        if (!asked && printer.paper === "none") {
            return;
        }
        for (const id of ids) {
            await printer.print(RECEIPT, "onestop.fee.receipt", id);
        }
    }

    // ------------------------------------------------------------------ the drawer

    async updateDrawer() {
        const drawer = await this.counter.ask("drawer", []);
        if (drawer) {
            this.drawer = drawer;
        }
    }
}

const rooms = new WeakMap();

/**
 * The fees of a Counter, the same for every component.
 *
 * @param {CounterModel} counter
 * @returns {Fees}
 */
export function feesOf(counter) {
    const raw = toRaw(counter);
    if (!rooms.has(raw)) {
        rooms.set(raw, reactive(new Fees(counter)));
    }
    return rooms.get(raw);
}

draftParts.add("fee", {
    create: () => ({ fee: { answers: {}, pay: newPay() } }),
    toPayload: (draft) => ({ fee_answers: draft.fee.answers, fee_pay: sentPay(draft.fee.pay) }),
    findBlocker: (counter) => {
        const text = feesOf(counter).findBlocker();
        return text ? { text, pane: "fees" } : null;
    },
});
openedParts.add("fee", { create: () => ({ fee_pay: newPay() }) });

/** Of plain data alone, for a draft may be sent long after it was on the screen. */
function sentPay({ method, uuid, others, amount, given }) {
    if (method === LATER || !amount) {
        return false;
    }
    return { method, uuid, others, amount, tendered: (method === CASH && readSum(given)) || 0 };
}
