from datetime import date

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.tests import tagged

from ..engine.meaning import NEVER
from .common import ReportsCase, day


@tagged("post_install", "-at_install")
class TestFact(ReportsCase):
    def rows(self, dossier):
        self.env.invalidate_all()
        return dossier.report_fact_ids.sorted("valid_from")

    def test_a_reception_counts_at_once(self):
        dossier = self.take("05/10", channel="online")
        row = self.rows(dossier)
        self.assertEqual((row.received_on, row.valid_from, row.valid_to), (day("05/10"), day("05/10"), NEVER))
        self.assertEqual((row.level, row.channel, row.end, row.waiting), ("3", "online", "open", "no"))
        self.assertEqual(row.place_id.agency_id, self.commune)
        self.assertEqual((row.settled_on, row.settled_day), (NEVER, False))
        # three working days
        self.assertEqual(row.due_on, day("08/10"))

    def test_the_day_is_that_of_the_agency(self):
        """23:30 in Hà Nội is still the same day, 16:30 UTC; 06:59 is the day before in UTC."""
        for clock in ("23:59", "00:00", "06:59", "07:00"):
            self.assertEqual(self.rows(self.take("05/10", clock=clock)).received_on, day("05/10"), clock)

    def test_settling_writes_into_the_same_row(self):
        dossier = self.take("05/10")
        self.settle(dossier, "07/10")
        row = self.rows(dossier)
        self.assertEqual((row.settled_on, row.closed_on, row.end), (day("07/10"), NEVER, "granted"))
        self.assertEqual(row.lead_settled_present, 2)
        self.do(dossier, "09/10", "return_result")
        row = self.rows(dossier)
        self.assertEqual((row.settled_on, row.closed_on), (day("07/10"), day("09/10")))
        self.assertEqual(row.lead_closed_present, -2)

    def test_the_due_day_before_and_after_the_due_hour(self):
        dossier, late = self.take("05/10"), self.take("05/10")
        self.settle(dossier, "08/10", clock="08:00")
        self.settle(late, "08/10", clock="20:00")
        self.assertEqual(self.rows(dossier).lead_settled_present, 0)
        self.assertEqual(self.rows(late).lead_settled_present, -1)

    def test_a_pause_begins_a_new_row(self):
        dossier = self.take("05/10")
        self.do(dossier, "05/10", "forward")
        self.do(dossier, "07/10", "request_supplement", lines=self.asked(dossier), reason="Thiếu", content="Bổ sung")
        self.do(dossier, "12/10", "resume")
        rows = self.rows(dossier)
        self.assertEqual(rows.mapped("waiting"), ["no", "supplement", "no"])
        self.assertEqual(rows.mapped("valid_from"), [day("05/10"), day("07/10"), day("12/10")])
        self.assertEqual(rows.mapped("valid_to"), [day("07/10"), day("12/10"), NEVER])
        self.assertLess(rows[0].due_on, rows[2].due_on)
        self.assertEqual(len(set(rows.mapped("first_due_on"))), 1)

    def test_a_reopening_leaves_the_earlier_period_alone(self):
        dossier = self.take("05/10")
        self.settle(dossier, "07/10")
        self.do(dossier, "20/11", "take_back", reason="Sai")
        first, second = self.rows(dossier)
        self.assertEqual((first.settled_on, first.valid_to), (day("07/10"), day("20/11")))
        self.assertEqual((second.settled_on, second.received_on), (NEVER, day("05/10")))
        # on one day it is as if it had not been settled
        other = self.take("05/10")
        self.settle(other, "07/10")
        self.do(other, "07/10", "take_back", reason="Sai", clock="15:00")
        self.assertEqual(len(self.rows(other)), 2)
        self.assertEqual(self.rows(other)[-1].settled_on, NEVER)

    def test_what_was_there_before_is_counted(self):
        """Building anew gives the same rows as counting each action."""
        dossiers = self.take("05/10") | self.take("06/10", channel="online")
        self.settle(dossiers[1], "07/10")
        before = [row.read() for row in dossiers.report_fact_ids]
        dossiers.report_fact_ids.sudo().unlink()
        self.env["onestop.report.fact"]._build()
        after = [row.read() for row in dossiers.report_fact_ids]
        for rows in (before, after):
            for [row] in rows:
                del row["id"]
        self.assertCountEqual(before, after)

    def test_a_second_look_changes_nothing(self):
        dossier = self.take("05/10")
        self.settle(dossier, "07/10")
        rows = self.rows(dossier).read()
        with freeze_time(local("2026-11-23")):
            self.env["onestop.report.fact"]._build()
        self.env.invalidate_all()
        self.assertEqual(self.rows(dossier).read(), rows)

    def test_a_reception_costs_one_query(self):
        def queries(counted):
            dossier = self.env["onestop.dossier"].create(
                {
                    "procedure_id": self.procedure.id,
                    "applicant_name": "A",
                    "applicant_address": "B",
                    "received_agency_id": self.commune.id,
                }
            )
            dossier.document_ids.handed_in = True
            self.env.flush_all()
            if not counted:
                self.patch(type(dossier), "_count", lambda self, day=None: None)
            before = self.env.cr.sql_log_count
            dossier.act("receive")
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(True)
        self.assertEqual(queries(True) - queries(False), 1)

    def test_a_merged_agency_keeps_what_it_received(self):
        """Open dossiers count for the successor from the day on; what was settled, and each earlier report, stays."""
        done, still_open = self.take("05/10"), self.take("06/10")
        self.settle(done, "07/10")
        with freeze_time(local("2026-11-02")):
            self.env["onestop.reorganisation"].create(
                {"name": "QĐ 1", "date": "2026-11-01",
                 "line_ids": [(0, 0, {"source_id": self.commune.id, "target_id": self.commune_2.id})]}
            ).action_apply()  # fmt: skip
            self.env.flush_all()
        self.assertEqual(self.rows(done).place_id.agency_id, self.commune)
        before, after = self.rows(still_open)
        self.assertEqual((before.place_id.agency_id, after.place_id.agency_id), (self.commune, self.commune_2))
        self.assertEqual(after.valid_from, date(2026, 11, 1))
        october = self.meaning()
        both = self.meaning(last="30/11")
        for meaning in (october, both):
            scope, filled = self.filled("ii06a-agency", meaning)
            self.assertEqual(filled.total.values["taken"], 2)
            self.assertEqual(filled.findings, [])
            self.assertOpens(scope, filled)
        note = next(row for row in filled.rows if row.key == str(self.commune.id)).note
        self.assertEqual(note, "Kết thúc hoạt động ngày 31/10/2026, chuyển sang Xã Hai")
