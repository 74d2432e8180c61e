import { setProcedure } from "./draft";

/** What the applicant asks for: procedure, case and channel; and what follows from them, as the server says. */
export class Choice {
    /** @param {CounterModel} counter */
    constructor(counter) {
        this.counter = counter;
        // when it is due and why; null while that is not known
        this.preview = null;
    }

    takeProcedure(id) {
        const { counter } = this;
        counter.done = null;
        setProcedure(counter.draft, counter.catalogue.get(id));
        counter.changed();
        this.updatePreview();
        counter.show("check");
        if (!counter.procedure.cases.length) {
            counter.focus.papers++;
        }
    }

    takeCase(id) {
        const { counter } = this;
        setProcedure(counter.draft, counter.procedure, id);
        counter.changed();
        this.updatePreview();
        counter.focus.papers++;
    }

    /** The question was asked, and none of the cases fits. */
    takeNoCase() {
        const { counter } = this;
        setProcedure(counter.draft, counter.procedure, false, true);
        counter.changed();
        this.updatePreview();
        counter.focus.papers++;
    }

    takeChannel(channel) {
        this.counter.edit({ channel });
        if (!this.mayBeNoCase) {
            this.counter.edit({ case_none: false });
        }
        this.updatePreview();
    }

    /** Whether the law has a time limit for what is none of the cases. */
    get mayBeNoCase() {
        const { draft, procedure } = this.counter;
        return Boolean(procedure?.no_case.includes(draft.channel));
    }

    /** Whether the question of the case still waits for its answer. */
    get lacksCase() {
        const { draft, procedure } = this.counter;
        return Boolean(procedure?.cases.length) && !draft.case_id && !draft.case_none;
    }

    /** What the catalogue says of the channel and case: their own line, else the one at the desk. */
    get line() {
        const { draft, procedure } = this.counter;
        const find = (channel, caseId) =>
            procedure?.channels.find(
                (one) => one.channel === channel && (one.case || false) === (caseId || false),
            );
        return (
            find(draft.channel, draft.case_id) ||
            find(draft.channel, false) ||
            find("direct", draft.case_id) ||
            find("direct", false)
        );
    }

    /** What is owed, as far as the catalogue says. */
    get fee() {
        return this.line?.fee || "";
    }

    /** What the preview depends on, in the order of the server's parameters. */
    get asked() {
        const { draft, place } = this.counter;
        return [draft.procedure_id, place.agency_id, draft.channel, draft.case_id];
    }

    async updatePreview() {
        const { asked } = this;
        this.preview = null;
        if (!this.counter.draft.procedure_id || this.lacksCase) {
            return;
        }
        const preview = await this.counter.ask("preview", asked);
        // the clerk may have chosen something else while the server was counting
        if (preview && JSON.stringify(asked) === JSON.stringify(this.asked)) {
            this.preview = preview;
        }
    }

    /** The line is back: what could not be asked is asked now. */
    onLineBack() {
        if (!this.preview) {
            this.updatePreview();
        }
    }

    /** Why this user cannot do so in one pass, in words; unknown without a line, when the server will say it. */
    get sameDayRefusal() {
        return this.preview?.same_day_refusal || "";
    }
}
