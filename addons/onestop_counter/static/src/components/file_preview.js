import { Component, useState } from "@odoo/owl";
import { FileView } from "./file_view";
import { KeyButton } from "./key_button";
import { KEYS } from "../hooks/keys";

/** A file of the draft beside its papers, before it is sent. It covers the pane, which stays as it is. */
export class FilePreview extends Component {
    static template = "onestop_counter.FilePreview";
    static components = { FileView, KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
    }

    get files() {
        return this.counter.files;
    }

    get index() {
        return this.files.order.findIndex(({ file }) => file.uuid === this.files.shown.id);
    }

    get paper() {
        return this.files.order[this.index]?.paper?.name || this.files.shown.name;
    }
}
