import { EventBus, markRaw, reactive } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { draftParts, gather } from "../parts";
import { Catalogue } from "./catalogue";
import { Choice } from "./choice";
import { isEmpty, newDraft, setProcedure } from "./draft";
import { Files } from "./files";
import { Inbox } from "./inbox";
import { Line, LineLost, Refused } from "../services/line";
import { OpenedDossier } from "./opened_dossier";
import { Outbox } from "../services/outbox";
import { People } from "./people";
import { Pile } from "./pile";
import { Place } from "./place";
import { Printer } from "../services/printer";
import { offerRating, Ratings } from "./rating";
import { Reception } from "./reception";
import { Twice } from "./twice";

/**
 * The Counter as a whole: the draft, what is shown and what is said. The rest of its state, and what can be done, is in
 * its rooms, one file each; every room holds this model as `counter`:
 *
 * - `place`: the counter at which it stands;
 * - `people`: the one box, the applicant, and who hands in;
 * - `twice`: what the person filed already for the same procedure;
 * - `choice`: procedure, case and channel, and when the result is due;
 * - `files`: scans of the papers;
 * - `reception`: the draft is received, or answered with a letter;
 * - `opened`: a dossier that exists already, and its result;
 * - `inbox`: what came online;
 * - `pile`: what was received and not yet forwarded;
 * - `printer`: slips and letters;
 * - `ratings`: what citizens say of how they were served.
 *
 * Components show the state and call the rooms; this model knows nothing of components.
 */
export class CounterModel {
    /**
     * @param {{
     *     store: DraftStore,
     *     contents: FileStore,
     *     cache: CatalogueCache,
     *     doAction: Function, of Odoo's action service
     * }} services
     */
    constructor({ store, contents, cache, doAction }) {
        this.store = markRaw(store);
        this.cache = markRaw(cache);
        // "received" (entry, answer) and "opened" (dossier): for what later modules add; "attach": choose files
        this.bus = markRaw(new EventBus());
        this.user = {};
        // what the server said at the start, for what later modules show: see `onestop.counter.app._counter_data`
        this.told = {};
        this.catalogue = null;
        this.draft = newDraft();
        this.pane = "person";
        // counts up to send the focus somewhere even if the pane stays the same
        this.focus = { papers: 0, pane: 0 };
        this.done = null;
        this.message = null;
        // while the server is asked to do something with the dossier on the left
        this.busy = false;
        // the draft that was cleared, to be taken back until the next one begins
        this.cleared = null;
        // names of a dossier's states
        this.states = {};
        this.up = true;
        this.foreign = 0;
        this.keeps = true;

        // rooms change the reactive one, so that components see it
        const counter = reactive(this);
        this.line = markRaw(
            new Line({ onLost: () => (counter.up = false), onBack: () => counter.onLineBack() }),
        );
        const senderOf = (entry) =>
            counter.ratings.isOne(entry) ? counter.ratings : counter.reception;
        this.outbox = markRaw(
            new Outbox(this.line, {
                onAnswered: (entry, answer) => senderOf(entry).onAnswered(entry, answer),
                onRefused: (entry, words) => senderOf(entry).onRefused(entry, words),
            }),
        );
        this.place = new Place(counter);
        this.people = new People(counter);
        this.twice = new Twice(counter);
        this.choice = new Choice(counter);
        this.files = new Files(counter, contents);
        this.reception = new Reception(counter);
        this.opened = new OpenedDossier(counter);
        this.inbox = new Inbox(counter);
        this.pile = new Pile(counter);
        this.printer = new Printer(counter, doAction);
        this.ratings = new Ratings(counter);
    }

