from odoo import api, fields, models, tools
from odoo.fields import Domain

from ...engine import text

# what the ranking reads: a change of anything else leaves the cached rows as they are
PROCEDURE_ROW_FIELDS = {"code", "name", "active", "current_version_id"}
VERSION_ROW_FIELDS = {"name", "keywords", "procedure_id", "published", "valid_from", "valid_to"}


class OnestopProcedure(models.Model):
    """Procedures are found the way people type: without accents, with slips, by a part of the code, best first.

    Wherever a text is looked for in procedures ("contains"), the ranking of ``engine.text`` decides: in the field
    ``search_query`` of searches, in the choice of a procedure, and in searches of other records by procedure.
    """

    _name = "onestop.procedure"
    _inherit = ["onestop.procedure", "onestop.cached.mixin"]
    _cached_fields = PROCEDURE_ROW_FIELDS

    search_query = fields.Char(
        "Name, Code or Keyword",
        store=False,
        search="_search_search_query",
        help="Searched without accents and with slips.",
    )

    @api.model
    @tools.ormcache()
    def _search_rows(self):
        """What all procedures are found by, active and archived ones apart.

        :return: ``{active: (rows, ids)}``: tuple of (code, name, keywords) as ``engine.text.rank`` takes them, and
            dict of ids by code
        """
        procedures = self.sudo().with_context(active_test=False).search([], order="id")
        result = {}
        for active in (True, False):
            part = procedures.filtered(lambda procedure, active=active: procedure.active == active)
            rows = tuple((line.code, line.name, line.current_version_id.keywords or "") for line in part)
            result[active] = rows, {line.code: line.id for line in part}
        return result

    @api.model
    def _ranked_ids(self, query):
        """Ids of the procedures that answer ``query``, the best first; archived ones after all others."""
        found = []
        rows_by_state = self._search_rows()
        for active in (True, False):
            rows, ids = rows_by_state[active]
            found += [ids[match.code] for match in text.rank(query, rows)]
        return found

    def _is_named_by(self, query):
        """Whether all that ``query`` says stands in the words of the procedure; what only resembles it is found, too."""
        self.ensure_one()
        return text.names(query, self.code, self.name, self.sudo().current_version_id.keywords or "")

    def _search_search_query(self, operator, value):
        if operator != "ilike" or not isinstance(value, str):
            return NotImplemented
        return Domain("id", "in", self._ranked_ids(value)) if value.strip() else Domain.TRUE

    @api.model
    def _search_display_name(self, operator, value):
        if operator in ("ilike", "not ilike") and isinstance(value, str) and value.strip():
            return Domain("id", "in" if operator == "ilike" else "not in", self._ranked_ids(value))
        return super()._search_display_name(operator, value)

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        if operator != "ilike" or not name.strip():
            return super().name_search(name, domain, operator, limit)
        ranked = self._ranked_ids(name)
        found = self.search_fetch(Domain("id", "in", ranked) & Domain(domain or Domain.TRUE), ["display_name"])
        return [(line.id, line.display_name) for line in self._sorted_by(ranked, found)[:limit].sudo()]

    @api.model
    def web_search_read(self, domain, specification, offset=0, limit=None, order=None, count_limit=None):
        queries = [
            condition.value
            for condition in Domain(domain).iter_conditions()
            if condition.field_expr == "search_query" and condition.operator == "ilike"
        ]
        if order or not queries:
            return super().web_search_read(domain, specification, offset, limit, order, count_limit)
        found = self.search(domain)
        ranked = [found_id for query in queries for found_id in self._ranked_ids(query)]
        page = self._sorted_by(ranked, found)[offset : offset + limit if limit else None]
        return {"length": len(found), "records": page.web_read(specification)}

    @staticmethod
    def _sorted_by(ranked, procedures):
        """``procedures`` in the order of the list of ids ``ranked``, those not in it last."""
        place = {found_id: index for index, found_id in reversed(list(enumerate(ranked)))}
        return procedures.sorted(lambda procedure: place.get(procedure.id, len(ranked)))


class OnestopProcedureVersion(models.Model):
    """A version brings the name and the keywords by which its procedure is found."""

    _name = "onestop.procedure.version"
    _inherit = ["onestop.procedure.version", "onestop.cached.mixin"]
    _cached_fields = VERSION_ROW_FIELDS
