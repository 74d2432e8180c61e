from datetime import date
from decimal import Decimal

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import OnestopCase, local

from ..engine.meaning import Meaning
from ..engine.table import Points, compute


def day(text):
    """A date of 2026, written dd/mm."""
    number, month = text.split("/")
    return date(2026, int(month), int(number))


class ReportsCase(OnestopCase):
    """Three procedures of level 2, 3 and 4, and dossiers that are acted upon on given days of 2026."""

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        for procedure, level in ((cls.procedure_same_day, "2"), (cls.procedure, "3"), (cls.procedure_province, "4")):
            cls.env["onestop.procedure.classification"].create(
                {"procedure_id": procedure.id, "valid_from": "2020-01-01", "service_level": level,
                 "partial_reason": "presence", "partial_legal_text": "Điều 1"}
            )  # fmt: skip
        return result

    def take(self, when, procedure=None, agency=None, channel="direct", clock="09:00"):
        """A dossier received on a day."""
        with freeze_time(local(_iso(when), clock)):
            dossier = self.env["onestop.dossier"].create(
                {
                    "procedure_id": (procedure or self.procedure).id,
                    "applicant_name": "Nguyễn Thị Thử",
                    "applicant_address": "Thôn Thử, Xã Một",
                    "received_agency_id": (agency or self.commune).id,
                    "channel": channel,
                }
            )
            dossier.document_ids.handed_in = True
            dossier.act("receive")
            self.env.flush_all()
        return dossier

    def do(self, dossier, when, action, clock="10:00", **params):
        """Take an action on a day."""
        with freeze_time(local(_iso(when), clock)):
            dossier.act(action, **params)
            self.env.flush_all()

    def settle(self, dossier, when, clock="10:00"):
        """Send a dossier through all its steps on a day."""
        with freeze_time(local(_iso(when), clock)):
            while dossier._next_step():
                dossier.act("forward")
            dossier.act("approve", result_number="1/KQ")
            self.env.flush_all()

    def meaning(self, first="01/10", last="31/10", cut_off=None, **choices):
        return Meaning(day(first), day(last), day(cut_off or last), **choices)

    def filled(self, name, meaning, top=None, user=None):
        """``(scope, filled table)`` as a user sees it."""
        tables = self.env["onestop.report.table"].with_user(user or self.manager)
        scope = tables._scope(name, meaning, top or self.province)
        return scope, tables._fill(scope)

    def assertOpens(self, scope, filled):
        """Every figure of the table is the number of what it opens, for whoever made the table."""
        tables = self.env["onestop.report.table"].with_user(self.manager)
        keys = [column.key for column in scope.table.columns if not column.is_text]
        for row in [*filled.rows, filled.total]:
            for key in (*keys, *scope.table.hidden):
                expected = row.values[key]
                content = scope.table.column(key).content if key in keys else None
                if isinstance(content, Points):
                    # opens what costs points
                    whole, part = (compute(scope.table, side, row.values) for side in (content.whole, content.part))
                    expected = whole - part
                elif isinstance(expected, Decimal) or expected is None:
                    continue
                model, domain = tables._list(scope, row.key, key)
                with self.subTest(row=row.label, column=key):
                    self.assertEqual(self.env[model].with_user(self.manager).search_count(domain), expected)


def _iso(when):
    return day(when).isoformat()
