from odoo import api, fields, models, tools

from ...engine.calendar import from_naive_utc

# what the calendars of a fresh database are made with
OFFICE_HOURS = "onestop_core.calendar_office_hours"


class OnestopAgency(models.Model):
    """The day of the law is that of the agency, whatever time zone the user's computer or account has."""

    _inherit = "onestop.agency"

    @api.model
    def _today(self):
        """Today as a date where the agency is; for no agency, where the highest one is.

        The one source of "today" for all that has a validity. ``fields.Date.context_today`` is the day of the user.
        """
        zone = self._calendar().sudo()._onestop_work_calendar().zone if self else self._zone()
        return from_naive_utc(fields.Datetime.now()).astimezone(zone).date()

    @api.model
    def _zone(self):
        """The zone of the whole database, as ``zoneinfo.ZoneInfo``."""
        calendar = self.env["resource.calendar"].sudo().browse(self._highest_calendar_id())
        return calendar._onestop_work_calendar().zone

    @api.model
    @tools.ormcache()
    def _highest_calendar_id(self):
        highest = self.sudo().search([("parent_id", "=", False), ("calendar_id", "!=", False)], order="id", limit=1)
        return highest.calendar_id.id or self.env.ref(OFFICE_HOURS).id
