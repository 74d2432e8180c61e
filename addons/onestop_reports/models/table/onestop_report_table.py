from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, Query

from ...engine import table as engine
from ...engine.meaning import Meaning, months_before
from ...engine.tables import TABLES

# who reads what judges people: as the ratings of core, and whoever answers for the figures
LEADERS = (
    "onestop_core.group_leader",
    "onestop_core.group_supervisor",
    "onestop_core.group_manager",
    "onestop_reports.group_report_closer",
)


@dataclass(frozen=True)
class Scope:
    """What a table is made of: its description, its parameters, the agency at the top, and what is counted below it.

    ``places`` are those of ``agencies``: what the reader may see. ``memo`` keeps what is asked for more than once.
    """

    table: engine.Table
    meaning: Meaning
    top: models.Model
    agencies: models.Model
    places: models.Model
    memo: dict = field(default_factory=dict, compare=False)


class OnestopReportTable(models.AbstractModel):
    """Fills the statutory tables, and lists what stands behind each of their figures. Figure and list are made of the same
    condition, in this one place.
    """

    _name = "onestop.report.table"
    _description = "Statutory Tables"

    @api.model
    def _tables(self):
        """``{name: engine.table.Table}``; a module that brings a table extends it."""
        return dict(TABLES)

    @api.model
    def _scope(self, name, meaning, top):
        """Check what the user may see, and say what the table is made of.

        :raises AccessError: the agency at the top, or all below it, are not in the user's sight
        :raises UserError: there is no such table
        """
        scope = self._scope_of(name, meaning, top)
        if scope.table.for_leaders and not self.env.su and not any(map(self.env.user.has_group, LEADERS)):
            raise AccessError(self.env._("This report is for those who lead, supervise or close periods."))
        if not scope.places:
            raise AccessError(self.env._("The figures of %s are not yours to see.", top.name))
        return scope

    @api.model
    def _scope_of(self, name, meaning, top):
        """As ``_scope``; it may be one of nothing, if nothing is in the user's sight."""
        table = self._tables().get(name)
        if not table:
            raise UserError(self.env._("There is no report %s.", name))
        places = self.env["onestop.report.place"]._below(top, self.env.user.onestop_agency_ids.sudo())
        return Scope(table, replace(meaning, **table.says), top.sudo(), places.agency_id, places)

    @api.model
    def _fill(self, scope):
        """The table with its figures, as ``engine.table.Filled``."""
        counted, totals = self._count(scope) if scope.table.rows != "month" else self._count_months(scope)
        rows = self._rows(scope, counted)
        zero = dict.fromkeys(scope.table.figures(), 0)
        for row in rows:
            row.values = {**zero, **counted.get(int(row.key), {})}
        return engine.fill(scope.table, rows, {**zero, **totals}, self._weights(scope))

    @api.model
    def _weights(self, scope):
        """What the components of an index are worth on the cut-off day, by their code."""
        if not any(isinstance(column.content, engine.Points) for column in scope.table.columns):
            return {}
        return self.env["onestop.index.weight"]._on(scope.meaning.cut_off)

    # ------------------------------------------------------------------ months

    @api.model
    def _month(self, scope, key):
        """The table of a month of the period: as if it had been made for that month alone."""
        first = date(int(key) // 100, int(key) % 100, 1)
        last = months_before(first, -1) - timedelta(days=1)
        meaning = scope.meaning
        first, last = max(first, meaning.date_from), min(last, meaning.date_to)
        # a month that is over is looked at on its last day, the one that is running on the cut-off day
        return replace(
            scope,
            meaning=replace(meaning, date_from=first, date_to=last, cut_off=max(min(last, meaning.cut_off), first)),
            memo={},
        )

    @api.model
    def _count_months(self, scope):
        counted, day = {}, scope.meaning.date_from.replace(day=1)
        while day <= min(scope.meaning.date_to, scope.meaning.cut_off):
            key = day.year * 100 + day.month
            counted[key] = self._totals(self._month(scope, key))
            day = months_before(day, -1)
        return counted, self._totals(scope)

    @api.model
    def _totals(self, scope):
        """All figures, of all rows together."""
        figures = scope.table.figures()
        of_facts = {key: figure for key, figure in figures.items() if figure.source == "fact"}
        totals = self._aggregate(scope, of_facts, by_row=False)
        for source, others in self._by_source(figures).items():
            totals |= getattr(self, f"_count_{source}")(scope, others)[1]
        return totals

    # ------------------------------------------------------------------ conditions

    @api.model
    def _domain(self, scope, conditions=()):
        """Domain of the dossiers that the table counts, or of those of them that meet more conditions."""
        domain = Domain(scope.meaning.base()) & Domain(scope.meaning.place_field, "in", scope.places.ids)
        for name in (*scope.table.only, *conditions):
            domain &= Domain(scope.meaning.condition(name))
        return domain

    @api.model
    def _row_domain(self, scope, key):
        """Domain of the dossiers of a row; of all rows for the total."""
        if key == engine.TOTAL:
            return Domain.TRUE
        return Domain(self._row_field(scope), "=", int(key) or False)

    @api.model
    def _row_field(self, scope):
        """Path from a counted dossier to what a row of the table is."""
        return {
            "agency": f"{scope.meaning.place_field}.agency_id",
            "agency_level": f"{scope.meaning.place_field}.agency_id.level_id",
            "sector": "sector_id",
            "procedure": "procedure_id",
            "cause": "cause_id",
        }[scope.table.rows]

    @api.model
    def _list(self, scope, row, column):
        """What stands behind a figure: ``(model, domain)``.

        :param row: key of a row, or ``TOTAL``
        :param column: key of a column or of a hidden figure; of a sum, the dossiers of all its parts; of a difference or a
            rate, those that are left over or counted; of points, those that cost some
        """
        if scope.table.rows == "month" and row != engine.TOTAL:
            scope, row = self._month(scope, row), engine.TOTAL
        figure = scope.table.figures().get(column)
        if figure:
            return self._list_of_figure(scope, row, figure)
        content = scope.table.column(column).content
        if isinstance(content, engine.Points):
            # what costs points: what the share is of, and does not reach
            return self._without(
                self._list_of_sum(scope, row, content.whole), self._list_of_sum(scope, row, content.part)
            )
        return self._list_of_sum(scope, row, content.part if isinstance(content, engine.Rate) else content)

    @api.model
    def _list_of_figure(self, scope, row, figure):
        if figure.source != "fact":
            return getattr(self, f"_list_{figure.source}")(scope, row, figure)
        domain = self._row_domain(scope, row) & self._domain(scope, figure.conditions)
        if figure.distinct:
            # what is counted are the different values, not the dossiers
            facts_sudo = self.env["onestop.report.fact"].sudo()
            found = facts_sudo._read_group(domain, [figure.distinct])
            model = facts_sudo._fields[figure.distinct].comodel_name
            return model, Domain("id", "in", sorted(one.id for (one,) in found))
        return "onestop.report.fact", domain

    @api.model
    def _list_of_sum(self, scope, row, formula):
        lists = [self._list(scope, row, key) for key in formula.plus]
        # the points of an index come from dossiers and from procedures: together they open the dossiers
        model = next((model for model, _domain in lists if model == "onestop.report.fact"), lists[0][0])
        found = model, Domain.OR(domain for one, domain in lists if one == model)
        for key in formula.minus:
            found = self._without(found, self._list(scope, row, key))
        return found

    @api.model
    def _without(self, one, other):
        """The first of two lists without what is in the second."""
        return one[0], one[1] & ~other[1]

    @api.model
    def _difference(self, scope, finding):
        """What stands behind a row that does not agree: ``(model, domain)``, None if no condition names it."""
        identity = scope.table.identities[finding.identity]
        if not identity.difference:
            return None
        return "onestop.report.fact", self._row_domain(scope, finding.row) & self._domain(scope, identity.difference)

    # ------------------------------------------------------------------ counting

    @api.model
    def _count(self, scope):
        """``({row: {figure: number}}, {figure: number of the total, where it is not summed})``: one query for all figures of
        dossiers, one more for their totals if some do not add up.
        """
        figures = scope.table.figures()
        of_facts = {key: figure for key, figure in figures.items() if figure.source == "fact"}
        counted = self._aggregate(scope, of_facts, by_row=True) if of_facts else {}
        apart = {key: figure for key, figure in of_facts.items() if not scope.table.adds_up(key)}
        totals = self._aggregate(scope, apart, by_row=False) if apart else {}
        for source, others in self._by_source(figures).items():
            of_rows, of_all = getattr(self, f"_count_{source}")(scope, others)
            for row, line in of_rows.items():
                counted.setdefault(row, {}).update(line)
            totals |= of_all
        return counted, totals

    @api.model
    def _source_models(self):
        """``{source: model}`` of what is counted; a module that brings a source adds its own."""
        return {"fact": "onestop.report.fact", "procedure": "onestop.procedure"}

    @api.model
    def _by_source(self, figures):
        """What is counted elsewhere than among dossiers: ``{source: {key: figure}}``. A module that brings a source defines
        ``_count_<source>(scope, figures)``, as ``_count`` returns it, ``_list_<source>(scope, row, figure)``, as ``_list``
        returns it, and ``_record_<source>(scope, figure)``: the ids by row that a closing keeps.
        """
        found = {}
        for key, figure in figures.items():
            if figure.source != "fact":
                found.setdefault(figure.source, {})[key] = figure
        return found

    @api.model
    def _aggregate(self, scope, figures, by_row):
        facts = self.env["onestop.report.fact"].sudo()
        query = Query(facts.env, facts._table, facts._table_sql)
        query.add_where(self._sql(facts, self._domain(scope), query))
        names, columns = list(figures), []
        for figure in figures.values():
            where = Domain.AND([Domain(scope.meaning.condition(name)) for name in figure.conditions])
            where_sql = self._sql(facts, where, query)
            if figure.distinct:
                # values, not their number: an agency may have stood at two places, and its values are counted once
                value = facts._field_to_sql(facts._table, figure.distinct, query)
                columns.append(SQL("array_agg(DISTINCT %s) FILTER (WHERE %s)", value, where_sql))
            else:
                columns.append(SQL("count(*) FILTER (WHERE %s)", where_sql))
        key = facts._field_to_sql(facts._table, self._stored_row_field(scope), query) if by_row else SQL("0")
        self.env.flush_all()
        grouped = query.select(key, *columns)
        rows = self.env.execute_query(SQL("%s GROUP BY 1", grouped) if by_row else grouped)
        found = {}
        for group, *values in rows:
            line = found.setdefault(self._row_of(scope, group) if by_row else engine.TOTAL, {})
            for name, value in zip(names, values, strict=True):
                if figures[name].distinct:
                    line[name] = line.get(name, set()).union(value or ())
                else:
                    line[name] = line.get(name, 0) + value
        counted = {
            row: {name: len(value) if figures[name].distinct else value for name, value in line.items()}
            for row, line in found.items()
        }
        return counted if by_row else counted[engine.TOTAL]

    @api.model
    def _record(self, scope):
        """What is counted for each figure of each row, as ``engine.frozen`` keeps it: ids of dossiers, or of procedures.

        :raises UserError: the table has a row for each month, and is made of tables that are closed
        """
        if scope.table.rows == "month":
            raise UserError(self.env._("A report by months is made of those of each month: close these."))
        facts_sudo = self.env["onestop.report.fact"].sudo()
        query = Query(facts_sudo.env, facts_sudo._table, facts_sudo._table_sql)
        query.add_where(self._sql(facts_sudo, self._domain(scope), query))
        figures = scope.table.figures()
        names = [key for key, figure in figures.items() if figure.source == "fact"]
        columns = []
        for name in names:
            where = Domain.AND([Domain(scope.meaning.condition(one)) for one in figures[name].conditions])
            columns.append(
                SQL(
                    "array_agg(DISTINCT %s) FILTER (WHERE %s)",
                    facts_sudo._field_to_sql(facts_sudo._table, figures[name].distinct or "dossier_id", query),
                    self._sql(facts_sudo, where, query),
                )
            )
        key = facts_sudo._field_to_sql(facts_sudo._table, self._stored_row_field(scope), query)
        self.env.flush_all()
        record = {name: {} for name in figures}
        for found, *ids in self.env.execute_query(SQL("%s GROUP BY 1", query.select(key, *columns))) if names else ():
            row = str(self._row_of(scope, found))
            for name, some in zip(names, ids, strict=True):
                if some:
                    record[name][row] = sorted({*record[name].get(row, ()), *some})
        for name, figure in figures.items():
            if figure.source != "fact":
                record[name] = getattr(self, f"_record_{figure.source}")(scope, figure)
        return record

    @api.model
    def _sql(self, facts, domain, query):
        return domain.optimize_full(facts)._to_sql(facts, facts._table, query)

    @api.model
    def _stored_row_field(self, scope):
        """The stored column by which rows are grouped: that of a place stands for what a row is."""
        return scope.meaning.place_field if scope.table.rows in ("agency", "agency_level") else self._row_field(scope)

    @api.model
    def _row_of(self, scope, found):
        """The row of a group."""
        if scope.table.rows not in ("agency", "agency_level"):
            return found or 0
        agency = self.env["onestop.report.place"].sudo().browse(found).agency_id
        return (agency if scope.table.rows == "agency" else agency.level_id).id
