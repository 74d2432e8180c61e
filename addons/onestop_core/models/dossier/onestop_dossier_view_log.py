from datetime import datetime, time

from odoo import api, fields, models

from ...engine.calendar import to_naive_utc


class OnestopDossier(models.Model):
    """Who looked at a citizen's file, and who took it along, stands in its history like what was done to it."""

    _inherit = "onestop.dossier"

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"view": self.env._("Viewed")}

    def web_read(self, specification):
        """The form of one dossier shows the person behind it: recorded once a day for each reader."""
        result = super().web_read(specification)
        if len(self) == 1 and "applicant_identity" in specification and not self.env.su:
            self._note_viewed()
        return result

    # the core's method promises a read-only cursor that it writes nothing; this one does
    web_read._readonly = False

    def _note_viewed(self):
        if not self.code:
            return
        midnight = datetime.combine(self._local(fields.Datetime.now()).date(), time.min, self._work_calendar().zone)
        seen = (
            self.env["onestop.dossier.event"]
            .sudo()
            .search_count(
                [
                    ("dossier_id", "=", self.id),
                    ("action", "=", "view"),
                    ("user_id", "=", self.env.uid),
                    ("at", ">=", to_naive_utc(midnight)),
                ],
                limit=1,
            )
        )
        if not seen:
            self._log("view")

    def export_data(self, fields_to_export):
        result = super().export_data(fields_to_export)
        self.filtered("code")._log("export", data={"fields": sorted(fields_to_export)})
        return result
