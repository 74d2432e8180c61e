from odoo import fields, models
from odoo.addons.onestop_core.models.public.onestop_rating import READERS


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    # whoever closes an index answers for what citizens said
    onestop_rating_ids = fields.One2many(groups=f"{READERS},onestop_reports.group_report_closer")
    report_fact_ids = fields.One2many("onestop.report.fact", "dossier_id", "Counted")

    def _after_act(self, act):
        """What reports count changes in the same transaction as the dossier."""
        result = super()._after_act(act)
        if self.received_at:
            self._count()
        return result

    def write(self, vals):
        """How the result is to come may change at any time, by no action."""
        result = super().write(vals)
        if "result_channel" in vals:
            self.sudo().filtered("received_at")._count()
        return result

    def _count(self, day=None):
        """Keep the rows that reports count up with these dossiers.

        :param day: since when they are as they are now; today if left out
        """
        self.flush_recordset()
        self.env["onestop.report.fact"]._sync(self.ids, day)


class OnestopReorganisationLine(models.Model):
    _inherit = "onestop.reorganisation.line"

    def _move_dossiers(self):
        """Open dossiers count for the new agency from the day of the decision on, and for the old one before it."""
        moved = self.env["onestop.dossier"].search(self._dossier_domain()).filtered("received_at")
        result = super()._move_dossiers()
        moved.invalidate_recordset()
        moved._count(self.reorganisation_id.date)
        return result
