from odoo import api, fields, models
from odoo.addons.onestop_core.models.administration.onestop_config_check import MANAGER

from ..closing.onestop_report_closing import CLOSER


class OnestopConfigCheck(models.TransientModel):
    """What would make the reports of a province incomplete."""

    _inherit = "onestop.config.check"

    area = fields.Selection(selection_add=[("reports", "Reports")], ondelete={"reports": "cascade"})

    @api.model
    def _checks(self):
        return super()._checks() | dict.fromkeys(("_check_closer", "_check_levels", "_check_reports_by_mail"), MANAGER)

    def _check_closer(self):
        """A period that nobody may close."""
        posts = self.env["onestop.staff"].sudo()
        if not posts.search_count([("role_ids.code", "=", CLOSER), *posts._in_force_domain()], limit=1):
            role = self.env.ref("onestop_reports.role_report_closer")
            yield self._finding(
                "warning", "reports", role,
                self.env._("Nobody may close a period of the reports: give somebody the role “%s”.", role.name),
            )  # fmt: skip

    def _check_levels(self):
        """Procedures that are received and have no level: the monitoring table has no column for their dossiers."""
        facts = self.env["onestop.report.fact"].sudo()
        unknown = facts._read_group(
            [("level", "=", False), ("valid_to", "=", "9999-12-31")],
            ["procedure_id"],
            ["__count"],
            order="__count desc",
            limit=20,
        )
        if unknown:
            procedures = self.env["onestop.procedure"].browse([procedure.id for procedure, _count in unknown])
            yield self._finding(
                "warning", "reports", procedures,
                self.env._("Dossiers of procedures without an online level are in no column of the monitoring table: %s",
                    ", ".join(procedures[:5].mapped("code"))),
            )  # fmt: skip

    def _check_reports_by_mail(self):
        for schedule in self.env["onestop.report.schedule"].sudo().search([("failure", "!=", False)]):
            yield self._finding(
                "warning", "reports", schedule,
                self.env._("The report “%(name)s” was not mailed: %(failure)s", name=schedule.display_name, failure=schedule.failure),
            )  # fmt: skip
