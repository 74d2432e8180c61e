import base64

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ...engine.carrier import Told
from ..postal_case import PostalCase

HEAD = "Số hiệu bưu gửi;Mã trạng thái;Thời gian;Khối lượng\n"
CODES = (("3", False, "accepted"), ("5", False, "out"), ("7", False, "delivered"), ("7", "between", "returned"))


@tagged("post_install", "-at_install")
class TestStatement(PostalCase):
    """A carrier's list of waybills as a file: what each said is kept, read twice it counts once, and an older one overwrites nothing."""

    def setUp(self):
        super().setUp()
        self.carrier = self.env["onestop.postal.carrier"].create(
            {
                "name": "Bưu điện Thử", "contract": "HĐ 1", "office_ids": [(6, 0, self.office.ids)],
                "code_ids": [(0, 0, {"code": code, "direction": way, "step": step}) for code, way, step in CODES],
            }
        )  # fmt: skip
        self.item = self.accept()

    def take(self, *rows, user=None, head=HEAD, name="bangke.csv"):
        text = head + "".join(";".join(map(str, row)) + "\n" for row in rows)
        wizard = (
            self.env["onestop.postal.statement.import"]
            .with_user(user or self.clerk)
            .create(
                {"carrier_id": self.carrier.id, "filename": name, "file": base64.b64encode(text.encode("utf-8-sig"))}
            )
        )
        action = wizard.action_read()
        self.env.invalidate_all()
        return self.env[action["res_model"]].with_user(user or self.clerk).browse(action["res_id"])

    def row(self, code, clock, item=None, weight=""):
        return ((item or self.item).name, code, f"23/11/2026 {clock}:00", weight)

    def test_where_a_waybill_stands_follows_from_what_was_told(self):
        statement = self.take(self.row("3", "09:00", weight=80), self.row("5", "10:30"))
        waybill = self.item.waybill_ids
        self.assertEqual((waybill.number, waybill.step), (self.item.name, "out"))
        self.assertEqual((statement.row_count, statement.new_count, statement.unknown_count), (2, 2, 0))
        self.assertEqual(statement.line_ids.mapped("waybill_id"), waybill)
        self.assertEqual(f"{waybill.step_at}", "2026-11-23 03:30:00")
        # a carrier's word moves no paper
        self.assertEqual((self.item.state, self.item.dossier_id.state), ("accepted", "submitted"))
        self.assertEqual({self.holder(paper) for paper in self.item.paper_ids}, {f"office:{self.office.id}"})

    def test_an_older_list_never_overwrites_a_newer_one(self):
        self.take(self.row("3", "09:00"), self.row("5", "10:30"), name="moi.csv")
        older = self.take(self.row("3", "09:00"), name="cu.csv")
        self.assertEqual((self.item.waybill_ids.step, older.new_count), ("out", 0))
        self.assertEqual(len(self.item.waybill_ids.event_ids), 2)
        self.assertEqual(older.line_ids.code, "3", "what that file said stays to be seen")
        # and the other way round it is the same
        other = self.accept(applicant_name="Trần Văn Hai")
        self.take(self.row("3", "09:00", other), name="cu2.csv")
        self.take(self.row("5", "10:30", other), self.row("3", "09:00", other), name="moi2.csv")
        self.assertEqual((other.waybill_ids.step, len(other.waybill_ids.event_ids)), ("out", 2))

    def test_the_same_file_again_is_the_same_statement(self):
        rows = (self.row("3", "09:00"), self.row("3", "09:00"))
        first, again = self.take(*rows), self.take(*rows)
        self.assertEqual(first, again)
        self.assertEqual((len(first.line_ids), len(self.item.waybill_ids.event_ids)), (2, 1))
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            first.sudo().copy()

    def test_a_code_means_something_by_direction_and_an_unknown_one_nothing(self):
        self.take(self.row("3", "09:00"), self.row("100", "10:00"))
        waybill = self.item.waybill_ids
        self.assertEqual((waybill.step, waybill.event_ids.filtered("unclear").code), ("accepted", "100"))
        self.assertEqual(waybill.difference_ids.mapped("kind"), ["unknown_code"])
        self.take(self.row("7", "11:00"), name="b.csv")
        self.assertEqual(waybill.step, "delivered")
        self.item.sudo().direction = "between"
        self.carrier._stand_anew()
        self.assertEqual(waybill.step, "returned")

    def test_what_we_do_not_know_has_a_name(self):
        statement = self.take(("EM999", "3", "23/11/2026 09:00:00", ""), self.row("3", "09:00", weight=240))
        self.assertEqual((statement.unknown_count, statement.row_count), (1, 2))
        found = self.env["onestop.postal.difference"].search([("carrier_id", "=", self.carrier.id)])
        self.assertEqual(sorted(found.mapped("kind")), ["unknown_waybill", "weight"])
        self.assertEqual(self.item.weight, 80)
        # what is about no packet of ours is in sight of whoever reads the carrier's lists
        differences = self.env["onestop.postal.difference"].with_user(self.clerk)
        self.assertEqual(differences.search([("id", "in", found.ids)]), found)
        lines = self.env["onestop.postal.statement.line"].with_user(self.clerk)
        self.assertEqual(lines.search_count([("statement_id", "=", statement.id)]), 2)

    def test_read_again_it_counts_for_a_waybill_that_was_unknown(self):
        rows = (("EM999", "3", "23/11/2026 09:00:00", 80), ("EM998", "3", "23/11/2026 09:00:00", 80))
        statement = self.take(*rows)
        self.assertEqual((statement.unknown_count, statement.new_count), (2, 0))
        waybill = self.env["onestop.postal.waybill"].create(
            {"shipment_id": self.item.id, "carrier_id": self.carrier.id, "state": "sent", "number": "EM999"}
        )
        for _time in range(2):
            self.assertEqual(self.take(*rows), statement)
            self.assertEqual((waybill.step, len(waybill.event_ids)), ("accepted", 1))
            self.assertEqual((statement.unknown_count, statement.new_count), (1, 1))
            self.assertEqual(statement.line_ids.mapped("waybill_id"), waybill)
        # another list that says the same tells nothing new
        self.assertEqual(self.take(rows[0], name="b.csv").new_count, 0)

    def test_many_unknown_waybills_cost_no_more_queries_than_one(self):
        def queries(letter, count):
            told = [Told(f"{letter}{n}", f"{letter}{n}", "3", fields.Datetime.now(), None) for n in range(count)]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.carrier._take(told)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries("X", 1)
        self.assertEqual(queries("Y", 40), queries("Z", 1))
        found = self.env["onestop.postal.difference"].search([("carrier_id", "=", self.carrier.id)])
        self.assertEqual((len(found), set(found.mapped("kind"))), (42, {"unknown_waybill"}))

    def test_another_layout_or_an_unreadable_row_stores_nothing(self):
        for head, rows, words in (
            ("Waybill;Status;When\n", [("1", "2", "3")], "Số hiệu bưu gửi"),
            (HEAD, [self.row("3", "09:00"), (self.item.name, "5", "hôm qua", "")], "line 3"),
            (HEAD, [], "has no row"),
        ):
            with self.subTest(words):
                self.assertRefused(UserError, words, self.take, *rows, head=head)
        self.assertFalse(self.item.waybill_ids)
        self.carrier.write({"list_waybill": "Waybill", "list_code": "Status", "list_time": "When"})
        self.assertEqual(
            self.take((self.item.name, "3", "23/11/2026 09:00:00"), head="Waybill;Status;When\n").row_count, 1
        )

    def test_whose_it_is_not(self):
        for user in (self.users["receptionist"], self.users["leader"], self.users_2["receptionist"]):
            with self.assertRaises(AccessError):
                self.take(self.row("3", "09:00"), user=user)
            statements = self.env["onestop.postal.statement"].with_user(user)
            with self.assertRaises(AccessError):
                statements._take_file(self.carrier.with_user(user), "x", b"x")
        statement = self.take(self.row("3", "09:00"))
        hidden = self.env["onestop.postal.statement"].with_user(self.users_2["receptionist"])
        self.assertFalse(hidden.search([("id", "=", statement.id)]))
        lines = self.env["onestop.postal.statement.line"]
        self.assertFalse(lines.with_user(self.users_2["receptionist"]).search([("statement_id", "=", statement.id)]))
        self.assertTrue(lines.with_user(self.users["receptionist"]).search([("statement_id", "=", statement.id)]))
        self.assertRefused(UserError, "kept", statement.sudo().unlink)
        with self.assertRaises(AccessError):
            statement.line_ids.write({"code": "7"})
