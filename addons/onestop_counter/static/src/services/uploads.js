import { _t } from "@web/core/l10n/translation";
import { LineLost, Refused, SessionEnded } from "./line";

const ADDRESS = "/onestop/file/upload";
// a file during which the line breaks so often is at fault itself: somewhere on the way it is too large
const BREAKS = 5;

/**
 * Files on their way to the papers of a dossier, until the server has answered each. Sending again is safe: the server
 * knows them by their UUID. They go out one after the other, while the clerk goes on with the next person. An entry of
 * the `DraftStore` says to which dossier and paper they belong, so they go on after a reload.
 */
export class Uploads {
    /**
     * @param {Line} line
     * @param {DraftStore} store
     * @param {FileStore} contents
     * @param {{ keep: (entry) => void, onSaved: (entry, file, answer) => void, onStopped: (words) => void }} handlers
     */
    constructor(line, store, contents, { keep, onSaved, onStopped }) {
        this.line = line;
        this.store = store;
        this.contents = contents;
        this.keep = keep;
        this.onSaved = onSaved;
        this.onStopped = onStopped;
        this.entries = [];
        this.sending = false;
        // whether it waits for the user to sign in again
        this.stopped = false;
        // of the file that is being sent, from 0 to 1
        this.share = 0;
        // of the dossier whose file was stored last
        this.saved = { dossier_id: false, count: 0 };
    }

    /** Entries and files that the server has neither stored nor refused. */
    get pending() {
        return this.entries.flatMap((entry) =>
            entry.upload.files.filter((file) => !file.refusal).map((file) => ({ entry, file })),
        );
    }

    /** Those that it refused, until somebody decides about each. */
    get refused() {
        return this.entries.flatMap((entry) =>
            entry.upload.files.filter((file) => file.refusal).map((file) => ({ entry, file })),
        );
    }

    /**
     * Add an entry, and send its files.
     *
     * @param {{ uuid: string, upload: {
     *     dossier_id: number,
     *     title: string,
     *     files: { uuid: string, document_id: number, name: string, size: number }[],
     * } }} entry `title` is what the dossier is called on the screen
     */
    add(entry) {
        this.keep(entry);
        this.entries.push(entry);
        return this.flush();
    }

    /** Send whatever waits, until all is answered or the line is lost. */
    async flush() {
        if (this.sending) {
            return;
        }
        this.sending = true;
        this.stopped = false;
        try {
            while (this.pending.length) {
                await this.send(this.pending[0]);
            }
        } catch (error) {
            if (error instanceof SessionEnded) {
                this.stopped = true;
                this.onStopped(error.message);
            } else if (!(error instanceof LineLost)) {
                // the line says so itself, and calls again when it is back
                throw error;
            }
        } finally {
            this.sending = false;
        }
    }

    async send({ entry, file }) {
        const content = await this.contents.read(entry.uuid, file.uuid);
        if (!content) {
            this.refuse(entry, file, _t("This browser has not kept the file. Choose it again."));
            return;
        }
        this.share = 0;
        const form = new FormData();
        form.append("dossier_id", entry.upload.dossier_id);
        form.append("document_id", file.document_id);
        form.append("client_uuid", file.uuid);
        form.append("ufile", content, file.name);
        try {
            const answer = await this.line.upload(ADDRESS, form, (share) => (this.share = share));
            this.onStored(entry, file, answer.file);
        } catch (error) {
            const words = this.refusalOf(error, file);
            if (!words) {
                throw error;
            }
            this.refuse(entry, file, words);
        }
    }

    /** Why the file is not sent again by itself, in words; an empty text if it is, or if the error is none of those. */
    refusalOf(error, file) {
        if (error instanceof LineLost) {
            file.breaks = (file.breaks || 0) + 1;
            return file.breaks < BREAKS
                ? ""
                : _t(
                      "The line broke each time. The file may be too large on the way: scan it at 300 dpi.",
                  );
        }
        return error instanceof Refused && !(error instanceof SessionEnded) ? error.message : "";
    }

    refuse(entry, file, words) {
        file.refusal = words;
        this.keep(entry);
    }

    onStored(entry, file, answer) {
        const { dossier_id } = entry.upload;
        const count = this.saved.dossier_id === dossier_id ? this.saved.count : 0;
        this.saved = { dossier_id, count: count + 1 };
        this.takeOff(entry, file);
        this.onSaved(entry, file, answer);
    }

    takeOff(entry, file) {
        entry.upload.files = entry.upload.files.filter((one) => one.uuid !== file.uuid);
        this.contents.forget(entry.uuid, file.uuid);
        if (entry.upload.files.length) {
            this.keep(entry);
        } else {
            this.entries = this.entries.filter((one) => one.uuid !== entry.uuid);
            this.store.forget(entry.uuid);
        }
    }

    // ------------------------------------------------------------------ what was refused

    /** The same once more: the server may have been at fault. */
    again({ entry, file }) {
        file.refusal = "";
        file.breaks = 0;
        this.keep(entry);
        return this.flush();
    }

    /** Another file in its place: a refused one was not stored, so the identifier goes on. */
    replace({ entry, file }, { name, size }) {
        Object.assign(file, { name, size });
        return this.again({ entry, file });
    }

    dismiss({ entry, file }) {
        this.takeOff(entry, file);
    }
}
