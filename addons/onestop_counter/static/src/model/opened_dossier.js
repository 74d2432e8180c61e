import { _t } from "@web/core/l10n/translation";
import { firstOf, gather, openedParts, openedWays } from "../parts";
import { isDemanded } from "./catalogue";
import { LineLost, Refused } from "../services/line";
import { missingWords } from "../utils/words";

// verdicts by which a paper was asked for
const ASKED_VERDICTS = ["missing", "wrong"];
// which of the panes F7 and F8 belong to
const LETTER_ACTIONS = { supplement: "request_supplement", refuse: "reject" };
// after which whoever came for the dossier has nothing more to do with it
const ENDS = ["receive", "resume", "request_supplement", "reject", "return_result"];
// as what an action is shown when it is done, if not by its own name
const DONE_KINDS = { receive: "received", request_supplement: "not_complete", reject: "refuse" };

/** Whether the papers lie on the desk: what came online is there as a file, or not at all. */
function hasCome({ channel, state }) {
    return channel !== "online" || state !== "submitted";
}

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
        counter.cleared = null;
        this.dossier = {
            ...dossier,
            papers: dossier.papers.map((paper) => ({
                ...paper,
                // what was asked for once more is not there until the clerk says so
                handed_in:
                    paper.handed_in &&
                    !ASKED_VERDICTS.includes(paper.verdict) &&
                    (hasCome(dossier) || paper.files.length > 0),
            })),
            recipient_kind: "applicant",
            // of somebody else
            recipient: "",
            identity_seen: false,
            given_back: {},
            ...gather(openedParts, "create", dossier),
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

    /** What it calls for, see `openedWays`. */
    get way() {
        return openedWays.get(this.dossier.pane);
    }

    get mainAction() {
        const action = this.dossier && this.way.action;
        return this.may(action) ? action : false;
    }

    main() {
        const { mainAction, way } = this;
        if (!mainAction) {
            this.sayNotNow();
            return;
        }
        return way.run ? way.run(this) : this.act(mainAction);
    }

    /** Why a key does nothing: the state of the dossier, or the role of the clerk, does not allow it. */
    sayNotNow() {
        const { state_label } = this.dossier;
        this.counter.say(
            _t(
                "That is not possible here: the dossier is “%s”, or it is in other hands.",
                state_label,
            ),
        );
    }

    /** @param {string} pane of the letter */
    mayWrite(pane) {
        const may = this.may(LETTER_ACTIONS[pane]);
        if (!may) {
            this.sayNotNow();
        }
        return may;
    }

    /** Shift+F3: procedure, case or channel were chosen wrongly. */
    rechoose() {
        const { counter } = this;
        if (!this.dossier) {
            counter.say(_t("Open the dossier first: scan its slip, or type its code."));
        } else if (this.may("rechoose")) {
            counter.hush();
            counter.show("rechoose");
        } else {
            this.sayNotNow();
        }
    }

    sendSupplement(reason, content, lines) {
        return this.act("request_supplement", { reason, content, lines });
    }

    sendRefusal(reason, competentBody) {
        return this.act("reject", { reason, competent_body: competentBody });
    }

    get mayTick() {
        return ["receive", "resume"].includes(this.mainAction);
    }

    /** All that was asked for is there. */
    tickAll() {
        if (!this.mayTick) {
            this.sayNotNow();
            return;
        }
        this.dossier.papers.forEach(
            (paper) => (paper.handed_in ||= isDemanded(paper, paper.lookup_outcome)),
        );
        this.counter.hush();
        this.counter.focus.papers++;
    }

    /** What was found in national databases. */
    get lookups() {
        const papers = this.dossier.papers.filter((paper) => paper.in_data);
        return Object.fromEntries(papers.map((paper) => [paper.id, paper.lookup_outcome]));
    }

    get handedIn() {
        return this.dossier.papers.filter((paper) => paper.handed_in).map((paper) => paper.id);
    }

    /** The citizen has completed it: it goes on, with the papers that are there now. */
    resume() {
        return this.act("resume", { handed_in: this.handedIn });
    }

    /** Accept what came online. */
    accept() {
        const { papers } = this.dossier;
        const missing = papers.filter(
            (paper) => isDemanded(paper, paper.lookup_outcome) && !paper.handed_in,
        );
        if (missing.length) {
            this.counter.say(missingWords(missing));
            return;
        }
        return this.act("receive", { handed_in: this.handedIn });
    }

    // ------------------------------------------------------------------ handing the result over

    /** What is in the way of handing the result over, in words; an empty string if nothing is. */
    returnBlocker() {
        const { dossier } = this;
        if (dossier.return_refusal) {
            return dossier.return_refusal;
        }
        if (!this.recipientName) {
            return _t("Enter who takes the result.");
        }
        if (!dossier.identity_seen) {
            return _t("Compare the identity paper with the person first: %s.", this.recipientName);
        }
        if (this.needsAuthority && !this.authority?.files.length) {
            return this.isAuthorityOnItsWay
                ? _t("The scan of the authority paper is being sent. Wait until it is stored.")
                : _t("Attach a scan of the authority paper first: it stays with the dossier.");
        }
        if (this.originalsToReturn.some((paper) => !dossier.given_back[paper.id])) {
            return _t("Give the originals back first, and tick them.");
        }
        return "";
    }

    /** Who stands at the desk. */
    get recipientName() {
        const { person, recipient, recipient_kind, submitter } = this.dossier;
        const names = { applicant: person.applicant_name, submitter, other: recipient.trim() };
        return names[recipient_kind];
    }

    /** @param {"applicant"|"submitter"|"other"} kind who stands at the desk: another person, another paper */
    takeRecipient(kind) {
        Object.assign(this.dossier, { recipient_kind: kind, identity_seen: false });
    }

    get needsAuthority() {
        return this.dossier.recipient_kind !== "applicant";
    }

    /** The paper by which somebody acts in the applicant's stead, once a scan was attached to it. */
    get authority() {
        return this.dossier.papers.find((paper) => paper.id === this.dossier.authority);
    }

    get isAuthorityOnItsWay() {
        const { pending } = this.counter.files.uploads;
        return pending.some(({ file }) => file.document_id === this.dossier.authority);
    }

    /** @param {File[]} files scans of the authority paper */
    async attachAuthority(files) {
        const { counter, dossier } = this;
        if (!this.authority) {
            const paper = await counter.ask("authority_paper", [dossier.id], { loud: true });
            if (!paper) {
                return;
            }
            dossier.papers.push(paper);
            dossier.authority = paper.id;
        }
        counter.files.attachToOpened(this.authority, files);
    }

    /** The papers that belong to the dossier itself. */
    get papers() {
        return this.dossier.papers.filter((paper) => paper.id !== this.dossier.authority);
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
        const { recipient_kind, identity_seen } = this.dossier;
        const originals = this.originalsToReturn;
        const back = originals.map((paper) => paper.name).join("; ");
        return this.act("return_result", {
            recipient_kind,
            recipient: this.recipientName,
            identity_seen,
            given_back: originals.map((paper) => paper.id),
            ...(back && { note: _t("Originals given back: %s", back) }),
        });
    }

    // ------------------------------------------------------------------ acting, and the answer

    async act(action, { reason = null, ...params } = {}) {
        const { counter, dossier } = this;
        if (counter.busy) {
            return;
        }
        const blocker = firstOf(openedParts, "findBlocker", counter, action);
        if (blocker) {
            counter.say(blocker);
            return;
        }
        counter.busy = true;
        try {
            const answer = await counter.line.call("act", [dossier.id, action, dossier.revision], {
                reason,
                ...(Object.keys(this.lookups).length && { lookups: this.lookups }),
                ...params,
                ...gather(openedParts, "toParams", dossier, action),
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
        const cameForIt = counter.people.lastDossiers.some((one) => one.id === id);
        if (cameForIt && !counter.procedure && ENDS.includes(action)) {
            // the person on the table was met for this dossier only: the next one, please
            counter.fresh();
        }
        const about = { title: person.applicant_name, procedure: procedure.name };
        counter.finish(DONE_KINDS[action] || action, about, answer);
        counter.inbox.takeOff(id);
        this.close();
        if (answer.pile) {
            counter.pile.take(answer.pile);
        }
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