    /** Load and take up what was left. */
    async start() {
        const kept = await this.cache.read();
        const answer = await this.line.call("open_counter", [kept?.version || null]);
        const catalogue = answer.catalogue || kept.catalogue;
        if (answer.catalogue) {
            await this.cache.write(answer.catalogue_version, answer.catalogue);
        }
        this.user = answer.user;
        this.told = markRaw({ ...answer, catalogue: null });
        this.states = answer.states;
        this.inbox.waiting = answer.waiting;
        this.pile.take(answer.pile);
        this.catalogue = markRaw(new Catalogue(catalogue, answer.most_used));
        this.place.start(answer.agencies);
        this.foreign = this.store.wipeOthers();
        this.files.start(answer.upload);
        await this.takeUp();
    }

    async takeUp() {
        for (const entry of await this.store.takeOver()) {
            if (entry.call) {
                this.outbox.add(entry);
            } else if (entry.upload) {
                this.files.uploads.add(entry);
            } else if (isEmpty(this.draft)) {
                this.restore(entry.draft);
            }
        }
        this.reception.showQueue();
        this.outbox.flush();
    }

    onLineBack() {
        this.up = true;
        this.opened.onLineBack();
        this.outbox.flush();
        this.files.uploads.flush();
        this.choice.onLineBack();
        this.twice.onLineBack();
    }

    stop() {
        this.line.close();
        this.files.stop();
        this.store.release();
    }

    // ------------------------------------------------------------------ showing

    show(pane) {
        this.files.hide();
        this.pane = pane;
        this.focus.pane++;
    }

    showHelp() {
        if (this.pane !== "help") {
            this.paneBefore = this.pane;
            this.show("help");
        }
    }

    /** A pane of the draft; an opened dossier is closed. */
    goDraft(pane) {
        this.hush();
        this.opened.clear();
        this.show(pane);
    }

    say(text, kind = "warning") {
        this.message = { text, kind };
    }

    hush() {
        this.message = null;
    }

    /** One step back: from a pane to where the work goes on, from an opened dossier to the draft. */
    back() {
        this.hush();
        if (this.pane === "help") {
            return this.show(this.paneBefore);
        }
        if (this.opened.dossier) {
            return this.isWriting ? this.show("opened") : this.opened.close();
        }
        if (this.pane === "inbox") {
            this.inbox.close();
            return this.show(this.nextPane());
        }
        this.show(this.procedure && this.pane !== "check" ? "check" : "person");
    }

    /** Whether the pane is sent by a button of its own, which F9 presses: a letter, a correction. */
    get isWriting() {
        return ["supplement", "refuse", "rechoose"].includes(this.pane);
    }

    /** The pane in which the draft goes on. */
    nextPane() {
        if (!this.people.isKnown) {
            return "person";
        }
        return this.procedure ? "check" : "procedure";
    }

    // ------------------------------------------------------------------ the dossier on the left

    /**
     * The room of what stands on the left: the opened dossier, else the draft. Either has `main`, `mayWrite`, `tickAll`,
     * `sendSupplement` and `sendRefusal`.
     */
    get atHand() {
        return this.opened.dossier ? this.opened : this.reception;
    }

    /** F6: due date and why, of the procedure that was chosen. */
    showCheck() {
        if (this.procedure) {
            this.goDraft("check");
        } else {
            this.goDraft("procedure");
            this.say(_t("Choose the procedure first."));
        }
    }

    /** F9: what the dossier calls for. */
    main() {
        if (!this.busy) {
            this.hush();
            return this.atHand.main();
        }
    }

    /**
     * F7 and F8: say what is missing, or refuse with the reason.
     *
     * @param {"supplement"|"refuse"} pane
     */
    writeLetter(pane) {
        if (this.atHand.mayWrite(pane)) {
            this.hush();
            this.show(pane);
        }
    }

    /**
     * Show what was done.
     *
     * @param {string} kind see `DoneCard`
     * @param {{ title: string, procedure: string, fee?: string }} about names of the applicant and the procedure, and
     *     what is owed
     * @param {Object} answer of the server
     */
    finish(kind, { title, procedure, fee }, answer) {
        this.done = { kind, title, procedure, fee, rating: offerRating(answer), ...answer };
    }

    // ------------------------------------------------------------------ the draft

