import base64
from collections import Counter
from datetime import date

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..engine import history
from ..engine.meaning import Meaning
from .common import ReportsCase

HEADINGS = list(history.HEADINGS.values())


@tagged("post_install", "-at_install")
class TestHistoryImport(ReportsCase):
    def row(self, number, **changes):
        """A dossier of October 2025: received, due and settled on days that follow from its number."""
        day = number % 20 + 1
        values = {
            "code": f"H99.11-251001-{number:05d}", "agency": "H99.11", "procedure": "9.000001", "level": "3",
            "channel": "Trực tuyến" if number % 3 == 0 else "Trực tiếp", "applicant": "Nguyễn Thị Thử",
            "received": f"{day:02d}/10/2025 08:30", "due": f"{day + 3:02d}/10/2025 17:00", "settled": f"{day + 2:02d}/10/2025 10:00",
            "returned": f"{day + 4:02d}/10/2025", "status": "Đã trả kết quả",
        }  # fmt: skip
        return values | changes

    def load(self, rows, user=None, **vals):
        lines = [";".join(HEADINGS), *(";".join(row[name] for name in history.HEADINGS) for row in rows)]
        content = "\r\n".join(lines).encode("utf-8-sig")
        with freeze_time(local("2026-11-23")):
            return (
                self.env["onestop.history.import"]
                .with_user(user or self.manager)
                .create({"file": base64.b64encode(content), "file_name": "cu.csv", **vals})
            )

    def test_without_a_file_there_is_an_empty_one_to_fill_in(self):
        record = self.env["onestop.history.import"].with_user(self.manager).create({})
        self.assertEqual(record.action_template()["type"], "ir.actions.act_url")
        self.assertRefused(UserError, "Choose the file first", record.action_check)

    def run_import(self, record):
        with freeze_time(local("2026-11-23")):
            record.action_import()
            # a short file is through already
            record._job_import()
            self.env.flush_all()
        self.env.invalidate_all()

    def test_five_thousand_rows_with_forty_faults_of_twelve_kinds(self):
        """Each fault is named by line and column, nothing is taken over; the mended file counts right; again: nothing."""
        rows = [self.row(number) for number in range(5000)]
        self.take("05/10")
        taken = self.env["onestop.dossier"].search([("code", "!=", False)], limit=1).code
        kinds = {
            ("empty", "F"): {"applicant": ""},
            ("long", "F"): {"applicant": "A" * 400},
            ("unknown", "B"): {"agency": "H00.1"},
            ("unknown", "C"): {"procedure": "0.000000"},
            ("level", "D"): {"level": "7"},
            ("channel", "E"): {"channel": "Fax"},
            ("date", "G"): {"received": "2025-10-01"},
            ("future", "J"): {"returned": "01/01/2027"},
            ("order", "I"): {"settled": "01/01/2024"},
            ("status", "K"): {"status": "Xong rồi"},
            ("needed", "J"): {"returned": ""},
            ("excluded", "J"): {"status": "Đã xử lý xong"},
            ("taken", "A"): {"code": taken},
            ("twice", "A"): {"code": rows[0]["code"]},
        }
        expected, mended = [], list(rows)
        for number in range(40):
            (reason, column), changes = list(kinds.items())[number % len(kinds)]
            if reason == "taken" and number >= len(kinds):
                # the same code twice in the file would be another fault
                (reason, column), changes = ("empty", "F"), {"applicant": ""}
            line = 100 + number * 7
            rows[line] = rows[line] | changes
            expected.append((line + 2, column, reason))
        self.assertGreaterEqual(len({(column, reason) for _line, column, reason in expected}), 12)
        record = self.load(rows)
        before = self.env["onestop.dossier"].search_count([])
        with freeze_time(local("2026-11-23")):
            record.action_check()
            self.assertEqual([(one.line, one.column, one.reason) for one in record.error_ids], expected)
            with self.assertRaisesRegex(UserError, "40 faults"):
                record.action_import()
        self.assertEqual(self.env["onestop.dossier"].search_count([]), before)
        good = self.load(mended)
        self.run_import(good)
        self.assertEqual((good.state, good.new_count), ("done", 5000))
        scope, filled = self.filled("ii06a-agency", self.october_2025())
        [row] = filled.rows
        online = sum(number % 3 == 0 for number in range(5000))
        self.assertEqual(
            [row.values[key] for key in ("taken", "online", "desk", "carried", "done", "early", "open")],
            [5000, online, 5000 - online, 0, 5000, 5000, 0],
        )
        self.assertOpens(scope, filled)
        again = self.load(mended)
        with freeze_time(local("2026-11-23")):
            again.action_check()
        self.assertEqual((again.error_count, again.new_count, again.known_count), (0, 0, 5000))

    def october_2025(self):
        return Meaning(date(2025, 10, 1), date(2025, 10, 31), date(2025, 10, 31))

    def test_every_status(self):
        none = {"settled": "", "returned": ""}
        rows = []
        for number, (state, word) in enumerate(history.STATUS_WORDS.items()):
            changes = {
                "returned": {},
                "ready": {"returned": ""},
                "withdrawn": {"returned": ""},
                "stopped": {"returned": ""},
            }.get(state, none)
            if state in ("submitted", "rejected"):
                changes = none | {"received": ""}
            rows.append(self.row(number, status=word, **changes))
        record = self.load(rows)
        self.run_import(record)
        self.assertEqual(record.state, "done", record.message)
        dossiers = self.env["onestop.dossier"].search([("history_import_id", "=", record.id)])
        self.assertEqual(Counter(dossiers.mapped("state")), Counter(list(history.STATUS_WORDS)))
        self.assertEqual(set(dossiers.mapped("origin")), {"migration"})
        # their trail begins with the import, and is whole
        self.assertEqual(set(dossiers.event_ids.mapped("action")), {"migrate"})
        self.env["onestop.trail.head"]._cron_sign()
        self.assertEqual(self.env["onestop.trail.check"]._audit(dossiers.ids).findings, [])
        self.assertEqual(len(dossiers.filtered("received_at").report_fact_ids), 8)
        # the open ones go on
        waiting = dossiers.filtered(lambda one: one.state == "supplement")
        self.do(waiting, "23/11", "resume")
        self.assertEqual(waiting.state, "processing")
        begun = dossiers.filtered(lambda one: one.state == "received")
        self.settle(begun, "24/11")
        self.assertEqual(begun.report_fact_ids.end, "granted")

    def test_missing_agencies_and_procedures_are_made_when_wanted(self):
        row = self.row(1, agency="H99.77", procedure="8.000001")
        record = self.load([row])
        with freeze_time(local("2026-11-23")):
            record.action_check()
        self.assertEqual(record.error_ids.mapped("reason"), ["unknown", "unknown"])
        made = self.load([row], create_missing=True, parent_id=self.province.id)
        self.run_import(made)
        self.assertEqual(made.state, "done", made.message)
        agency = self.env["onestop.agency"].search([("code", "=", "H99.77")])
        self.assertEqual(agency.parent_id, self.province)
        dossier = self.env["onestop.dossier"].search([("history_import_id", "=", made.id)])
        self.assertEqual((dossier.received_agency_id, dossier.procedure_id.code), (agency, "8.000001"))

    def test_what_was_taken_over_is_not_changed_by_another_file(self):
        self.run_import(self.load([self.row(1)]))
        other = self.load([self.row(1, applicant="Người Khác")])
        with freeze_time(local("2026-11-23")):
            other.action_check()
        self.assertEqual(other.error_ids.mapped("reason"), ["other"])

    def test_cancelled_before_it_begins(self):
        record = self.load([self.row(number) for number in range(300)])
        with freeze_time(local("2026-11-23")):
            record.action_import()
            self.assertEqual(record.state, "waiting")
            record.action_cancel()
            record._job_import()
        self.assertEqual(record.state, "cancelled")
        self.assertFalse(self.env["onestop.dossier"].search([("history_import_id", "=", record.id)]))

    def test_for_the_province_alone(self):
        with self.assertRaises(AccessError):
            self.load([self.row(1)], user=self.users["agency_admin"])
        record = self.load([self.row(1)])
        with self.assertRaises(AccessError):
            record.with_user(self.users["leader"]).action_check()

    def test_a_file_that_is_none(self):
        record = self.load([self.row(1)])
        record.file = base64.b64encode(b"PK\x03\x04")
        with self.assertRaisesRegex(UserError, "neither an Excel workbook"):
            record.action_check()
