import { markRaw } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { filesOfPapers, looseFiles, newUuid } from "./draft";
import { Uploads } from "../services/uploads";
import { refusalOf, viewableType } from "../utils/files";

// panes whose text is being written, and which a preview does not cover by itself
const WRITING = ["supplement", "refuse"];

/**
 * Scans and pictures that the clerk attaches to the papers: of the draft until it is received, then on their way to
 * the dossier. Part of the Counter's state, so reactive with it.
 */
export class Files {
    /**
     * @param {CounterModel} counter
     * @param {FileStore} contents
     */
    constructor(counter, contents) {
        this.counter = counter;
        this.contents = markRaw(contents);
        this.rules = { size_limit: 0, extensions: [] };
        // whether attached files survive a reload
        this.keeps = true;
        // taken off the draft, to be taken back by one press
        this.removed = [];
        this.shown = null;
        this.uploads = new Uploads(counter.line, counter.store, this.contents, {
            keep: (entry) => counter.keep(entry),
            onSaved: (entry, file, answer) => counter.files.onSaved(entry, file, answer),
            onStopped: (words) => counter.say(words, "danger"),
        });
    }

    /**
     * To be called once others' drafts are wiped: their files go too.
     *
     * @param {Object} rules what the server accepts, see `refusalOf`
     */
    start(rules) {
        this.rules = rules;
        this.contents.sweep();
    }

    stop() {
        this.hide();
        this.contents.close();
    }

    // ------------------------------------------------------------------ the draft's

    /** Files of a paper, by the id of its component. */
    of(componentId) {
        return this.counter.draft.files.filter((file) => file.component_id === componentId);
    }

    removedOf(componentId) {
        return this.removed.filter((file) => file.component_id === componentId);
    }

    /** Files whose paper went away when another procedure or case was chosen. */
    get loose() {
        return looseFiles(this.counter.draft);
    }

    get looseWords() {
        const names = this.loose.map((file) => file.name).join("; ");
        return _t("Say to which paper these files belong, or remove them: %s.", names);
    }

    /**
     * Attach to a paper of the draft, which is thereby there.
     *
     * @param {Object} line the paper in the draft
     * @param {File[]} files as chosen, dropped or pasted
     */
    attach(line, files) {
        const { counter } = this;
        if (counter.busy) {
            // it has been sent as it was
            counter.say(_t("This dossier is being received already, without this file."));
            return;
        }
        const accepted = this.accept(files);
        for (const { uuid, file } of accepted) {
            const { name, size } = file;
            counter.draft.files.push({ uuid, component_id: line.component_id, name, size });
        }
        if (accepted.length) {
            counter.editPaper(line, { handed_in: true });
            this.keepAll(counter.draft.uuid, accepted);
            if (!WRITING.includes(counter.pane)) {
                this.show(counter.draft.files.at(-1));
            }
        }
        this.sayRefusals(files);
    }

    /** Those of the files that the server may take, each with its identifier, held in this tab. */
    accept(files) {
        return files
            .filter((file) => !refusalOf(file, this.rules))
            .map((file) => {
                const uuid = newUuid();
                this.contents.hold(uuid, file);
                return { uuid, file };
            });
    }

    sayRefusals(files) {
        const refusals = files
            .map((file) => ({ file, words: refusalOf(file, this.rules) }))
            .filter(({ words }) => words)
            .map(({ file, words }) => `${file.name}: ${words}`);
        if (refusals.length) {
            this.counter.say(refusals.join("\n"));
        }
    }

    keepAll(owner, accepted) {
        return Promise.all(accepted.map(({ uuid, file }) => this.copy(owner, uuid, file)));
    }

    /** Take a copy: the scanner's program may write over its file, or delete it, before it is sent. */
    async copy(owner, uuid, file) {
        let content;
        try {
            content = new Blob([await file.arrayBuffer()], { type: viewableType(file.name) });
        } catch (error) {
            if (!(error instanceof DOMException)) {
                throw error;
            }
            this.onUnreadable(owner, uuid, file.name);
            return;
        }
        if (this.contents.held.has(uuid)) {
            await this.keep(owner, uuid, content);
        }
    }

    async keep(owner, uuid, content) {
        this.keeps = await this.contents.keep(owner, uuid, content);
    }

    onUnreadable(owner, uuid, name) {
        const { counter } = this;
        this.contents.forget(owner, uuid);
        if (counter.draft.uuid === owner) {
            counter.draft.files = counter.draft.files.filter((file) => file.uuid !== uuid);
            counter.changed();
        }
        counter.say(_t("%s cannot be read. Choose it again.", name), "danger");
    }

    remove(file) {
        const { draft } = this.counter;
        const content = this.contents.held.get(file.uuid);
        draft.files = draft.files.filter((one) => one.uuid !== file.uuid);
        this.removed.push({ ...file, content });
        this.contents.forget(draft.uuid, file.uuid);
        if (this.shown?.id === file.uuid) {
            this.hide();
        }
        this.counter.changed();
    }

