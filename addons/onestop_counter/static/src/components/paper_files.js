import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { sizeWords } from "../utils/files";

/** What is attached to a paper of the draft. */
export class PaperFiles extends Component {
    static template = "onestop_counter.PaperFiles";
    static props = { counter: Object, line: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.size = sizeWords;
    }

    removeLabel(file) {
        return _t("Remove “%s”", file.name);
    }

    get files() {
        return this.counter.files.of(this.props.line.component_id);
    }

    get removed() {
        return this.counter.files.removedOf(this.props.line.component_id);
    }
}
