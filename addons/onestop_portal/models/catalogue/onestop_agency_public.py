from odoo import api, models, tools
from odoo.addons.onestop_core.engine.text import normalise
from odoo.fields import Domain


class OnestopAgency(models.Model):
    """What the public reads of agencies: where they are, when they are open, what they receive."""

    _name = "onestop.agency"
    _inherit = ["onestop.agency"]
    _cached_fields = frozenset(
        {"parent_id", "calendar_id", "company_id", "name", "short_name", "code", "hotline", "address", "valid_from", "valid_to"}
    )  # fmt: skip

    @api.model
    @tools.ormcache()
    def _portal_head(self):
        """Of whom every public page speaks: the name, hotline and address of the highest agency."""
        highest = self.sudo().search([("parent_id", "=", False)], order="id", limit=1)
        return {"authority": highest.name or "", "hotline": highest.hotline or "", "seat": highest.address or ""}

    @api.model
    def _portal_domain(self):
        """Agencies that the public is sent to: those in being, with a one-stop desk."""
        today = self._today()
        in_being = (Domain("valid_from", "=", False) | Domain("valid_from", "<=", today)) & (
            Domain("valid_to", "=", False) | Domain("valid_to", ">=", today)
        )
        return in_being & Domain("desk_ids", "any", in_being)

    @api.model
    def _portal_find(self, query, agencies=None):
        """Agencies whose name holds all words of ``query``, written with or without accents; all for an empty query.

        :param agencies: to choose from; those of ``_portal_domain`` if not given
        """
        agencies = self.search(self._portal_domain()) if agencies is None else agencies
        words = normalise(query or "").split()
        if not words:
            return agencies
        return agencies.filtered(
            lambda agency: all(f" {word}" in f" {normalise(agency.complete_name or agency.name)}" for word in words)
        )

    def _portal_place(self):
        """Where the agency lies, in words: the territories above it, the nearest first, without the highest authority's seat."""
        self.ensure_one()
        above = [agency for agency in self.browse(reversed(self._parent_ids()[:-1])) if agency.level_id.territorial]
        return ", ".join(agency.short_name or agency.name for agency in above)

    def _portal_card(self):
        """What is shown of one agency: dict of texts."""
        self.ensure_one()
        calendar = self._calendar()
        days = {}
        for line in calendar.sudo().attendance_ids.sorted(lambda line: (line.dayofweek, line.hour_from)):
            days.setdefault(line.dayofweek, []).append((line.hour_from, line.hour_to))
        return {
            "code": self.code,
            "name": self.name,
            "place": self._portal_place(),
            "address": self.address or "",
            "phone": self.phone or "",
            "hotline": self._nearest("hotline") or "",
            "email": self.email or "",
            "website": self.website if (self.website or "").startswith(("https://", "http://")) else "",
            "desks": self.desk_ids.mapped("name"),
            "hours": self._portal_hours(days),
        }

    def _portal_hours(self, days):
        """Working hours as lines of ``(days, hours)``; days with the same hours stand together."""
        names = dict(self.env["resource.calendar.attendance"]._fields["dayofweek"]._description_selection(self.env))

        def clock(hour):
            return f"{int(hour):02d}:{round(hour % 1 * 60):02d}"

        lines = []
        for day, hours in sorted(days.items()):
            words = ", ".join(f"{clock(start)} – {clock(end)}" for start, end in hours)
            if lines and lines[-1][2] == words:
                lines[-1][1] = names[day]
            else:
                lines.append([names[day], names[day], words])
        return [(first if first == last else f"{first} – {last}", words) for first, last, words in lines]
