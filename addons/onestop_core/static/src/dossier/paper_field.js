import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Whether a paper of the checklist is there, missing, or only asked for if there is any. */
export class PaperField extends Component {
    static template = "onestop_core.PaperField";
    static props = { ...standardFieldProps };

    get standing() {
        const {
            condition,
            handed_in: handedIn,
            in_national_data: inData,
            is_missing: isMissing,
            required,
            verdict,
        } = this.props.record.data;
        if (verdict === "wrong") {
            return {
                key: "missing",
                icon: "fa-exclamation-circle",
                label: _t("Not as it should be"),
            };
        }
        if (handedIn && verdict !== "missing") {
            return { key: "there", icon: "fa-check", label: _t("There") };
        }
        if (isMissing) {
            return { key: "missing", icon: "fa-exclamation-circle", label: _t("Missing") };
        }
        if (required && inData) {
            return { key: "if_any", icon: "fa-database", label: _t("In national data") };
        }
        const labels = { conditional: _t("In some cases"), alternative: _t("One of several") };
        return { key: "if_any", icon: "fa-minus", label: labels[condition] || _t("If any") };
    }
}

export const paperField = {
    component: PaperField,
    displayName: _t("Paper handed in or missing"),
    supportedTypes: ["boolean"],
    fieldDependencies: [
        { name: "handed_in", type: "boolean" },
        { name: "required", type: "boolean" },
        { name: "in_national_data", type: "boolean" },
        { name: "condition", type: "selection" },
        { name: "verdict", type: "selection" },
    ],
};

registry.category("fields").add("onestop_paper", paperField);
