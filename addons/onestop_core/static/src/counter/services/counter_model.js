import { EventBus, markRaw } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { Catalogue } from "./catalogue";
import { isEmpty, newDraft, setPerson, setProcedure, setSubmitter, toPayload } from "./draft";
import { Line, LineLost, Refused } from "./line";
import { Outbox } from "./outbox";
import { offerRating, Ratings } from "./rating";
import { checkIdentityNumber } from "../utils/identity";
import { classify, personOfCard } from "../utils/scan";
import { unreadableLabels } from "../utils/words";

const PLACE_KEY = "onestop_counter_place";
// which of the opened dossier's panes F9, F7 and F8 belong to
const MAIN_ACTIONS = { return: "return_result", inbox: "receive", supplement: "resume" };

/**
 * The state of the Counter and everything that can be done at it. Components show it and call its methods; it knows
 * nothing of them. To be wrapped in `reactive`, so that what it shows follows.
 */
export class CounterModel {
    /**
     * @param {{ store: DraftStore, cache: CatalogueCache, printer: Printer, files: Files }} services
     */
    constructor({ store, cache, printer, files }) {
        this.store = markRaw(store);
        this.cache = markRaw(cache);
        this.printer = markRaw(printer);
        this.files = files;
        // "received" (entry, answer) and "opened" (dossier): for what later modules add; "attach": choose files
        this.bus = markRaw(new EventBus());
        this.user = {};
        this.agencies = [];
        this.place = { agency_id: false, counter_id: false };
        this.catalogue = null;
        this.waiting = 0;
        this.draft = newDraft();
        this.pane = "person";
        // counts up to send the focus somewhere even if the pane stays the same
        this.focus = { papers: 0, pane: 0 };
        this.people = [];
        this.lastDossiers = [];
        this.preview = null;
        this.opened = null;
        this.inbox = null;
        this.file = null;
        this.done = null;
        this.message = null;
        this.busy = false;
        this.printing = 0;
        this.up = true;
        this.queued = [];
        this.foreign = 0;
        this.keeps = true;
    }

    /** Load and take up what was left. Called on the reactive object, once. */
    async start() {
        this.line = markRaw(
            new Line({ onLost: () => (this.up = false), onBack: () => this.onLineBack() }),
        );
        this.ratings = markRaw(new Ratings(this));
        const senderOf = (entry) => (this.ratings.isOne(entry) ? this.ratings : this);
        this.outbox = markRaw(
            new Outbox(this.line, {
                onAnswered: (entry, answer) => senderOf(entry).onAnswered(entry, answer),
                onRefused: (entry, words) => senderOf(entry).onRefused(entry, words),
            }),
        );
        const kept = await this.cache.read();
        const answer = await this.line.call("open_counter", [kept?.version || null]);
        const catalogue = answer.catalogue || kept.catalogue;
        if (answer.catalogue) {
            await this.cache.write(answer.catalogue_version, answer.catalogue);
        }
        this.user = answer.user;
        this.agencies = answer.agencies;
        this.waiting = answer.waiting;
        this.catalogue = markRaw(new Catalogue(catalogue, answer.most_used));
        this.choosePlace(JSON.parse(browser.localStorage.getItem(PLACE_KEY) || "{}"));
        this.foreign = this.store.wipeOthers();
        this.files.start(this, answer.upload);
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
        this.showQueue();
        this.outbox.flush();
    }

    stop() {
        this.line.close();
        this.files.stop();
        this.store.release();
    }

    // ------------------------------------------------------------------ place

    get agency() {
        return this.agencies.find((agency) => agency.id === this.place.agency_id);
    }

    get placeName() {
        const counter = this.agency?.counters.find((one) => one.id === this.place.counter_id);
        return counter?.name || "";
    }

