import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { pick } from "@web/core/utils/objects";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * Menu of the allowed actions that have no button of their own. It goes the way of a form button: the form is
 * saved first, and shows what became of the dossier afterwards.
 */
export class MoreActions extends Component {
    static template = "onestop_core.MoreActions";
    static components = { Dropdown, DropdownItem };
    static props = { ...standardWidgetProps };

    get actions() {
        return this.props.record.data.more_actions || [];
    }

    onSelected(action) {
        const { record } = this.props;
        return this.env.onClickViewButton({
            clickParams: {
                type: "object",
                name: "action_act",
                context: { onestop_action: action, onestop_revision: record.data.revision },
            },
            getResParams: () =>
                pick(record, "context", "evalContext", "resModel", "resId", "resIds"),
        });
    }
}

registry.category("view_widgets").add("onestop_more_actions", {
    component: MoreActions,
    fieldDependencies: [
        { name: "more_actions", type: "json" },
        { name: "revision", type: "integer" },
    ],
});
