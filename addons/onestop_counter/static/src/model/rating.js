import { _t } from "@web/core/l10n/translation";
import { newUuid } from "./draft";

const KIND = "rating";

/** The verdicts to choose from, the best first: their value for the server, their key, their words and their face. */
export function verdicts() {
    return [
        { value: "2", key: "1", face: "delighted", label: _t("Very satisfied") },
        { value: "1", key: "2", face: "content", label: _t("Satisfied") },
        { value: "0", key: "3", face: "unhappy", label: _t("Not satisfied") },
    ];
}

/** What the citizen is asked after a hand-over, or null. Its state is `offered`, `waiting` or `thanks`. */
export function offerRating({ id, may_rate }) {
    return may_rate ? { uuid: newUuid(), dossier_id: id, state: "offered" } : null;
}

/**
 * Sends what citizens say of how they were served. A rating goes through the outbox as a reception does: kept in the
 * browser until the server has answered, and counted once however often it is sent.
 */
export class Ratings {
    /** @param {CounterModel} counter */
    constructor(counter) {
        this.counter = counter;
    }

    /** Whether an entry of the outbox is a rating. */
    isOne(entry) {
        return entry.kind === KIND;
    }

    get current() {
        return this.counter.done?.rating;
    }

    get isOffered() {
        return this.current?.state === "offered";
    }

    /** Go on without a rating. */
    skip() {
        this.counter.done.rating = null;
        this.counter.focus.pane++;
    }

    /**
     * @param {string} verdict value of one of the `verdicts`
     * @param {string} feedback
     */
    async send(verdict, feedback) {
        const { counter, current } = this;
        const entry = {
            kind: KIND,
            uuid: current.uuid,
            title: counter.done.title,
            call: {
                method: "rate",
                args: [current.dossier_id, current.uuid, verdict],
                kwargs: { feedback: feedback.trim() },
            },
        };
        current.state = "waiting";
        counter.focus.pane++;
        counter.keep(entry);
        counter.outbox.add(entry);
        await counter.outbox.flush();
    }

    onAnswered(entry) {
        this.counter.store.forget(entry.uuid);
        this.update(entry, "thanks");
    }

    /** Refused: it can be pressed again, as what was in the way may go. */
    onRefused(entry, words) {
        this.counter.store.forget(entry.uuid);
        this.update(entry, "offered");
        this.counter.say(`${entry.title}: ${words}`, "danger");
    }

    update(entry, state) {
        if (this.current?.uuid === entry.uuid) {
            this.current.state = state;
        }
    }
}