    /** @param {{ agency_id?: number, counter_id?: number }} place as the computer remembers it */
    choosePlace({ agency_id: agencyId, counter_id: counterId }) {
        const agency = this.agencies.find((one) => one.id === agencyId) || this.agencies[0];
        const counters = agency.counters;
        const counter =
            counters.find((one) => one.id === counterId) || (counters.length === 1 && counters[0]);
        this.place = { agency_id: agency.id, counter_id: counter ? counter.id : false };
        browser.localStorage.setItem(PLACE_KEY, JSON.stringify(this.place));
        this.updatePreview();
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

    /** F4: the one box, whatever is open. */
    goPerson() {
        this.goDraft("person");
    }

    /** A pane of the draft; an opened dossier is closed. */
    goDraft(pane) {
        this.hush();
        this.opened = null;
        this.file = null;
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
        if (this.opened) {
            return ["supplement", "refuse"].includes(this.pane)
                ? this.show("opened")
                : this.close();
        }
        if (this.pane === "inbox") {
            this.inbox = null;
            return this.show(this.nextPane());
        }
        this.show(this.procedure && this.pane !== "check" ? "check" : "person");
    }

    /** The pane in which the draft goes on. */
    nextPane() {
        if (!this.draft.person.applicant_name) {
            return "person";
        }
        return this.procedure ? "check" : "procedure";
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

    get missingPapers() {
        return this.papers.filter(({ line, paper }) => paper.required && !line.handed_in);
    }

    get doubts() {
        const { applicant_kind, applicant_identity, applicant_birth_date, applicant_sex } =
            this.draft.person;
        return applicant_kind === "person" && applicant_identity
            ? checkIdentityNumber(applicant_identity, applicant_birth_date, applicant_sex)
            : [];
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
        if (isEmpty(this.draft)) {
            this.store.forget(this.draft.uuid);
            return;
        }
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

    editPerson(values) {
        Object.assign(this.draft.person, values);
        this.changed();
    }

    editSubmitter(values) {
        setSubmitter(this.draft, values);
        this.changed();
    }

    /** Somebody comes in the applicant's stead, or not after all. */
    toggleSubmitter() {
        this.draft.on_behalf = !this.draft.on_behalf;
        this.show("person");
        this.changed();
    }

    restore(draft) {
        this.draft = draft;
        this.store.claim(draft.uuid);
        const procedure = this.procedure;
        if (procedure) {
            // the catalogue may have changed meanwhile: what is the same keeps its ticks
            const caseId = procedure.cases.some((one) => one.id === draft.case_id) && draft.case_id;
            setProcedure(this.draft, procedure, caseId);
        } else {
            Object.assign(this.draft, { procedure_id: false, case_id: false, papers: [] });
        }
        this.files.restore(this.draft);
        this.show(this.nextPane());
        this.updatePreview();
    }

    /** The next person, please. What was entered is gone. */
    fresh() {
        this.store.forget(this.draft.uuid);
        this.files.forget(this.draft);
        this.done = null;
        this.draft = newDraft();
        this.people = [];
        this.lastDossiers = [];
        this.preview = null;
        this.opened = null;
        this.file = null;
        this.show("person");
    }

    // ------------------------------------------------------------------ whom

    /**
     * The one box: an identity card, a slip, an identity number, a phone number, a dossier code or a name.
     *
     * @param {string} text as typed or scanned
     */
    async find(text) {
        const found = classify(text);
        this.hush();
        if (found.kind === "unreadable") {
            this.say(unreadableLabels()[found.reason]);
        } else if (found.kind === "code") {
            await this.openCode(found.text);
        } else {
            this.opened = null;
            await this.findPerson(found);
        }
    }

    async findPerson(found) {
        const values = {
            card: () => personOfCard(found.card),
            identity: () => ({ applicant_identity: found.text }),
            phone: () => ({ applicant_phone: found.text }),
            name: () => ({ applicant_name: found.text }),
        }[found.kind]();
        if (this.draft.on_behalf && this.draft.person.applicant_name) {
            this.takeSubmitter(values);
            return;
        }
        this.people = [];
        this.lastDossiers = [];
        this.takePerson(values);
        if (found.kind === "name") {
            return;
        }
        const number = found.kind === "phone" ? found.text : values.applicant_identity;
        const { draft } = this;
        const people = await this.ask("find_person", [number]);
        // the clerk may have gone on to somebody else while the server was looking
        if (!people?.length || this.draft !== draft) {
            return;
        }
        if (people.length > 1) {
            if (this.pane === "person") {
                this.people = people;
            }
            return;
        }
        this.takeKnown(people[0], values);
    }

    takePerson(values) {
        this.done = null;
        this.inbox = null;
        setPerson(this.draft, values);
        this.changed();
        this.show(this.nextPane());
    }

    /**
     * @param {{ person: Object, dossiers: Object[] }} known
     * @param {Object} [newer] what a card says goes before
     */
    takeKnown({ person, dossiers }, newer = {}) {
        const given = Object.fromEntries(Object.entries(newer).filter(([, value]) => value));
        this.people = [];
        this.lastDossiers = dossiers;
        setPerson(this.draft, { ...person, ...given });
        this.changed();
        // whoever has gone on already is not called back
        if (this.pane === "person") {
            this.show(this.nextPane());
        }
    }

    takeSubmitter(values) {
        this.editSubmitter({
            ...(values.applicant_name && { submitter_name: values.applicant_name }),
            ...(values.applicant_identity && { submitter_identity: values.applicant_identity }),
            ...(values.applicant_phone && { submitter_phone: values.applicant_phone }),
        });
        this.show("person");
    }

    // ------------------------------------------------------------------ what

    chooseProcedure(id) {
        this.done = null;
        setProcedure(this.draft, this.catalogue.get(id));
        this.changed();
        this.updatePreview();
        this.show("check");
        if (!this.procedure.cases.length) {
            this.focus.papers++;
        }
    }

    chooseCase(id) {
        setProcedure(this.draft, this.procedure, id);
        this.changed();
        this.updatePreview();
        this.focus.papers++;
    }

    chooseChannel(channel) {
        this.edit({ channel });
        this.updatePreview();
    }

    editPaper(line, values) {
        Object.assign(line, values);
        this.changed();
    }

    /** What is required is there; papers that are asked for "if any" are ticked one by one. */
    tickRequired() {
        this.papers.forEach(({ line, paper }) => (line.handed_in ||= paper.required));
        this.changed();
        this.focus.papers++;
    }

    async updatePreview() {
        const { draft } = this;
        if (!draft.procedure_id) {
            this.preview = null;
            return;
        }
        const asked = JSON.stringify([
            draft.procedure_id,
            this.place.agency_id,
            draft.channel,
            draft.case_id,
        ]);
        this.preview = null;
        const preview = await this.ask("preview", JSON.parse(asked));
        const { procedure_id, channel, case_id } = this.draft;
        if (
            preview &&
            asked === JSON.stringify([procedure_id, this.place.agency_id, channel, case_id])
        ) {
            this.preview = preview;
        }
    }

    // ------------------------------------------------------------------ receiving

    /** What is in the way of receiving, in words, and the pane where it is put right. */
    findBlocker({ papers = true } = {}) {
        const { draft } = this;
        if (!draft.person.applicant_name.trim()) {
            return { text: _t("Enter the name of the applicant first."), pane: "person" };
        }
        if (draft.on_behalf && !draft.submitter.submitter_name.trim()) {
            return {
                text: _t("Enter who hands the dossier in, or that the applicant does."),
                pane: "person",
            };
        }
        if (!this.procedure) {
            return { text: _t("Choose the procedure first."), pane: "procedure" };
        }
        if (draft.result_channel === "post" && !draft.result_address.trim()) {
            return { text: _t("Enter the address to which the result is sent."), pane: "check" };
        }
        if (this.files.loose.length) {
            return { text: this.files.looseWords, pane: this.pane, papers: true };
        }
        if (papers && this.missingPapers.length) {
            const names = this.missingPapers.map(({ paper }) => paper.name).join("; ");
            return {
                text: _t("Missing: %s. Tick what is there, or ask for the rest once (F7).", names),
                pane: this.pane,
                papers: true,
            };
        }
        return null;
    }

    isBlocked(options) {
        const blocker = this.findBlocker(options);
        if (blocker) {
            this.say(blocker.text);
            if (blocker.papers) {
                this.focus.papers++;
            } else {
                this.show(blocker.pane);
            }
        }
        return Boolean(blocker);
    }

    /** F9: receive the draft, or do with the opened dossier what its state calls for. */
    main() {
        if (this.busy) {
            return;
        }
        this.hush();
        if (this.opened) {
            return this.actMain();
        }
        if (!this.isBlocked()) {
            return this.send("receive", [toPayload(this.draft, this.place)]);
        }
    }

    /** Why this user cannot do so in one pass, in words; unknown without a line, when the server will say it. */
    get sameDayRefusal() {
        return this.preview?.same_day_refusal || "";
    }

    /** F10: receive, decide and hand over in one pass. */
    sameDay() {
        this.hush();
        if (this.busy || this.opened || !this.procedure?.same_day) {
            return;
        }
        if (this.sameDayRefusal) {
            this.say(this.sameDayRefusal);
            return;
        }
        if (this.isBlocked()) {
            return;
        }
        return this.send("receive", [toPayload(this.draft, this.place)], { decide: true });
    }

    /** F7: say what is missing; pressed on the pane, print it. */
    supplement() {
        if (this.opened ? this.may("request_supplement") : !this.isBlocked({ papers: false })) {
            this.hush();
            this.show("supplement");
        }
    }

    /** F8: refuse, with the reason. */
    refuse() {
        if (this.opened ? this.may("reject") : !this.isBlocked({ papers: false })) {
            this.hush();
            this.show("refuse");
        }
    }

    /** @param {string} reason @param {string} content what is asked for, a line each */
    sendSupplement(reason, content) {
        return this.opened
            ? this.act("request_supplement", { reason, content })
            : this.send("not_complete", [toPayload(this.draft, this.place), reason, content]);
    }

    sendRefusal(reason, competentBody) {
        return this.opened
            ? this.act("reject", { reason, competent_body: competentBody })
            : this.send("refuse", [toPayload(this.draft, this.place), reason, competentBody]);
    }

    /**
     * Send the draft. It is kept before it is sent, and forgotten when the server has answered.
     */
    async send(method, args, kwargs = {}) {
        if (this.busy) {
            return;
        }
        const { draft } = this;
        const entry = {
            uuid: draft.uuid,
            draft: JSON.parse(JSON.stringify(draft)),
            title: draft.person.applicant_name,
            procedure: this.procedure.name,
            call: { method, args, kwargs },
        };
        this.keep(entry);
        this.outbox.add(entry);
        this.busy = true;
        await this.outbox.flush();
        this.busy = false;
        if (this.outbox.entries.includes(entry)) {
            this.done = { kind: "waiting", title: entry.title, procedure: entry.procedure };
            this.nextPerson(entry.uuid);
        }
        this.showQueue();
    }

    /** Make room, unless the clerk is busy with somebody else already. */
    nextPerson(uuid) {
        if (this.draft.uuid === uuid) {
            const { done } = this;
            this.draft = newDraft();
            this.fresh();
            this.done = done;
        }
    }

    showQueue() {
        this.queued = this.outbox.entries
            .filter((entry) => !this.ratings.isOne(entry))
            .map(({ uuid, title, procedure }) => ({ uuid, title, procedure }));
    }

    onAnswered(entry, answer) {
        this.files.take(entry, answer);
        this.done = {
            kind:
                answer.letter_id && entry.call.method !== "receive"
                    ? entry.call.method
                    : "received",
            title: entry.title,
            procedure: entry.procedure,
            rating: offerRating(answer),
            ...answer,
        };
        this.bus.trigger("received", { entry, answer });
        this.nextPerson(entry.uuid);
        this.showQueue();
        if (this.done.kind !== "received") {
            this.printLetter();
        } else if (!entry.call.kwargs.decide && this.printer.paper !== "none") {
            this.printSlip();
        }
    }

    onRefused(entry, words) {
        // back on the table, as it was
        delete entry.call;
        this.keep({ uuid: entry.uuid, draft: entry.draft });
        if (this.draft.uuid !== entry.uuid && isEmpty(this.draft)) {
            this.restore(entry.draft);
        }
        this.showQueue();
        this.say(this.draft.uuid === entry.uuid ? words : `${entry.title}: ${words}`, "danger");
    }

    onLineBack() {
        this.up = true;
        if (this.reopenId) {
            this.reopen();
        }
        this.outbox.flush();
        this.files.flush();
        if (this.draft.procedure_id && !this.preview) {
            this.updatePreview();
        }
    }

    // ------------------------------------------------------------------ printing

    async printSlip(dossierId = this.done?.id) {
        await this.print(() => this.printer.printSlip(dossierId));
    }

    async printLetter(letterId = this.done?.letter_id) {
        await this.print(() => this.printer.printLetter(letterId));
    }

    async print(printing) {
        this.printing++;
        try {
            await printing();
        } catch (error) {
            // printing again changes nothing: what was received is received
            const why = error.data?.message || error.message;
            this.say(_t("Not printed: %s Print again with Ctrl+P.", why), "danger");
        } finally {
            this.printing--;
        }
    }

    /** Ctrl+P: the slip or letter of what was done last, or of the opened dossier. */
    printAgain() {
        if (this.opened?.code) {
            return this.printSlip(this.opened.id);
        }
        if (this.done?.letter_id && this.done.kind !== "received") {
            return this.printLetter();
        }
        if (this.done?.id) {
            return this.printSlip();
        }
    }

    // ------------------------------------------------------------------ a dossier that exists already

    may(action) {
        return Boolean(this.opened?.actions.includes(action));
    }

    get mainAction() {
        const action = MAIN_ACTIONS[this.opened?.pane];
        return this.may(action) ? action : false;
    }

    openCode(code) {
        return this.openWith("open_code", code);
    }

    open(id) {
        return this.openWith("open_dossier", id);
    }

    /** Show what became of an action whose answer was lost. If it was a hand-over, the citizen is asked as ever. */
    async reopen() {
        await this.open(this.reopenId);
        const { opened } = this;
        if (opened) {
            this.hush();
        }
        if (opened?.may_rate) {
            this.onActed("return_result", opened, {
                id: opened.id,
                code: opened.code,
                state: opened.state,
                may_rate: true,
            });
        }
    }

    async openWith(method, key) {
        const opened = await this.ask(method, [key], { loud: true });
        if (!opened) {
            return;
        }
        this.reopenId = null;
        this.done = null;
        this.file = null;
        this.opened = {
            ...opened,
            recipient: opened.submitter || opened.person.applicant_name,
            proxy: "",
            identity_seen: false,
            given_back: {},
        };
        this.showFirstFile();
        this.bus.trigger("opened", { dossier: this.opened });
        this.show("opened");
    }

    showFirstFile() {
        this.file = this.opened.papers.flatMap((paper) => paper.files)[0] || null;
    }

    close() {
        this.opened = null;
        this.file = null;
        this.show(this.inbox ? "inbox" : this.nextPane());
    }

    async showInbox() {
        this.hush();
        const rows = await this.ask("inbox", [], { loud: true });
        if (rows) {
            this.inbox = rows;
            this.waiting = rows.length;
            this.opened = null;
            this.file = null;
            this.show("inbox");
        }
    }

    /** What is in the way of handing the result over, in words; an empty string if nothing is. */
    returnBlocker() {
        const { opened } = this;
        if (opened.late) {
            return _t(
                "The dossier is late and nobody has apologised yet. A leader issues the apology first, then the result is handed over.",
            );
        }
        if (!opened.identity_seen) {
            return _t("Compare the identity paper with the person first.");
        }
        if (!opened.recipient.trim()) {
            return _t("Enter who takes the result.");
        }
        if (this.needsProxy && !opened.proxy.trim()) {
            return _t("Somebody else takes the result: enter the authority paper.");
        }
        if (this.originalsToReturn.some((paper) => !opened.given_back[paper.id])) {
            return _t("Give the originals back first, and tick them.");
        }
        return "";
    }

    get needsProxy() {
        const taker = this.opened.recipient.trim();
        return ![this.opened.person.applicant_name, this.opened.submitter].includes(taker);
    }

    get originalsToReturn() {
        return this.opened.papers.filter((paper) => paper.return && paper.handed_in);
    }

    actMain() {
        const { opened } = this;
        const action = this.mainAction;
        if (!action) {
            return;
        }
        if (action === "return_result") {
            const blocker = this.returnBlocker();
            if (blocker) {
                this.say(blocker);
                return;
            }
            const proxy = this.needsProxy ? ` (${opened.proxy.trim()})` : "";
            const back = this.originalsToReturn.map((paper) => paper.name).join("; ");
            return this.act(action, {
                recipient: opened.recipient.trim() + proxy,
                ...(back && { note: _t("Originals given back: %s", back) }),
            });
        }
        const handedIn = opened.papers.filter((paper) => paper.handed_in);
        if (action === "receive") {
            const missing = opened.papers.filter((paper) => paper.required && !paper.handed_in);
            if (missing.length) {
                const names = missing.map((paper) => paper.name).join("; ");
                this.say(
                    _t("Missing: %s. Tick what is there, or ask for the rest once (F7).", names),
                );
                return;
            }
            return this.act(action, { handed_in: handedIn.map((paper) => paper.id) });
        }
        return this.act(action, {});
    }

    async act(action, { reason = null, ...params }) {
        if (this.busy) {
            return;
        }
        const { opened } = this;
        this.busy = true;
        try {
            const answer = await this.line.call("act", [opened.id, action, opened.revision], {
                reason,
                ...params,
            });
            this.onActed(action, opened, answer);
        } catch (error) {
            this.onActFailed(error, opened);
        } finally {
            this.busy = false;
        }
    }

    onActed(action, opened, answer) {
        const kinds = { receive: "received", request_supplement: "not_complete", reject: "refuse" };
        this.done = {
            kind: kinds[action] || action,
            title: opened.person.applicant_name,
            procedure: opened.procedure.name,
            rating: offerRating(answer),
            ...answer,
        };
        this.opened = null;
        this.file = null;
        if (this.inbox) {
            this.inbox = this.inbox.filter((row) => row.id !== opened.id);
            this.waiting = this.inbox.length;
        }
        this.show(this.inbox ? "inbox" : this.nextPane());
        if (this.done.kind === "not_complete" || this.done.kind === "refuse") {
            this.printLetter();
        } else if (this.done.kind === "received" && this.printer.paper !== "none") {
            this.printSlip();
        }
    }

    onActFailed(error, opened) {
        if (error instanceof LineLost) {
            this.reopenId = opened.id;
            this.say(
                _t(
                    "The line broke before the server answered. The dossier is opened again when it is back, and shows whether it was done.",
                ),
                "danger",
            );
        } else if (error instanceof Refused) {
            this.say(error.message, "danger");
        } else {
            throw error;
        }
    }

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
