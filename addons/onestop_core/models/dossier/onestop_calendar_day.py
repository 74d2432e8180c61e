from datetime import datetime, time

from odoo import api, fields, models
from odoo.fields import Domain

from .onestop_dossier_deadline import as_stored


class OnestopCalendarDay(models.Model):
    """What a day off, or a make-up day, does to the dossiers that are open."""

    _inherit = "onestop.calendar.day"

    touched_count = fields.Integer(
        "Due Dates Touched",
        compute="_compute_touched_count",
        compute_sudo=True,
        help="Open dossiers whose time limit runs over this day. Their dates stay until the review of due dates is confirmed.",
    )

    @api.depends("date", "calendar_ids")
    def _compute_touched_count(self):
        for day in self:
            day.touched_count = self.env["onestop.dossier"].search_count(day._touched_domain())

    def _touched_domain(self):
        """Open dossiers whose limit runs over one of the days, in agencies that work by a calendar of the day's."""
        found = Domain.FALSE
        for day in self.filtered("date"):
            for calendar, agency_ids in self.env["onestop.agency"]._ids_by_calendar():
                if day.calendar_ids and calendar not in day.calendar_ids._origin:
                    continue
                midnight = datetime.combine(day.date, time.min, calendar._onestop_work_calendar().zone)
                found |= (
                    Domain("due_at", ">=", as_stored(midnight))
                    & Domain("clock_start_at", "<=", as_stored(midnight.replace(hour=23, minute=59)))
                    & Domain("competent_agency_id", "in", agency_ids)
                )
        return self.env["onestop.dossier"]._open_domain() & Domain("ready_at", "=", False) & found

    @api.model_create_multi
    def create(self, vals_list):
        days = super().create(vals_list)
        days._tell_touched()
        return days

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"date", "working", "hour_from", "hour_to", "calendar_ids", "certainty"}:
            self._tell_touched()
        return result

    def _tell_touched(self):
        """Say on the screen of the person who saves days how many due dates they touch."""
        days = self.filtered(lambda day: day.certainty != "proposed").sorted("date")
        count = self.env["onestop.dossier"].sudo().search_count(days._touched_domain()) if days else 0
        if count:
            self.env.user._bus_send(
                "simple_notification",
                {
                    "type": "warning",
                    "sticky": True,
                    "title": ", ".join(day.date.strftime("%d/%m/%Y") for day in days),
                    "message": self._touched_words(count),
                },
            )

    def _touched_words(self, count):
        return self.env._(
            "%s due dates run over what was saved. They stay as they are until you confirm the review of due dates.",
            count,
        )
