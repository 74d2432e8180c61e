from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine import holidays


class OnestopCalendarDay(models.Model):
    """A day that differs from its weekday: a holiday, or a make-up working day.

    Odoo's own leaves know days off only, and its attendances lost their dates, so a working Saturday
    in exchange for a bridge day needs a table of its own.
    """

    _name = "onestop.calendar.day"
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

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    def _generate_holidays(self, years):
        """Create the public holidays of Vietnam for ``years`` that are not yet marked; returns the new days.

        Days already marked are left as they are: an admin's correction outlives a second run.
        """
        published = holidays.vietnam_holidays(years)
        known = set(self.search([("date", "in", list(published))]).mapped("date"))
        return self.create(
            [{"date": day, "name": name} for day, name in sorted(published.items()) if day not in known]
        )
