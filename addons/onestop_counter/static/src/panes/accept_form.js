import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { FileView } from "../components/file_view";
import { Asked } from "../components/asked";
import { openedWays } from "../parts";

/** What came online: compared with its papers, then accepted. */
export class AcceptForm extends Component {
    static template = "onestop_counter.AcceptForm";
    static components = { Asked, FileView };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
    }
}

openedWays.add("inbox", {
    Component: AcceptForm,
    action: "receive",
    label: () => _t("Accept and print"),
    run: (opened) => opened.accept(),
});
