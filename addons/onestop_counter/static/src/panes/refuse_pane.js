import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeyButton } from "../components/key_button";
import { KEYS } from "../hooks/keys";

/** Refuse to receive: the reason, and who is competent instead. */
export class RefusePane extends Component {
    static template = "onestop_counter.RefusePane";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.state = useState({ reason: "", body: "" });
        this.keys = KEYS;
        // what the law lets a desk refuse for (NĐ 61/2018/NĐ-CP art. 17)
        this.reasons = [
            _t("The matter is not within the competence of this agency."),
            _t("The procedure is not received at this desk."),
            _t("The conditions for the procedure are not met."),
        ];
        const reason = useRef("reason");
        useEffect(
            () => reason.el.focus(),
            () => [],
        );
    }

    get isReady() {
        return Boolean(this.state.reason.trim());
    }

    send() {
        if (this.isReady) {
            this.counter.atHand.sendRefusal(this.state.reason.trim(), this.state.body.trim());
        }
    }
}