    takeBack({ content, ...file }) {
        const { draft } = this.counter;
        this.removed = this.removed.filter((one) => one.uuid !== file.uuid);
        draft.files.push(file);
        this.counter.changed();
        this.keep(draft.uuid, file.uuid, content);
    }

    /** Put a loose file to a paper. */
    move(file, line) {
        file.component_id = line.component_id;
        this.counter.editPaper(line, { handed_in: true });
    }

    /** The contents of a draft's files, to take them up again after the draft was left. */
    contentsOf({ files }) {
        return new Map(files.map(({ uuid }) => [uuid, this.contents.held.get(uuid)]));
    }

    /** @param {Map<string, Blob>} contents see `contentsOf` */
    takeUp({ uuid: owner }, contents) {
        for (const [uuid, content] of contents) {
            if (content) {
                this.contents.hold(uuid, content);
                this.keep(owner, uuid, content);
            }
        }
    }

    /** The draft is left: what it held is forgotten. */
    forget({ uuid, files }) {
        this.removed = [];
        files.forEach((file) => this.contents.forget(uuid, file.uuid));
    }

    /** Take up the files of a draft after a reload; those that the browser has not kept are named. */
    async restore(draft) {
        draft.files ||= [];
        const lost = [];
        for (const file of [...draft.files]) {
            if (!(await this.contents.read(draft.uuid, file.uuid))) {
                lost.push(file);
            }
        }
        if (lost.length && this.counter.draft.uuid === draft.uuid) {
            this.counter.draft.files = draft.files.filter((file) => !lost.includes(file));
            this.counter.changed();
            const names = lost.map((file) => file.name).join("; ");
            this.counter.say(_t("Not kept by this browser: %s. Attach again.", names), "danger");
        }
    }

    // ------------------------------------------------------------------ on their way

    /** The dossier of a draft exists: from now on its files belong to it. */
    take(entry, answer) {
        const placed = filesOfPapers(entry.draft);
        looseFiles(entry.draft).forEach((file) => this.contents.forget(entry.uuid, file.uuid));
        if (!placed.length) {
            this.counter.store.forget(entry.uuid);
            return;
        }
        // one write takes the place of what waited to be received, so that a crash in between loses neither
        this.uploads.add({
            uuid: entry.uuid,
            upload: {
                dossier_id: answer.id,
                title: answer.code || entry.title,
                files: placed.map(({ uuid, component_id, name, size }) => ({
                    uuid,
                    document_id: answer.documents[component_id],
                    name,
                    size,
                })),
            },
        });
    }

    /** Attach to a paper of the opened dossier: it is stored at once. */
    attachToOpened(paper, files) {
        const { counter } = this;
        const { dossier, mayTick } = counter.opened;
        const accepted = this.accept(files);
        if (accepted.length) {
            if (mayTick) {
                paper.handed_in = true;
            }
            const uuid = newUuid();
            counter.store.claim(uuid);
            this.uploads.add({
                uuid,
                upload: {
                    dossier_id: dossier.id,
                    title: dossier.code || dossier.person.applicant_name,
                    files: accepted.map(({ uuid, file: { name, size } }) => ({
                        uuid,
                        document_id: paper.id,
                        name,
                        size,
                    })),
                },
            });
            this.keepAll(uuid, accepted);
        }
        this.sayRefusals(files);
    }

    onSaved(entry, file, answer) {
        const { opened } = this.counter;
        if (opened.dossier?.id !== entry.upload.dossier_id) {
            return;
        }
        const paper = opened.dossier.papers.find((one) => one.id === file.document_id);
        if (!paper.files.some((one) => one.id === answer.id)) {
            paper.files.push(answer);
        }
        opened.file = answer;
    }

    /** Another file in place of a refused one. */
    replace(refused, file) {
        const words = refusalOf(file, this.rules);
        if (words) {
            this.counter.say(`${file.name}: ${words}`);
            return;
        }
        this.contents.hold(refused.file.uuid, file);
        this.uploads.replace(refused, file);
        this.copy(refused.entry.uuid, refused.file.uuid, file);
    }

    // ------------------------------------------------------------------ looking at them

    /** Show a file of the draft beside its papers. */
    show(file) {
        const content = this.contents.held.get(file.uuid);
        if (!content) {
            // still being taken up after a reload
            return;
        }
        this.hide();
        const mimetype = viewableType(file.name);
        this.shown = {
            id: file.uuid,
            name: file.name,
            mimetype,
            viewable: Boolean(mimetype),
            url: URL.createObjectURL(content.slice(0, content.size, mimetype)),
        };
    }

    hide() {
        if (this.shown) {
            URL.revokeObjectURL(this.shown.url);
            this.shown = null;
        }
    }

    /** Where the shown file stands among those of the draft, and the way to the others. */
    get order() {
        const placed = this.counter.papers.flatMap(({ line, paper }) =>
            this.of(line.component_id).map((file) => ({ file, paper })),
        );
        return [...placed, ...this.loose.map((file) => ({ file, paper: null }))];
    }

    step(offset) {
        const { order } = this;
        const at = order.findIndex(({ file }) => file.uuid === this.shown.id);
        this.show(order.at((at + offset) % order.length).file);
    }
}
