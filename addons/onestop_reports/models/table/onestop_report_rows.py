from odoo import api, models
from odoo.fields import Domain

from ...engine import procedures
from ...engine import table as engine


class OnestopReportTable(models.AbstractModel):
    """What the rows of a table are, and the procedures that each of them has."""

    _inherit = "onestop.report.table"

    @api.model
    def _rows(self, scope, counted):
        """The rows in their order, without figures: what was counted, and of a form that wants it also who counted nothing."""
        return getattr(self, f"_rows_{scope.table.rows}")(scope, counted)

    @api.model
    def _rows_agency(self, scope, counted):
        meaning = scope.meaning
        # a figure of the catalogue is no dossier: who receives nothing has no row because of it
        facts = {key for key, figure in scope.table.figures().items() if figure.source != "procedure"}
        busy = {agency_id for agency_id, line in counted.items() if any(line.get(key) for key in facts)}
        agencies = scope.agencies.filtered(
            lambda agency: (
                agency.id in busy
                or (
                    scope.table.empty_rows
                    and agency.desk_ids
                    and (not agency.valid_from or agency.valid_from <= meaning.cut_off)
                    and (not agency.valid_to or agency.valid_to >= meaning.date_from)
                )
            )
        )
        return [
            engine.Row(str(agency.id), agency.name, agency.code, self._agency_note(agency, meaning))
            for agency in agencies.sorted(lambda one: (one.level_id.sequence, one.complete_name or "", one.id))
        ]

    @api.model
    def _agency_note(self, agency, meaning):
        """What became of an agency that ended before the cut-off day, or began within the period."""
        if agency.valid_to and agency.valid_to < meaning.cut_off:
            ended = f"Kết thúc hoạt động ngày {agency.valid_to:%d/%m/%Y}"
            successor = agency.successor_id.name
            return f"{ended}, chuyển sang {successor}" if successor else ended
        if agency.valid_from and meaning.date_from < agency.valid_from <= meaning.cut_off:
            return f"Hoạt động từ ngày {agency.valid_from:%d/%m/%Y}"
        return ""

    @api.model
    def _rows_agency_level(self, scope, counted):
        levels = self.env["onestop.agency.level"].sudo().browse(counted).sorted()
        return [engine.Row(str(level.id), level.with_context(lang="vi_VN").name, level.code) for level in levels]

    @api.model
    def _rows_sector(self, scope, counted):
        busy = [sector_id for sector_id, line in counted.items() if any(line.values())]
        sectors = self.env["onestop.sector"].sudo().browse(busy).sorted("name")
        return [engine.Row(str(sector.id), sector.name) for sector in sectors]

    @api.model
    def _rows_cause(self, scope, counted):
        causes = self.env["onestop.cause"].sudo().browse([cause_id for cause_id in counted if cause_id]).sorted()
        rows = [engine.Row(str(cause.id), cause.name, cause.code) for cause in causes]
        return rows + ([engine.Row("0", "Chưa ghi nguyên nhân")] if counted.get(0) else [])

    @api.model
    def _rows_month(self, scope, counted):
        return [engine.Row(str(key), f"{key % 100:02d}/{key // 100}") for key in sorted(counted)]

    @api.model
    def _rows_procedure(self, scope, counted):
        known = {one.id: one for one in procedures.count(self._procedures(scope), scope.table.only_procedures)}
        ids = {*counted, *known} if scope.table.empty_rows else set(counted)
        rows = []
        for procedure in self.env["onestop.procedure"].sudo().with_context(active_test=False).browse(sorted(ids)):
            version = procedure._version_on(scope.meaning.cut_off)
            level = procedure._classification_on(scope.meaning.cut_off)[0]
            rows.append(
                engine.Row(str(procedure.id), version.name or procedure.name, procedure.code, level=level or "")
            )
        return sorted(rows, key=lambda row: (row.label, row.code))

    # ------------------------------------------------------------------ procedures

    @api.model
    def _count_procedure(self, scope, figures):
        """How many procedures each row has, and how many there are."""
        counted, totals = {}, {}
        for key, figure in figures.items():
            for row in self._procedure_rows(scope):
                counted.setdefault(row, {})[key] = len(self._procedure_ids(scope, str(row), figure))
            totals[key] = len(self._procedure_ids(scope, engine.TOTAL, figure))
        return counted, totals

    @api.model
    def _list_procedure(self, scope, row, figure):
        return "onestop.procedure", Domain("id", "in", sorted(self._procedure_ids(scope, row, figure)))

    @api.model
    def _record_procedure(self, scope, figure):
        rows = [*map(str, self._procedure_rows(scope)), engine.TOTAL]
        return {row: sorted(ids) for row in rows if (ids := self._procedure_ids(scope, row, figure))}

    @api.model
    def _procedure_rows(self, scope):
        """Ids of what has procedures: agencies, or sectors where these are the rows."""
        return {one.sector for one in self._procedures(scope)} if scope.table.rows == "sector" else scope.agencies.ids

    @api.model
    def _procedure_ids(self, scope, row, figure):
        """Ids of the procedures of a row, or of all for the total, on the cut-off day, that meet what the figure names."""
        by_row = self._procedures_by_row(scope, figure.conditions)
        return by_row[engine.TOTAL] if row == engine.TOTAL else by_row.get(int(row), set())

    @api.model
    def _procedures_by_row(self, scope, conditions):
        """``{row: ids}`` of the procedures that meet conditions, those of all rows under ``TOTAL``."""
        key = ("procedures", conditions)
        if key not in scope.memo:
            found = procedures.count(self._procedures(scope), (*scope.table.only_procedures, *conditions))
            by_row = {engine.TOTAL: {one.id for one in found}}
            for one in found:
                for row in (one.sector,) if scope.table.rows == "sector" else one.agencies:
                    by_row.setdefault(row, set()).add(one.id)
            scope.memo[key] = by_row
        return scope.memo[key]

    @api.model
    def _procedures(self, scope):
        """The procedures in force on the cut-off day, as ``engine.procedures.Procedure``."""
        if "procedures" not in scope.memo:
            scope.memo["procedures"] = [self._procedure(one, scope) for one in self._in_force(scope.meaning.cut_off)]
        return scope.memo["procedures"]

    @api.model
    def _in_force(self, day):
        procedures_sudo = self.env["onestop.procedure"].sudo().with_context(active_test=False)
        running = Domain("valid_to", "=", False) | Domain("valid_to", ">=", day)
        version = Domain("published", "=", True) & Domain("valid_from", "<=", day) & running
        return procedures_sudo.search(Domain("version_ids", "any", version))

    @api.model
    def _procedure(self, procedure, scope):
        day = scope.meaning.cut_off
        level, online_scope = procedure._classification_on(day)
        level_ids, agency_ids = procedure._places()
        places = scope.memo.setdefault("levels", [(agency.id, agency.level_id.id) for agency in scope.agencies])
        return procedures.Procedure(
            id=procedure.id,
            sector=procedure.sector_id.id,
            level=level,
            scope=online_scope,
            agencies=frozenset(
                agency_id
                for agency_id, level_id in places
                if (not level_ids or level_id in level_ids) and (not agency_ids or agency_id in agency_ids)
            ),
            levels=frozenset(procedure.level_ids.mapped("code")),
            one_stop=not procedure.excluded_from or procedure.excluded_from > day,
            process=bool(procedure.process_id),
        )
