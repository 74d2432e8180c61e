from datetime import datetime, time

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...cleaned_fields import IdentityNumber
from ...engine.calendar import to_naive_utc


class OnestopDossier(models.Model):
    """Who looked at a citizen's file, and who took it along, stands in its history like what was done to it."""

    _inherit = "onestop.dossier"

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"view": self.env._("Viewed")}

    @api.model
    def _identity_fields(self):
        """Fields that show who somebody is; whoever reads one of them leaves a trace."""
        return {name for name, field in self._fields.items() if isinstance(field, IdentityNumber)}

    def _read_format(self, fnames, load="_classic_read"):
        """What every door reads through, a form as well as a call for many: recorded once a day for each reader."""
        result = super()._read_format(fnames, load)
        if not self.env.su and self._identity_fields().intersection(fnames):
            self._note_viewed()
        return result

    def web_read(self, specification):
        return super().web_read(specification)

    # the core's method promises a read-only cursor that it writes nothing; this one does
    web_read._readonly = False

    def _read_group_groupby(self, alias, groupby_spec, query):
        self._refuse_in_figures(groupby_spec)
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _read_group_select(self, aggregate_spec, query):
        self._refuse_in_figures(aggregate_spec)
        return super()._read_group_select(aggregate_spec, query)

    def _refuse_in_figures(self, spec):
        """Figures would show the numbers of many at once, and leave no trace."""
        if not self.env.su and spec.partition(":")[0] in self._identity_fields():
            raise AccessError(self.env._("Identity numbers are neither grouped nor counted."))

    def _note_viewed(self):
        coded = self.filtered("code")
        if not coded:
            return
        zone = coded[0]._work_calendar().zone
        midnight = datetime.combine(coded[0]._local(fields.Datetime.now()).date(), time.min, zone)
        seen = (
            self.env["onestop.dossier.event"]
            .sudo()
            .search_fetch(
                [
                    ("dossier_id", "in", coded.ids),
                    ("action", "=", "view"),
                    ("user_id", "=", self.env.uid),
                    ("at", ">=", to_naive_utc(midnight)),
                ],
                ["dossier_id"],
            )
        )
        unseen = coded - seen.dossier_id
        if unseen:
            unseen._log("view")

    def export_data(self, fields_to_export):
        result = super().export_data(fields_to_export)
        self.filtered("code")._log("export", data={"fields": sorted(fields_to_export)})
        return result
