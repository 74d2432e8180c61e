from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine import holidays


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

    @api.constrains("date", "calendar_ids")
    def _check_once(self):
        for day in self:
            others = self.search([("date", "=", day.date), ("id", "!=", day.id)])
            if any(not o.calendar_ids or not day.calendar_ids or o.calendar_ids & day.calendar_ids for o in others):
                raise ValidationError(
                    self.env._("%s is already marked. Change the existing line instead.", day.date.strftime("%d/%m/%Y"))
                )

    @api.model
    def _proposed_days(self, years):
        """Values of the public holidays and make-up working days of ``years`` that are not yet marked.

        Days already marked are left out: an admin's correction outlives a second run.
        """
        proposed = {day: (name, False) for day, name in holidays.vietnam_holidays(years).items()}
        proposed |= {day: (name, True) for day, name in holidays.vietnam_make_up_days(years).items()}
        known = set(self.search([("date", "in", list(proposed))]).mapped("date"))
        return [
            {"date": day, "name": name, "working": working}
            for day, (name, working) in sorted(proposed.items())
            if day not in known
        ]

    @api.model
    def _generate_holidays(self, years):
        """Mark the public holidays and make-up days of Vietnam for ``years``; returns the new days."""
        return self.create(self._proposed_days(years))
