import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { Record as RelationalRecord } from "@web/model/relational_model/record";

// Odoo's own words have no Vietnamese, and clerks meet them each day
patch(RelationalRecord.prototype, {
    _displayInvalidFieldNotification() {
        return this.model.notification.add(_t("Fill in the fields marked in red"), {
            type: "danger",
        });
    },
});
