from odoo import api, models
from odoo.fields import Domain

from ...engine.meaning import Meaning, months_before
from ..table.onestop_report_table import LEADERS


class OnestopDossier(models.Model):
    """On the home page of who leads, supervises or closes: the month so far, and what of the last one is not closed."""

    _inherit = "onestop.dossier"

    @api.model
    def home_data(self):
        """The home page with the figures of the reports."""
        data = super().home_data()
        section = self._home_reports()
        if section:
            data["sections"].append(section)
        return data

    @api.model
    def _home_reports(self):
        user = self.env.user
        if not any(map(user.has_group, LEADERS)):
            return None
        today = self.env["onestop.agency"]._today()
        meaning = Meaning(today.replace(day=1), today, today)
        facts = "onestop.report.fact"
        here = Domain(meaning.base()) & Domain("place_id.agency_id", "in", user.onestop_agency_ids.ids)
        received, settled, late = (here & Domain(meaning.condition(name)) for name in ("new", "done", "late"))
        figures = [
            self._home_figure("month_new", self.env._("Received this month"), received, model=facts),
            self._home_figure("month_done", self.env._("Settled this month"), settled, "on_time", model=facts),
            self._home_figure("month_late", self.env._("Settled late this month"), late, "late", model=facts),
        ]
        if user.has_group("onestop_reports.group_report_closer"):
            last = months_before(today, 1)
            closed = Domain("date_from", "=", last) & Domain("agency_id", "in", user.onestop_agency_ids.ids)
            figures.append(
                self._home_figure(
                    "closed_reports",
                    self.env._("Reports of last month, closed"),
                    closed,
                    model="onestop.report.closing",
                )
            )
        return {"key": "reports", "title": self.env._("Reports"), "figures": figures}
