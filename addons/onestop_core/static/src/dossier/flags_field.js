import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const ICONS = {
    late_without_apology: "fa-exclamation-triangle",
    citizen_silent: "fa-bell-slash-o",
    filed_twice: "fa-clone",
    double_channel: "fa-file-text-o",
    supplements_allowed: "fa-plus-square-o",
};

/** What should be noticed about a dossier: an icon each, its words beside it or, in a narrow column, on hovering. */
export class FlagsField extends Component {
    static template = "onestop_core.FlagsField";
    static props = { ...standardFieldProps, iconsOnly: { type: Boolean, optional: true } };

    get flags() {
        const flags = this.props.record.data[this.props.name] || [];
        return flags.map((flag) => ({ ...flag, icon: ICONS[flag.key] }));
    }
}

registry.category("fields").add("onestop_flags", {
    component: FlagsField,
    displayName: _t("What to notice about a dossier"),
    supportedTypes: ["json"],
    supportedOptions: [{ name: "icons_only", label: _t("Icons only"), type: "boolean" }],
    extractProps: ({ options }) => ({ iconsOnly: Boolean(options.icons_only) }),
});
