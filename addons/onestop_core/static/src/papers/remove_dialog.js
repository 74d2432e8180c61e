import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";

/** Asks why a file is removed. */
export class RemoveDialog extends Component {
    static template = "onestop_core.RemoveDialog";
    static components = { Dialog };
    static props = { name: String, received: Boolean, confirm: Function, close: Function };

    setup() {
        this.state = useState({ reason: "", busy: false });
        useAutofocus({ refName: "reason" });
    }

    async onConfirm() {
        this.state.busy = true;
        try {
            await this.props.confirm(this.state.reason.trim());
        } finally {
            this.state.busy = false;
        }
        this.props.close();
    }
}
