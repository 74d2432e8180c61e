import { Component, useState } from "@odoo/owl";
import { url } from "@web/core/utils/urls";

/** The file of a paper, beside the list of papers. */
export class FileView extends Component {
    static template = "onestop_core.CounterFileView";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
    }

    get address() {
        return url(`/web/content/${this.counter.file.id}`);
    }

    get isImage() {
        return this.counter.file.type.startsWith("image/");
    }
}
