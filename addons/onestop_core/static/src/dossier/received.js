import { Component, onMounted, useRef } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatMoment } from "../backend/moment";

/** Says what was received and offers its slip; Enter prints. */
export class ReceivedDialog extends Component {
    static template = "onestop_core.ReceivedDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        code: String,
        applicant: String,
        procedure: String,
        due_at: { type: [String, Boolean] },
        slip: { type: [Object, Boolean] },
    };

    setup() {
        this.action = useService("action");
        const main = useRef("main");
        onMounted(() => main.el.focus());
    }

    get due() {
        return this.props.due_at && formatMoment(deserializeDateTime(this.props.due_at));
    }

    async print() {
        await this.action.doAction(this.props.slip);
        this.props.close();
    }
}

registry.category("actions").add("onestop_core.received", (env, action) => {
    env.services.dialog.add(ReceivedDialog, action.params);
    // lets the form behind the dialog show the received dossier
    return { type: "ir.actions.act_window_close" };
});
