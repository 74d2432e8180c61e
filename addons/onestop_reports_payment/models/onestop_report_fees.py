from odoo import api, models
from odoo.addons.onestop_reports.engine import table as engine
from odoo.fields import Domain

from ..engine.tables_fees import METHODS, TABLES

LINE = "onestop.fee.payment.line"
CONDITIONS = {
    "taken": [("amount", ">", 0)],
    "given_back": [("amount", "<", 0)],
    **{method: [("method", "=", method)] for method in METHODS},
}
ROW_FIELDS = {"agency": "agency_id", "fee_type": "type_id", "collector": "collector_id"}


class OnestopReportTable(models.AbstractModel):
    """Figures of money: sums over the lines of payments, and the lists of these lines."""

    _inherit = "onestop.report.table"

    @api.model
    def _tables(self):
        return super()._tables() | TABLES

    @api.model
    def _source_models(self):
        return super()._source_models() | {"fee": LINE}

    @api.model
    def _fee_domain(self, scope, conditions=()):
        """Lines of money that moved in the period, at the agencies of the table."""
        meaning = scope.meaning
        domain = Domain(
            [
                ("state", "=", "done"),
                ("day", ">=", meaning.date_from),
                ("day", "<=", min(meaning.date_to, meaning.cut_off)),
                ("agency_id", "in", scope.agencies.ids),
            ]
        )
        return domain & Domain.AND(Domain(CONDITIONS[name]) for name in conditions)

    @api.model
    def _count_fee(self, scope, figures):
        lines_sudo, row = self.env[LINE].sudo(), ROW_FIELDS[scope.table.rows]
        counted, totals = {}, {}
        for key, figure in figures.items():
            totals[key] = 0
            for found, amount in lines_sudo._read_group(
                self._fee_domain(scope, figure.conditions), [row], ["amount:sum"]
            ):
                # what was given back is told as an amount, too
                told = abs(round(amount))
                counted.setdefault(found.id, dict.fromkeys(figures, 0))[key] = told
                totals[key] += told
        return counted, totals

    @api.model
    def _list_fee(self, scope, row, figure):
        here = Domain.TRUE if row == engine.TOTAL else Domain(ROW_FIELDS[scope.table.rows], "=", int(row))
        return LINE, here & self._fee_domain(scope, figure.conditions)

    @api.model
    def _record_fee(self, scope, figure):
        groups = (
            self.env[LINE]
            .sudo()
            ._read_group(self._fee_domain(scope, figure.conditions), [ROW_FIELDS[scope.table.rows]], ["id:array_agg"])
        )
        return {str(found.id): sorted(ids) for found, ids in groups}

    @api.model
    def _rows_fee_type(self, scope, counted):
        types = self.env["onestop.fee.type"].sudo().with_context(active_test=False).browse(sorted(counted))
        return [
            engine.Row(str(one.id), one.name, one.code or "") for one in types.sorted(lambda one: (one.name, one.id))
        ]

    @api.model
    def _rows_collector(self, scope, counted):
        users = self.env["res.users"].sudo().with_context(active_test=False).browse(sorted(counted))
        return [
            engine.Row(str(user.id), user.name, user.login) for user in users.sorted(lambda user: (user.name, user.id))
        ]
