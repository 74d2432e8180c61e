import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Whether a paper of the checklist is there, missing, or only asked for if there is any. */
export class PaperField extends Component {
    static template = "onestop_core.PaperField";
    static props = { ...standardFieldProps };

    get standing() {
        const { handed_in: handedIn, required } = this.props.record.data;
        if (handedIn) {
            return { key: "there", icon: "fa-check", label: _t("There") };
        }
        if (required) {
            return { key: "missing", icon: "fa-exclamation-circle", label: _t("Missing") };
        }
        return { key: "if_any", icon: "fa-minus", label: _t("If any") };
    }
}

export const paperField = {
    component: PaperField,
    displayName: _t("Paper handed in or missing"),
    supportedTypes: ["boolean"],
    fieldDependencies: [
        { name: "handed_in", type: "boolean" },
        { name: "required", type: "boolean" },
    ],
};

registry.category("fields").add("onestop_paper", paperField);
