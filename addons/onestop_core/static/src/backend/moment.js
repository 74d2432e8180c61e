import { Component } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * A moment in the user's zone as date, hour and minute. The seconds of the language's own format mean
 * nothing on a due date, and the client offers no numeric format without them.
 *
 * @param {luxon.DateTime} moment
 */
export function formatMoment(moment) {
    return moment.toFormat(`${localization.dateFormat} HH:mm`);
}

/** Shows a moment of the dossier's life; such fields are never typed in. */
export class MomentField extends Component {
    static template = "onestop_core.MomentField";
    static props = { ...standardFieldProps };

    get text() {
        const moment = this.props.record.data[this.props.name];
        return moment ? formatMoment(moment) : "";
    }
}

export const momentField = {
    component: MomentField,
    displayName: _t("Moment without seconds"),
    supportedTypes: ["datetime"],
};

registry.category("fields").add("onestop_moment", momentField);
