from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...engine import holidays

FORECAST_MARK = "(dự kiến)"


class OnestopCalendarDay(models.Model):
    """A day that differs from its weekday: a holiday, or a make-up working day.

    Odoo's own leaves know days off only, and its attendances lost their dates, so a working Saturday
    in exchange for a bridge day needs a table of its own.
    """

    _name = "onestop.calendar.day"
    _inherit = ["onestop.cached.mixin"]
    _description = "Calendar Exception"
    _order = "date desc, id"

    date = fields.Date(required=True, index=True)
    name = fields.Char(required=True)
    working = fields.Boolean("Working Day", help="A make-up working day. Otherwise the day is off.")
    hour_from = fields.Float(help="Only for a working day with hours of its own.")
    hour_to = fields.Float()
    calendar_ids = fields.Many2many("resource.calendar", help="Empty: all calendars.")
    certainty = fields.Selection(
        [("set", "In Force"), ("forecast", "Forecast"), ("proposed", "Only Proposed")],
        required=True,
        default="set",
        help="A forecast counts, and is marked so, until the notice of its year is published. What is only proposed "
        "does not count before somebody confirms it with the law or notice that says so.",
    )
    source = fields.Char(
        "Law or Notice", help="The law or the notice of the year that says so, with its number and date."
    )

    @api.constrains("date", "calendar_ids")
    def _check_once(self):
        for day in self:
            others = self.search([("date", "=", day.date), ("id", "!=", day.id)])
            if any(not o.calendar_ids or not day.calendar_ids or o.calendar_ids & day.calendar_ids for o in others):
                raise ValidationError(
                    self.env._("%s is already marked. Change the existing line instead.", day.date.strftime("%d/%m/%Y"))
                )

    def write(self, vals):
        if vals.get("certainty", "proposed") != "proposed":
            self._check_confirmable(vals)
        return super().write(vals)

    def _check_confirmable(self, vals):
        """A day that is only proposed comes into force by a source: another one than that of the proposal."""
        for day in self.filtered(lambda day: day.certainty == "proposed"):
            source = (vals.get("source") or "").strip()
            if not source or source == day.source:
                raise UserError(
                    self.env._(
                        "%(name)s, %(day)s, is only proposed. Enter the law or notice that makes it a day off first.",
                        name=day.name,
                        day=day.date.strftime("%d/%m/%Y"),
                    )
                )

    def _printed_name(self):
        """The name as explanations of due dates print it: a forecast says that it is one."""
        self.ensure_one()
        return f"{self.name} {FORECAST_MARK}" if self.certainty == "forecast" else self.name

    @api.model
    def _proposed_days(self, years):
        """Values of the public holidays and make-up working days of ``years`` that are not yet marked.

        Days already marked are left out: an admin's correction outlives a second run.
        """
        proposed = holidays.vietnam_calendar(years)
        known = set(self.search([("date", "in", [line.day for line in proposed])]).mapped("date"))
        return [
            {
                "date": line.day,
                "name": line.name,
                "working": line.working,
                "certainty": line.certainty,
                "source": line.source or False,
            }
            for line in proposed
            if line.day not in known
        ]

    @api.model
    def _generate_holidays(self, years):
        """Mark the public holidays and make-up days of Vietnam for ``years``; returns the new days."""
        return self.create(self._proposed_days(years))
