import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Who holds the dossier, and at which step: a person, or whoever does the step. */
export class HolderField extends Component {
    static template = "onestop_core.HolderField";
    static props = { ...standardFieldProps };

    get holder() {
        return this.props.record.data[this.props.name];
    }

    get step() {
        return this.props.record.data.step_id;
    }
}

export const holderField = {
    component: HolderField,
    displayName: _t("Holder of a dossier"),
    supportedTypes: ["many2one"],
    fieldDependencies: [{ name: "step_id", type: "many2one", relation: "onestop.process.step" }],
};

registry.category("fields").add("onestop_holder", holderField);
