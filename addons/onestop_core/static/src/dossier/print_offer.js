import { Component, onMounted, useRef } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

/** Says what was done (a dossier received, a letter issued) and offers to print its paper; Enter prints. */
export class PrintOffer extends Component {
    static template = "onestop_core.PrintOffer";
    static components = { Dialog };
    static props = {
        close: Function,
        title: String,
        headline: String,
        lines: { type: Array, element: String },
        strong: String,
        print_label: String,
        report: { type: [Object, Boolean] },
    };

    setup() {
        this.action = useService("action");
        const main = useRef("main");
        onMounted(() => main.el.focus());
    }

    async print() {
        await this.action.doAction(this.props.report);
        this.props.close();
    }
}

registry.category("actions").add("onestop_core.print_offer", (env, action) => {
    env.services.dialog.add(PrintOffer, action.params);
    // lets the form behind the dialog show what became of the dossier
    return { type: "ir.actions.act_window_close" };
});
