from odoo import models, tools
from odoo.exceptions import UserError

from ...engine.calendar import CalendarDay, WorkCalendar


class ResourceCalendar(models.Model):
    _name = "resource.calendar"
    _inherit = ["resource.calendar", "onestop.cached.mixin"]

    @tools.ormcache("self.id", cache="default")
    def _onestop_work_calendar(self):
        """The calendar as the plain, immutable object that the deadline engine counts with."""
        self.ensure_one()
        week = [[] for _ in range(7)]
        for line in self.sudo().attendance_ids:
            if line.display_type or line.day_period == "lunch":
                continue
            # Odoo writes the end of a day as 24:00 and means the minute before
            week[int(line.dayofweek)].append((round(line.hour_from * 60), min(round(line.hour_to * 60), 1439)))
        if not any(week):
            raise UserError(
                self.env._("The calendar “%s” has no working hours: no due date can be counted with it.", self.name)
            )
        days = {}
        exceptions = (
            self.env["onestop.calendar.day"]
            .sudo()
            .search(
                [
                    ("certainty", "!=", "proposed"),
                    "|",
                    ("calendar_ids", "=", False),
                    ("calendar_ids", "in", self.ids),
                ]
            )
        )
        for day in exceptions:
            own = ((round(day.hour_from * 60), round(day.hour_to * 60)),) if day.working and day.hour_to else None
            days[day.date] = CalendarDay(day.working, own, day._printed_name())
        return WorkCalendar(self.tz, tuple(tuple(sorted(lines)) for lines in week), days)


class ResourceCalendarAttendance(models.Model):
    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "onestop.cached.mixin"]
