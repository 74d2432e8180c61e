import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KEYS } from "../hooks/keys";

/** The paper-clip of a paper, with the number of its files. */
export class AttachButton extends Component {
    static template = "onestop_counter.AttachButton";
    static props = { name: String, count: Number, disabled: Boolean, onClick: Function };

    setup() {
        this.keys = KEYS;
    }

    get label() {
        const { name, count } = this.props;
        return count
            ? _t("Attach files to “%(paper)s”, attached: %(count)s", { paper: name, count })
            : _t("Attach files to “%s”", name);
    }

    get title() {
        return _t("Attach files (%s)", KEYS.attach);
    }
}
