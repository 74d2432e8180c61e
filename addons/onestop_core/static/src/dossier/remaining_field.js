import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

export const DUE_ICONS = {
    late: "fa-exclamation-circle",
    soon: "fa-clock-o",
    on_time: "fa-clock-o",
    paused: "fa-pause-circle",
    done: "fa-check",
};

/** Time left or gone, in words, with the colour and the icon of the due state. */
export class RemainingField extends Component {
    static template = "onestop_core.RemainingField";
    static props = { ...standardFieldProps };

    get text() {
        return this.props.record.data[this.props.name];
    }

    get dueState() {
        return this.props.record.data.due_state;
    }

    get icon() {
        return DUE_ICONS[this.dueState];
    }
}

export const remainingField = {
    component: RemainingField,
    displayName: _t("Time left until due"),
    supportedTypes: ["char"],
    fieldDependencies: [{ name: "due_state", type: "selection" }],
};

registry.category("fields").add("onestop_remaining", remainingField);
