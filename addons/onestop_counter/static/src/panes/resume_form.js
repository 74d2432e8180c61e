import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { FileView } from "../components/file_view";
import { Asked } from "../components/asked";
import { openedWays } from "../parts";

/** A dossier that waits for a supplement: its papers come in, and it goes on. */
export class ResumeForm extends Component {
    static template = "onestop_counter.ResumeForm";
    static components = { Asked, FileView };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
    }
}

openedWays.add("supplement", {
    Component: ResumeForm,
    action: "resume",
    run: (opened) => opened.resume(),
    label: () => _t("Let it go on"),
});
