import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

/** What was received and still lies at the desk, to be forwarded by the rule's time. */
export class Pile {
    /** @param {CounterModel} counter */
    constructor(counter) {
        this.counter = counter;
        this.count = 0;
        this.forward_by = false;
    }

    /** @param {{ count: number, forward_by: string|false }} pile as the server says, in UTC */
    take({ count, forward_by }) {
        Object.assign(this, { count, forward_by });
    }

    /** Whether one of them should have gone on already. */
    get isLate() {
        return Boolean(
            this.forward_by && deserializeDateTime(this.forward_by) < luxon.DateTime.now(),
        );
    }

    /** @param {string|false} forwardBy by when what was just received goes on; false if it lies here no more */
    add(forwardBy) {
        if (forwardBy) {
            this.count++;
            this.forward_by ||= forwardBy;
        }
    }

    async forwardAll() {
        const { counter } = this;
        if (counter.busy || !this.count) {
            return;
        }
        counter.busy = true;
        const answer = await counter.ask("forward_pile", [], { loud: true });
        counter.busy = false;
        if (answer) {
            this.take(answer.pile);
            const lines = [_t("Forwarded: %s", answer.forwarded), ...answer.failed];
            counter.say(lines.join("\n"), answer.failed.length ? "danger" : "done");
        }
    }
}
