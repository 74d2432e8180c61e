import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeyButton } from "./key_button";
import { KEYS } from "../hooks/keys";
import { momentWords } from "../utils/words";

/** What can be done with the dossier on the left, each with its key. */
export class ActionsBar extends Component {
    static template = "onestop_counter.ActionsBar";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
    }

    /** By when they go on, and what a press does. */
    get pileTitle() {
        const { isLate, forward_by } = this.counter.pile;
        return isLate
            ? _t("Should have gone on by %s. Press to forward them all.", momentWords(forward_by))
            : _t("To be forwarded by %s. Press to forward them all.", momentWords(forward_by));
    }

    get mainLabel() {
        return this.counter.opened.way.label();
    }
}
