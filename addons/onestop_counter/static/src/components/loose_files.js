import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** Files whose paper went away when another procedure or case was chosen: each is put to a paper, or removed. */
export class LooseFiles extends Component {
    static template = "onestop_counter.LooseFiles";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
    }

    removeLabel(file) {
        return _t("Remove “%s”", file.name);
    }

    paperLabel(file) {
        return _t("Paper of “%s”", file.name);
    }

    move(file, ev) {
        const { draft, files } = this.counter;
        files.move(
            file,
            draft.papers.find((line) => line.component_id === Number(ev.target.value)),
        );
    }
}
