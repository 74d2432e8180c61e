import { _t } from "@web/core/l10n/translation";
import { draftParts, firstOf } from "../parts";
import { isDemanded } from "./catalogue";
import { isEmpty, newDraft, toPayload } from "./draft";
import { missingWords } from "../utils/words";

/**
 * Receiving the draft, or answering it with a letter: what is in the way, the sending, and what the server answers.
 * It goes through the outbox, so it happens once, however often the line breaks.
 */
export class Reception {
    /** @param {CounterModel} counter */
    constructor(counter) {
        this.counter = counter;
        // what the outbox holds of it, for the screen
        this.queued = [];
    }

    // ------------------------------------------------------------------ what is in the way

    /** What is in the way of receiving, in words, and the pane where it is put right. */
    findBlocker({ papers = true, procedure: needed = true } = {}) {
        const { counter } = this;
        const { draft, files, pane, procedure } = counter;
        if (!draft.person.applicant_name.trim()) {
            return { text: _t("Enter the name of the applicant first."), pane: "person" };
        }
        if (!this.counter.people.isKnown) {
            return {
                text: _t("Enter the identity number or the address of the applicant."),
                pane: "person",
            };
        }
        if (draft.on_behalf && !draft.submitter.submitter_name.trim()) {
            return {
                text: _t("Enter who hands the dossier in, or that the applicant does."),
                pane: "person",
            };
        }
        if (needed && !procedure) {
            return { text: _t("Choose the procedure first."), pane: "procedure" };
        }
        if (papers && counter.choice.lacksCase) {
            return {
                text: _t("Choose the case first: papers and due date follow from it."),
                pane: "check",
            };
        }
        if (draft.result_channel === "post" && !draft.result_address.trim()) {
            return { text: _t("Enter the address to which the result is sent."), pane: "check" };
        }
        if (files.loose.length) {
            return { text: files.looseWords, pane, papers: true };
        }
        const missing = this.missingPapers;
        if (papers && missing.length) {
            return { text: missingWords(missing), pane, papers: true };
        }
        // a letter may go out whatever a part still wants before the dossier is received
        return papers ? firstOf(draftParts, "findBlocker", counter) : null;
    }

    get missingPapers() {
        return this.counter.papers
            .filter(({ line, paper }) => isDemanded(paper, line.lookup_outcome) && !line.handed_in)
            .map(({ paper }) => paper);
    }

    isBlocked(options) {
        const { counter } = this;
        const blocker = this.findBlocker(options);
        if (blocker) {
            counter.say(blocker.text);
            if (blocker.papers) {
                counter.focus.papers++;
            } else {
                counter.show(blocker.pane);
            }
        }
        return Boolean(blocker);
    }

    // ------------------------------------------------------------------ what can be done with the draft

    main() {
        if (!this.isBlocked()) {
            return this.receive();
        }
    }

    /** Receive, decide and hand over in one pass. */
    sameDay() {
        const { counter } = this;
        counter.hush();
        if (counter.busy) {
            return;
        }
        if (counter.opened.dossier) {
            counter.opened.sayNotNow();
            return;
        }
        if (counter.procedure && !counter.procedure.same_day) {
            counter.say(
                _t("This procedure is not settled while the citizen waits. Receive it with F9."),
            );
            return;
        }
        if (counter.choice.sameDayRefusal) {
            counter.say(counter.choice.sameDayRefusal);
            return;
        }
        if (!this.isBlocked()) {
            return this.receive({ decide: true });
        }
    }

    /** Whether a letter may be written, which itself says what papers are missing; what is in the way is said. */
    mayWrite(pane) {
        // whoever stands at the wrong door is refused without a procedure of ours
        return !this.isBlocked({ papers: false, procedure: pane !== "refuse" });
    }

    /** What is required is there; papers that are asked for "if any" are ticked one by one. */
    tickAll() {
        const { counter } = this;
        if (!counter.procedure) {
            counter.showCheck();
            return;
        }
        counter.papers.forEach(
            ({ line, paper }) => (line.handed_in ||= isDemanded(paper, line.lookup_outcome)),
        );
        counter.changed();
        counter.focus.papers++;
    }

    receive(options) {
        return this.send("receive", [], options);
    }

    sendSupplement(reason, content, lines) {
        return this.send("not_complete", [reason, content, lines]);
    }

    /**
     * @param {string} reason
     * @param {string} competentBody
     * @param {{ procedure_id: number|false, name: string, summary: string }} [elsewhere] what is asked for, if it is no
     *     procedure of this desk
     */
    sendRefusal(reason, competentBody, elsewhere) {
        return this.send("refuse", [reason, competentBody], {}, elsewhere);
    }

    payload(elsewhere) {
        const { draft, place } = this.counter;
        const payload = toPayload(draft, place);
        if (!elsewhere) {
            return payload;
        }
        const { procedure_id, summary } = elsewhere;
        return {
            ...payload,
            procedure_id,
            summary,
            case_id: false,
            case_none: false,
            documents: [],
            files: [],
        };
    }

    // ------------------------------------------------------------------ sending, and the answer

    /** Send the draft. It is kept before it is sent, and forgotten when the server has answered. */
    async send(method, args, kwargs = {}, elsewhere = null) {
        const { counter } = this;
        if (counter.busy) {
            return;
        }
        const { draft } = counter;
        const entry = {
            uuid: draft.uuid,
            draft: JSON.parse(JSON.stringify(draft)),
            title: draft.person.applicant_name,
            procedure: elsewhere ? elsewhere.name : counter.procedure.name,
            fee: method === "receive" ? counter.choice.fee : "",
            call: { method, args: [this.payload(elsewhere), ...args], kwargs },
        };
        counter.keep(entry);
        counter.outbox.add(entry);
        counter.busy = true;
        await counter.outbox.flush();
        counter.busy = false;
        if (counter.outbox.entries.includes(entry)) {
            counter.done = { kind: "waiting", title: entry.title, procedure: entry.procedure };
            this.nextPerson(entry.uuid);
        }
        this.showQueue();
    }

    onAnswered(entry, answer) {
        const { counter } = this;
        const { method, kwargs } = entry.call;
        counter.files.take(entry, answer);
        counter.finish(
            answer.letter_id && method !== "receive" ? method : "received",
            entry,
            answer,
        );
        counter.bus.trigger("received", { entry, answer });
        this.nextPerson(entry.uuid);
        this.showQueue();
        counter.pile.add(answer.forward_by);
        if (!kwargs.decide) {
            counter.printer.printDone();
        }
    }

    onRefused(entry, words) {
        const { counter } = this;
        // back on the table, as it was
        delete entry.call;
        counter.keep({ uuid: entry.uuid, draft: entry.draft });
        if (counter.draft.uuid !== entry.uuid && isEmpty(counter.draft)) {
            counter.restore(entry.draft);
        }
        this.showQueue();
        counter.say(
            counter.draft.uuid === entry.uuid ? words : `${entry.title}: ${words}`,
            "danger",
        );
    }

    /** Make room, unless the clerk is busy with somebody else already. */
    nextPerson(uuid) {
        const { counter } = this;
        if (counter.draft.uuid === uuid) {
            const { done } = counter;
            counter.draft = newDraft();
            counter.fresh();
            counter.done = done;
        }
    }

    showQueue() {
        const { outbox, ratings } = this.counter;
        this.queued = outbox.entries
            .filter((entry) => !ratings.isOne(entry))
            .map(({ uuid, title, procedure }) => ({ uuid, title, procedure }));
    }
}
