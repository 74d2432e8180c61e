from datetime import datetime, time, timedelta

from odoo import api, models
from odoo.addons.onestop_core.engine.calendar import to_naive_utc
from odoo.addons.onestop_reports.engine import table as engine
from odoo.fields import Domain

from ..engine.tables_feedback import FEEDBACK, with_feedback

MODEL = "onestop.feedback"


class OnestopReportTable(models.AbstractModel):
    """Figures of feedback, and the lists of it."""

    _inherit = "onestop.report.table"

    @api.model
    def _tables(self):
        tables = super()._tables()
        indexes = {name: with_feedback(tables[name]) for name in ("index766", "index766-trend")}
        return tables | indexes | {FEEDBACK.name: FEEDBACK}

    @api.model
    def _source_models(self):
        return super()._source_models() | {"feedback": MODEL}

    @api.model
    def _feedback_domain(self, scope, conditions=()):
        """Feedback that was sent in the period, or before and not dealt with when it began, at the agencies of the table."""
        zone = self.env["onestop.agency"]._zone()

        def moment(day):
            return to_naive_utc(datetime.combine(day, time(), tzinfo=zone))

        meaning = scope.meaning
        begin = moment(meaning.date_from)
        end = moment(meaning.cut_off + timedelta(days=1))
        sent_until = moment(min(meaning.date_to, meaning.cut_off) + timedelta(days=1))
        named = {
            "new": [("sent_at", ">=", begin)],
            "carried": [("sent_at", "<", begin)],
            "done": [("closed_at", "!=", False), ("closed_at", "<", end)],
            "open": ["|", ("closed_at", "=", False), ("closed_at", ">=", end)],
            "in_time": [("in_time", "=", "yes")],
            "late": [("in_time", "!=", "yes")],
            "overdue": [("answer_due_at", "!=", False), ("answer_due_at", "<", end)],
            "not_overdue": ["|", ("answer_due_at", "=", False), ("answer_due_at", ">=", end)],
            "staff": [("about", "=", "staff")],
            "unhappy": [("verdict", "=", "0")],
            "not_unhappy": [("verdict", "!=", "0")],
        }
        domain = Domain(
            [
                ("sent_at", "<", sent_until),
                "|", ("closed_at", "=", False), ("closed_at", ">=", begin),
                ("agency_id", "in", scope.agencies.ids),
            ]
        )  # fmt: skip
        return domain & Domain.AND(Domain(named[name]) for name in conditions)

    @api.model
    def _count_feedback(self, scope, figures):
        feedback_sudo = self.env[MODEL].sudo()
        counted, totals = {}, {}
        for key, figure in figures.items():
            totals[key] = 0
            for agency, count in feedback_sudo._read_group(
                self._feedback_domain(scope, figure.conditions), ["agency_id"], ["__count"]
            ):
                counted.setdefault(agency.id, dict.fromkeys(figures, 0))[key] = count
                totals[key] += count
        return counted, totals

    @api.model
    def _list_feedback(self, scope, row, figure):
        here = Domain.TRUE if row == engine.TOTAL else Domain("agency_id", "=", int(row))
        return MODEL, here & self._feedback_domain(scope, figure.conditions)

    @api.model
    def _record_feedback(self, scope, figure):
        groups = (
            self.env[MODEL]
            .sudo()
            ._read_group(self._feedback_domain(scope, figure.conditions), ["agency_id"], ["id:array_agg"])
        )
        return {str(agency.id): sorted(ids) for agency, ids in groups}