    get procedure() {
        return this.catalogue?.get(this.draft.procedure_id);
    }

    get case() {
        return this.procedure?.cases.find((one) => one.id === this.draft.case_id);
    }

    /** Papers of the draft, each with what the catalogue says of it. */
    get papers() {
        const known = new Map((this.procedure?.papers || []).map((paper) => [paper.id, paper]));
        return this.draft.papers.map((line) => ({ line, paper: known.get(line.component_id) }));
    }

    /** Every change is kept at once; the identifier stays the same until the server has answered. */
    changed() {
        if (this.busy) {
            // it has been sent as it was
            return;
        }
        if (this.message?.kind === "warning") {
            // what was in the way is being put right
            this.hush();
        }
        this.twice.update();
        if (isEmpty(this.draft)) {
            this.store.forget(this.draft.uuid);
            return;
        }
        // somebody else's turn has begun
        this.cleared = null;
        this.store.claim(this.draft.uuid);
        this.keep({ uuid: this.draft.uuid, draft: this.draft });
    }

    keep(entry) {
        try {
            this.store.keep(entry);
            this.keeps = true;
        } catch (error) {
            if (!(error instanceof DOMException)) {
                throw error;
            }
            // full or forbidden: the work goes on, and the banner says that nothing is kept
            this.keeps = false;
        }
    }

    edit(values) {
        Object.assign(this.draft, values);
        this.changed();
    }

    editPaper(line, values) {
        Object.assign(line, values);
        this.changed();
    }

    /** Go on with a draft that was kept. */
    restore(draft) {
        // kept before a module brought its part
        this.draft = { ...gather(draftParts, "create"), ...draft };
        this.store.claim(draft.uuid);
        const procedure = this.procedure;
        if (procedure) {
            // the catalogue may have changed meanwhile: what is the same keeps its ticks
            const caseId = procedure.cases.some((one) => one.id === draft.case_id) && draft.case_id;
            const caseNone = this.choice.mayBeNoCase && Boolean(draft.case_none);
            setProcedure(this.draft, procedure, caseId, !caseId && caseNone);
        } else {
            Object.assign(this.draft, {
                procedure_id: false,
                case_id: false,
                case_none: false,
                papers: [],
            });
        }
        this.files.restore(this.draft);
        this.show(this.nextPane());
        this.choice.updatePreview();
        this.twice.update();
    }

    /** The clerk clears the table for the next person; what stood on it can be taken back. */
    clear() {
        if (this.busy) {
            return;
        }
        const { draft } = this;
        const cleared = isEmpty(draft) ? null : { draft, contents: this.files.contentsOf(draft) };
        this.hush();
        this.fresh();
        this.cleared = cleared;
    }

    undoClear() {
        const { cleared } = this;
        if (!cleared) {
            this.say(_t("There is nothing to take back."));
            return;
        }
        this.opened.clear();
        this.files.takeUp(cleared.draft, cleared.contents);
        this.restore(cleared.draft);
        this.changed();
    }

    /** The next person, please. What was entered is gone. */
    fresh() {
        this.store.forget(this.draft.uuid);
        this.files.forget(this.draft);
        this.done = null;
        this.cleared = null;
        this.draft = newDraft();
        this.people.clear();
        this.choice.preview = null;
        this.twice.update();
        this.opened.clear();
        this.show("person");
    }

    // ------------------------------------------------------------------ asking the server

    /**
     * Ask the server for something without which the work can go on.
     *
     * @param {{ loud?: boolean }} [options] say it if the line is down
     * @returns {Promise<any|null>} null if there is no answer; why is said on the screen
     */
    async ask(method, args, { loud = false } = {}) {
        try {
            return await this.line.call(method, args);
        } catch (error) {
            if (error instanceof LineLost) {
                if (loud) {
                    this.say(_t("The server cannot be reached now. Try again in a moment."));
                }
            } else if (error instanceof Refused) {
                this.say(error.message, "danger");
            } else {
                throw error;
            }
            return null;
        }
    }
}
