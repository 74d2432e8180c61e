import { _t } from "@web/core/l10n/translation";
import { LineLost, Refused } from "../services/line";
import { missingWords } from "../utils/words";

// which of its panes F9, F7 and F8 belong to
const MAIN_ACTIONS = { return: "return_result", inbox: "receive", supplement: "resume" };
const LETTER_ACTIONS = { supplement: "request_supplement", refuse: "reject" };
// as what an action is shown when it is done, if not by its own name
const DONE_KINDS = { receive: "received", request_supplement: "not_complete", reject: "refuse" };

/**
 * A dossier that exists already, in place of the draft: its result is handed over, or it is accepted, goes on, or is
 * only looked at. What is done with it is sent at once, with the revision that was seen.
 */
export class OpenedDossier {
    /** @param {CounterModel} counter */
    constructor(counter) {
        this.counter = counter;
        this.dossier = null;
        // the one that is shown of its files
        this.file = null;
        // id of one whose answer was lost
        this.lostId = null;
    }

    // ------------------------------------------------------------------ opening and closing

    openCode(code) {
        return this.openWith("open_code", code);
    }

    open(id) {
        return this.openWith("open_dossier", id);
    }

    async openWith(method, key) {
        const { counter } = this;
        const dossier = await counter.ask(method, [key], { loud: true });
        if (!dossier) {
            return;
        }
        this.lostId = null;
        counter.done = null;
        this.dossier = {
            ...dossier,
            recipient: dossier.submitter || dossier.person.applicant_name,
            proxy: "",
            identity_seen: false,
            given_back: {},
        };
        this.file = dossier.papers.flatMap((paper) => paper.files)[0] || null;
        counter.bus.trigger("opened", { dossier: this.dossier });
        counter.show("opened");
    }

    clear() {
        this.dossier = null;
        this.file = null;
    }

    close() {
        const { counter } = this;
        this.clear();
        counter.show(counter.inbox.rows ? "inbox" : counter.nextPane());
    }

    // ------------------------------------------------------------------ what can be done with it

    may(action) {
        return Boolean(this.dossier?.actions.includes(action));
    }

    get mainAction() {
        const action = MAIN_ACTIONS[this.dossier?.pane];
        return this.may(action) ? action : false;
    }

    main() {
        const action = this.mainAction;
        if (action === "return_result") {
            return this.returnResult();
        }
        if (action === "receive") {
            return this.accept();
        }
        if (action) {
            return this.act(action);
        }
    }

    /** @param {string} pane of the letter */
    mayWrite(pane) {
        return this.may(LETTER_ACTIONS[pane]);
    }

    sendSupplement(reason, content) {
        return this.act("request_supplement", { reason, content });
    }

    sendRefusal(reason, competentBody) {
        return this.act("reject", { reason, competent_body: competentBody });
    }

    /** Accept what came online. */
    accept() {
        const { papers } = this.dossier;
        const missing = papers.filter((paper) => paper.required && !paper.handed_in);
        if (missing.length) {
            this.counter.say(missingWords(missing));
            return;
        }
        const handedIn = papers.filter((paper) => paper.handed_in);
        return this.act("receive", { handed_in: handedIn.map((paper) => paper.id) });
    }

    // ------------------------------------------------------------------ handing the result over

    /** What is in the way of handing the result over, in words; an empty string if nothing is. */
    returnBlocker() {
        const { dossier } = this;
        if (dossier.late) {
            return _t(
                "The dossier is late and nobody has apologised yet. A leader issues the apology first, then the result is handed over.",
            );
        }
        if (!dossier.identity_seen) {
            return _t("Compare the identity paper with the person first.");
        }
        if (!dossier.recipient.trim()) {
            return _t("Enter who takes the result.");
        }
        if (this.needsProxy && !dossier.proxy.trim()) {
            return _t("Somebody else takes the result: enter the authority paper.");
        }
        if (this.originalsToReturn.some((paper) => !dossier.given_back[paper.id])) {
            return _t("Give the originals back first, and tick them.");
        }
        return "";
    }

    get needsProxy() {
        const { person, recipient, submitter } = this.dossier;
        return ![person.applicant_name, submitter].includes(recipient.trim());
    }

    get originalsToReturn() {
        return this.dossier.papers.filter((paper) => paper.return && paper.handed_in);
    }

    returnResult() {
        const blocker = this.returnBlocker();
        if (blocker) {
            this.counter.say(blocker);
            return;
        }
        const { proxy, recipient } = this.dossier;
        const back = this.originalsToReturn.map((paper) => paper.name).join("; ");
        return this.act("return_result", {
            recipient: recipient.trim() + (this.needsProxy ? ` (${proxy.trim()})` : ""),
            ...(back && { note: _t("Originals given back: %s", back) }),
        });
    }

    // ------------------------------------------------------------------ acting, and the answer

    async act(action, { reason = null, ...params } = {}) {
        const { counter, dossier } = this;
        if (counter.busy) {
            return;
        }
        counter.busy = true;
        try {
            const answer = await counter.line.call("act", [dossier.id, action, dossier.revision], {
                reason,
                ...params,
            });
            this.onActed(action, dossier, answer);
        } catch (error) {
            this.onActFailed(error, dossier);
        } finally {
            counter.busy = false;
        }
    }

    onActed(action, { id, person, procedure }, answer) {
        const { counter } = this;
        const about = { title: person.applicant_name, procedure: procedure.name };
        counter.finish(DONE_KINDS[action] || action, about, answer);
        counter.inbox.takeOff(id);
        this.close();
        counter.printer.printDone();
    }

    onActFailed(error, dossier) {
        const { counter } = this;
        if (error instanceof LineLost) {
            this.lostId = dossier.id;
            counter.say(
                _t(
                    "The line broke before the server answered. The dossier is opened again when it is back, and shows whether it was done.",
                ),
                "danger",
            );
        } else if (error instanceof Refused) {
            counter.say(error.message, "danger");
        } else {
            throw error;
        }
    }

    onLineBack() {
        if (this.lostId) {
            this.reopen();
        }
    }

    /** Show what became of an action whose answer was lost. If it was a hand-over, the citizen is asked as ever. */
    async reopen() {
        await this.open(this.lostId);
        const { counter, dossier } = this;
        if (dossier) {
            counter.hush();
        }
        if (dossier?.may_rate) {
            const { id, code, state, may_rate } = dossier;
            this.onActed("return_result", dossier, { id, code, state, may_rate });
        }
    }
}
