import { Component, useState } from "@odoo/owl";

/** The scan of a paper, beside the list of papers. */
export class FileView extends Component {
    static template = "onestop_core.CounterFileView";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
    }

    get address() {
        return `/onestop/file/${this.counter.file.id}?view=1`;
    }

    get pdfAddress() {
        const file = encodeURIComponent(this.address);
        return `/web/static/lib/pdfjs/web/viewer.html?file=${file}#pagemode=none&zoom=page-width`;
    }
}
