from odoo import api, fields, models
from odoo.fields import Domain

from ...engine.audience import AUDIENCES, audiences

# what a line of the results says
SHOWN = ("code", "name", "sector_id", "online_scope")


class OnestopProcedure(models.Model):
    """What the public finds of the catalogue: procedures with a version in force, received through the one-stop."""

    _inherit = "onestop.procedure"

    audience = fields.Char(
        compute="_compute_audience", store=True, index=True, help="Who may file, in words of engine.audience."
    )

    @api.depends("current_version_id.applicants")
    def _compute_audience(self):
        for procedure in self:
            found = audiences(procedure.current_version_id.applicants or "")
            procedure.audience = f",{','.join(found)}," if found else False

    @api.model
    def _portal_domain(self):
        """Procedures that the public sees."""
        today = self.env["onestop.agency"]._today()
        return (
            Domain("active", "=", True)
            & Domain("current_version_id.published", "=", True)
            & Domain("current_version_id.valid_from", "<=", today)
            & (Domain("current_version_id.valid_to", "=", False) | Domain("current_version_id.valid_to", ">=", today))
            & (Domain("excluded_from", "=", False) | Domain("excluded_from", ">", today))
        )

    @api.model
    def _portal_search(self, query="", *, sector="", scope="", audience="", agency="", offset=0, limit=20):
        """Procedures that answer what a visitor asks, the best first.

        :param query: words as people type them; empty for all, by sector and name
        :param sector: id of a sector as text
        :param scope: ``full``, ``partial``, ``none``, or a level ``1`` to ``4``
        :param audience: one of ``engine.audience.AUDIENCES``
        :param agency: code of an agency that receives them
        :return: dict ``total`` and ``rows``: dicts of texts ready to show
        """
        domain = self._portal_domain()
        # a number that the database can hold, and nothing that only looks like digits
        if sector.isascii() and sector.isdecimal() and len(sector) < 10:
            domain &= Domain("sector_id", "=", int(sector))
        if scope in ("full", "partial", "none"):
            domain &= Domain("online_scope", "=", scope)
        elif scope in ("1", "2", "3", "4"):
            domain &= Domain("service_level", "=", scope)
        if audience in AUDIENCES:
            domain &= Domain("audience", "like", f",{audience},")
        if agency:
            domain &= self._portal_received_at(agency)
        if query:
            ranked = self._ranked_ids(query)
            found = self._sorted_by(ranked, self.search_fetch(domain & Domain("id", "in", ranked), SHOWN))
            total, page = len(found), found[offset : offset + limit]
        else:
            total = self.search_count(domain)
            page = self.search_fetch(domain, SHOWN, offset=offset, limit=limit, order="sector_id, name, id")
        scopes = dict(self._fields["online_scope"]._description_selection(self.env))
        return {
            "total": total,
            "rows": [
                {
                    "code": procedure.code,
                    "name": procedure.name,
                    "sector": procedure.sector_id.name,
                    "scope": procedure.online_scope or "",
                    "scope_words": scopes.get(procedure.online_scope, ""),
                }
                for procedure in page
            ],
        }

    @api.model
    def _portal_received_at(self, code):
        """Procedures whose dossiers the agency with ``code`` receives."""
        agency = self.env["onestop.agency"].search([("code", "=", code)], limit=1)
        if not agency:
            return Domain.FALSE
        at_levels = Domain("level_ids", "=", False) | Domain("level_ids", "in", agency.level_id.ids)
        return Domain("agency_ids", "in", agency.ids) | (Domain("agency_ids", "=", False) & at_levels)

    @api.model
    def _portal_filters(self):
        """What the search can be narrowed by: dict of lists of ``(value, label)``."""
        scopes = dict(self._fields["online_scope"]._description_selection(self.env))
        labels = {
            "person": self.env._("Individuals"),
            "business": self.env._("Businesses"),
            "organisation": self.env._("Organisations"),
        }
        return {
            "sectors": self._portal_sectors(),
            "scopes": list(scopes.items()),
            "audiences": [(name, labels[name]) for name in AUDIENCES],
        }

    @api.model
    def _portal_sectors(self):
        groups = self._read_group(self._portal_domain(), ["sector_id"], ["__count"])
        rows = [(str(sector.id), sector.name, count) for sector, count in groups]
        return sorted(rows, key=lambda row: row[1])
