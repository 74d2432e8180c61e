import { Component, onWillDestroy, useExternalListener, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { formatFloat } from "@web/core/utils/numbers";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { PapersViewer } from "./papers_viewer";
import { RemoveDialog } from "./remove_dialog";
import { ReuseDialog } from "./reuse_dialog";

const SIZE_LIMIT = 50 * 1024 * 1024;
const SCANNER_ASKED_EVERY = 4000;

/**
 * The scans of a dossier's papers and its results: dropped, pasted or chosen, one upload after the other, looked at
 * beside the form. It talks to the server by itself: a scan is stored at once, whatever becomes of the form.
 */
export class PapersPanel extends Component {
    static template = "onestop_core.PapersPanel";
    static components = { PapersViewer };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.fileUpload = useService("file_upload");
        this.state = useState({ data: null, uploads: [], dragged: null, viewed: null });
        this.hovered = null;
        this.uploadNumber = 0;
        this.queue = Promise.resolve();
        useRecordObserver((record) => {
            const { document_ids: documents, state } = record.data;
            const key = [record.resId, state, ...documents.resIds].join();
            if (key !== this.loadedKey) {
                this.loadedKey = key;
                return this.load(record.resId);
            }
        });
        useExternalListener(window, "paste", (ev) => this.onPaste(ev));
        onWillDestroy(() => clearTimeout(this.timer));
    }

    get resId() {
        return this.props.record.resId;
    }

    /** The papers, and below them the result, all with the same look. */
    get rows() {
        const { documents, received, may_add, may_add_result, may_reuse } = this.state.data;
        const rows = documents.map((document) => ({
            key: document.id,
            documentId: document.id,
            name: document.name,
            files: document.files,
            superseded: document.superseded,
            mayAdd: may_add,
            mayReuse: may_add && may_reuse,
        }));
        if (received) {
            rows.push({
                key: "result",
                documentId: false,
                name: _t("Result"),
                files: this.state.data.results,
                superseded: this.state.data.results_superseded,
                mayAdd: may_add_result,
                mayReuse: false,
            });
        }
        return rows;
    }

    get hasFiles() {
        return this.rows.some((row) => row.files.length);
    }

    get viewable() {
        return this.rows.flatMap((row) =>
            row.files.filter((file) => file.viewable).map((file) => ({ ...file, paper: row.name })),
        );
    }

    async load(resId = this.resId) {
        clearTimeout(this.timer);
        this.state.data = resId
            ? await this.orm.call("onestop.dossier", "papers_data", [[resId]])
            : null;
        if (
            this.state.data &&
            this.rows.some((row) => row.files.some((file) => file.scan_state === "pending"))
        ) {
            this.timer = setTimeout(() => this.load(), SCANNER_ASKED_EVERY);
        }
    }

    // ------------------------------------------------------------------ adding

    onDragOver(row, ev) {
        if (row.mayAdd && ev.dataTransfer.types.includes("Files")) {
            ev.preventDefault();
            this.state.dragged = row.key;
        }
    }

    onDrop(row, ev) {
        this.state.dragged = null;
        if (row.mayAdd && ev.dataTransfer.files.length) {
            ev.preventDefault();
            this.add(row, [...ev.dataTransfer.files]);
        }
    }

    /** What is pasted goes to the paper under the pointer, or to the one whose button has the focus. */
    onPaste(ev) {
        const files = [...(ev.clipboardData?.files || [])];
        const focused = document.activeElement?.closest(".o_onestop_papers_row")?.dataset.key;
        const key = String(this.hovered ?? focused);
        const row =
            files.length &&
            this.state.data &&
            this.rows.find((one) => String(one.key) === key && one.mayAdd);
        if (row) {
            ev.preventDefault();
            this.add(row, files);
        }
    }

    onChosen(row, ev) {
        this.add(row, [...ev.target.files]);
        // so that the same file can be chosen again
        ev.target.value = "";
    }

    /** One after the other: the pages keep their order, and a slow line carries one upload at a time. */
    add(row, files) {
        const entries = files.map((file) => ({
            number: ++this.uploadNumber,
            key: row.key,
            name: file.name,
            progress: 0,
            message: "",
        }));
        this.state.uploads.push(...entries);
        entries.forEach(({ number }, index) => {
            const entry = this.state.uploads.find((one) => one.number === number);
            this.queue = this.queue.then(() => this.send(row, files[index], entry));
        });
        return this.queue;
    }

    async send(row, file, entry) {
        if (file.size >= SIZE_LIMIT) {
            entry.message = _t(
                "The file must be smaller than %s MB. Scan it at 300 dpi, or send it in parts.",
                SIZE_LIMIT / 1024 / 1024,
            );
            return;
        }
        const upload = await this.fileUpload.upload("/onestop/file/upload", [file], {
            buildFormData: (form) => {
                form.append("dossier_id", this.resId);
                form.append("document_id", row.documentId || "");
            },
            displayErrorNotification: false,
        });
        upload.xhr.upload.addEventListener(
            "progress",
            (ev) => (entry.progress = ev.loaded / ev.total),
        );
        await new Promise((resolve) => upload.xhr.addEventListener("loadend", resolve));
        if (upload.xhr.status === 200) {
            this.state.uploads = this.state.uploads.filter((one) => one.number !== entry.number);
            await this.load();
        } else {
            entry.message = this.failure(upload.xhr);
        }
    }

    failure(xhr) {
        if (xhr.status === 422) {
            return JSON.parse(xhr.responseText).message;
        }
        return xhr.status
            ? _t("The server refused the file. Reload the page and try again.")
            : _t("No connection. Try again.");
    }

    dismiss(entry) {
        this.state.uploads = this.state.uploads.filter((one) => one.number !== entry.number);
    }

    // ------------------------------------------------------------------ what is there

    thumbnail(file) {
        return `/onestop/file/${file.id}/thumbnail`;
    }

    icon(file) {
        if (!file.servable) {
            return "fa-shield";
        }
        return /zip|rar|7z/.test(file.mimetype) ? "fa-file-archive-o" : "fa-file-word-o";
    }

    title(file) {
        const size = formatFloat(file.size / 1024 / 1024, { digits: [16, 2] });
        const lines = [
            file.name,
            _t("%(size)s MB, added by %(user)s, %(moment)s", {
                size,
                user: file.user,
                moment: formatDateTime(deserializeDateTime(file.added_at)),
            }),
        ];
        if (file.reused_from) {
            lines.push(_t("Reused from %s", file.reused_from));
        }
        return [...lines, ...file.marks, ...file.signatures.map((one) => one.words)].join("\n");
    }

    supersededWords(file) {
        return _t("superseded by %(user)s, %(moment)s: %(reason)s", {
            user: file.superseded_by,
            moment: formatDateTime(deserializeDateTime(file.superseded_at)),
            reason: file.superseded_reason,
        });
    }

    downloadLabel(file) {
        return _t("Download “%s”", file.name);
    }

    seal(file) {
        const good = file.signatures.every((one) => one.holds && !one.changed);
        return good ? "fa-certificate text-success" : "fa-certificate text-danger";
    }

    open(file) {
        if (file.viewable) {
            this.state.viewed = file.id;
        } else if (file.servable) {
            window.location = `/onestop/file/${file.id}`;
        }
    }

    show(fileId) {
        this.state.viewed = fileId;
    }

    remove(file) {
        this.dialog.add(RemoveDialog, {
            name: file.name,
            received: this.state.data.received,
            confirm: async (reason) => {
                await this.orm.call("onestop.dossier.file", "remove_file", [[file.id], reason]);
                if (this.state.viewed === file.id) {
                    this.state.viewed = null;
                }
                await this.load();
            },
        });
    }

    reuse(row) {
        this.dialog.add(ReuseDialog, {
            dossierId: this.resId,
            paper: row.name,
            choose: async (fileId) => {
                await this.orm.call("onestop.dossier", "reuse_file", [
                    [this.resId],
                    fileId,
                    row.documentId,
                ]);
                await this.load();
            },
        });
    }

    async sign(file) {
        await this.orm.call("onestop.dossier.file", "sign_result", [[file.id]]);
        await this.load();
    }

    maySign(row, file) {
        return (
            this.state.data.may_sign &&
            !row.documentId &&
            file.mimetype === "application/pdf" &&
            !file.signatures.length
        );
    }
}

registry.category("view_widgets").add("onestop_papers", {
    component: PapersPanel,
    fieldDependencies: [
        { name: "document_ids", type: "one2many" },
        { name: "state", type: "selection" },
    ],
});
