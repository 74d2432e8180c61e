import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeyButton } from "./key_button";
import { KEYS } from "../hooks/keys";

/** What can be done with the dossier on the left, each with its key. */
export class ActionsBar extends Component {
    static template = "onestop_counter.ActionsBar";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
    }

    get mainLabel() {
        return {
            return_result: _t("Hand over"),
            receive: _t("Accept and print"),
            resume: _t("Let it go on"),
        }[this.counter.opened.mainAction];
    }
}
