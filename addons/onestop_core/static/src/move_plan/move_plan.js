import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** What a reorganisation moves: one row a line, one column a kind of thing. */
export class MovePlan extends Component {
    static template = "onestop_core.MovePlan";
    static props = { ...standardFieldProps };

    get rows() {
        return this.props.record.data[this.props.name] || [];
    }

    get columns() {
        return [
            ["open", _t("Open dossiers")],
            ["closed", _t("Closed dossiers")],
            ["posts", _t("Posts")],
            ["desks", _t("Desks")],
            ["procedures", _t("Procedures")],
            ["steps", _t("Process steps")],
            ["below", _t("Agencies below")],
        ];
    }
}

registry.category("fields").add("onestop_move_plan", {
    component: MovePlan,
    displayName: _t("What Moves"),
    supportedTypes: ["json"],
});
