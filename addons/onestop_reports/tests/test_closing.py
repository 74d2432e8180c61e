from io import BytesIO

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from openpyxl import load_workbook

from ..engine import table as engine
from .common import ReportsCase, day


@tagged("post_install", "-at_install")
class TestClosing(ReportsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.closer = cls.make_closer(cls.province, "")
        cls.form = cls.env.ref("onestop_reports.form_ii06a_agency")

    @classmethod
    def make_closer(cls, agency, suffix):
        user = cls.make_staff("specialist", agency, f"_closer{suffix}")
        user.onestop_staff_ids.role_ids = cls.env.ref("onestop_reports.role_report_closer")
        return user

    def setUp(self):
        super().setUp()
        self.late = self.take("05/10")
        self.settle(self.late, "20/10")
        self.open = self.take("20/10", agency=self.commune_2)

    def close(self, user=None, agency=None, when="2026-11-05"):
        with freeze_time(local(when)):
            view = (
                self.env["onestop.report.view"]
                .with_user(user or self.closer)
                .create(
                    {"form_id": self.form.id, "agency_id": (agency or self.province).id, "period": "other",
                     "date_from": day("01/10"), "date_to": day("31/10"), "cut_off": day("31/10")}
                )
            )  # fmt: skip
            action = view.action_close()
        return self.env["onestop.report.closing"].with_user(user or self.closer).browse(action["res_id"])

    def forget_and_enter(self):
        """A paper dossier of October that was forgotten: it comes into the books afterwards."""
        forgotten = self.take("12/10", channel="online")
        self.settle(forgotten, "14/10")
        return forgotten

    def cells(self, closing):
        filled, _record = closing._state()
        return {
            row.key: {key: engine.words(value) for key, value in row.values.items()}
            for row in [*filled.rows, filled.total]
        }

    def test_what_was_sent_stays(self):
        closing = self.close()
        before = self.cells(closing)
        self.assertEqual(before["total"]["taken"], "2")
        self.assertEqual(before["total"]["late"], "1")
        self.forget_and_enter()
        self.assertEqual(self.cells(closing), before)
        # the dossiers behind it, too
        action = closing.open_cell(closing.id, "total", "taken")
        found = self.env[action["res_model"]].with_user(self.closer).search(action["domain"])
        self.assertEqual(found.dossier_id, self.late | self.open)

    def test_live_is_what_was_sent_and_its_corrections(self):
        closing = self.close()
        sent, sent_record = closing._state()
        forgotten = self.forget_and_enter()
        with freeze_time(local("2026-11-10")):
            closing._correct("Bỏ sót một hồ sơ giấy")
        _scope, live = self.filled("ii06a-agency", self.meaning())
        [correction] = closing.correction_ids
        for row in [*live.rows, live.total]:
            for column in _scope.table.columns:
                if column.is_text:
                    continue
                change = [one for one in correction.changes if (one["row"], one["column"]) == (row.key, column.key)]
                old = sent.row(row.key).values[column.key]
                with self.subTest(row=row.label, column=column.key):
                    moved = sum(len(one["came"]) - len(one["left"]) for one in change)
                    is_figure = column.key in _scope.table.figures()
                    if is_figure and row.key != "total":
                        self.assertEqual(old + moved, row.values[column.key])
                        ids = set(sent_record[column.key].get(row.key, ()))
                        for one in change:
                            ids = (ids | set(one["came"])) - set(one["left"])
                        self.assertEqual(len(ids), row.values[column.key])
                    self.assertEqual(self.cells(closing)[row.key][column.key], engine.words(row.values[column.key]))
        came = {tuple(one["came"]) for one in correction.changes if one["came"]}
        self.assertEqual(came, {(forgotten.id,)})
        with self.assertRaisesRegex(UserError, "Nothing has changed"):
            closing._correct("Nữa")

    def test_the_reprint_says_what_was_corrected(self):
        closing = self.close()
        printed = self.env["onestop.report.table"]._file(closing._document(), "json").decode()
        self.assertNotIn("ĐÍNH CHÍNH", printed)
        self.forget_and_enter()
        with freeze_time(local("2026-11-10")):
            closing._correct("Bỏ sót một hồ sơ giấy")
        tables = self.env["onestop.report.table"]
        texts = [
            str(cell.value)
            for row in load_workbook(BytesIO(tables._file(closing._document(), "xlsx"))).active.iter_rows()
            for cell in row
            if cell.value
        ]
        self.assertIn("BẢN ĐÍNH CHÍNH lần 1", texts)
        self.assertTrue(any("Bỏ sót một hồ sơ giấy" in text and "2 → 3" in text for text in texts))
        self.assertTrue(tables._file(closing._document(), "pdf").startswith(b"%PDF-"))

    def test_every_figure_opens_what_was_counted(self):
        closing = self.close()
        filled, _record = closing._state()
        scope = closing._scope()
        for row in [*filled.rows, filled.total]:
            for column in scope.table.columns:
                if column.is_text:
                    continue
                action = closing.open_cell(closing.id, row.key, column.key)
                with self.subTest(row=row.label, column=column.key):
                    found = self.env[action["res_model"]].with_user(self.closer).search_count(action["domain"])
                    self.assertEqual(found, row.values[column.key])

    def test_the_screen_reads_it_as_it_is(self):
        """The web client asks for sizes instead of the content of binary fields."""
        closing = self.close()
        [read] = closing.with_context(bin_size=True).web_read({"table": {}, "hash": {}})
        self.assertEqual(read["table"]["rows"][-1]["cells"][2]["text"], "2")
        self.forget_and_enter()
        with freeze_time(local("2026-11-10")):
            closing._correct("Bỏ sót")
        [read] = closing.with_context(bin_size=True).web_read({"table": {}})
        self.assertEqual(read["table"]["rows"][-1]["cells"][2]["text"], "3")

    def test_who_closes_is_a_role_of_its_own(self):
        for user in (self.users["leader"], self.users["supervisor"], self.province_leader, self.manager):
            with self.assertRaises(AccessError):
                self.close(user=user, agency=self.commune if user in self.users.values() else self.province)
        below = self.make_closer(self.commune, "_below")
        closing = self.close(user=below, agency=self.commune)
        self.assertEqual(self.cells(closing)["total"]["taken"], "1")
        with self.assertRaises(AccessError):
            self.close(user=below, agency=self.commune_2)
        with self.assertRaises(AccessError):
            closing.with_user(self.users["leader"])._correct("Sai")

    def test_a_period_is_closed_once_and_not_before_its_end(self):
        with self.assertRaisesRegex(UserError, "not come yet"):
            self.close(when="2026-10-30")
        self.close()
        with self.assertRaisesRegex(UserError, "closed already"):
            self.close()

    @mute_logger("odoo.sql_db")
    def test_nobody_changes_or_deletes_it(self):
        closing = self.close()
        for user in (self.closer, self.manager):
            with self.assertRaises(AccessError):
                closing.with_user(user).write({"name": "X"})
            with self.assertRaises(AccessError):
                closing.with_user(user).unlink()
        with self.assertRaises(AccessError):
            closing.sudo().write({"name": "X"})

    def test_the_dialog(self):
        closing = self.close()
        self.assertEqual(closing.action_compare()["tag"], "display_notification")
        self.forget_and_enter()
        with freeze_time(local("2026-11-10")):
            wizard = (
                self.env["onestop.report.correction.wizard"]
                .with_user(self.closer)
                .browse(closing.action_compare()["res_id"])
            )
            self.assertIn(("Xã Một", "1", "2"), [(one.label, one.old, one.new) for one in wizard.line_ids])
            with self.assertRaisesRegex(UserError, "reason"):
                wizard.action_confirm()
            wizard.reason = "Bỏ sót"
            wizard.action_confirm()
        self.assertEqual(closing.correction_count, 1)
        self.assertIn("1 → 2", closing.correction_ids.changes_text)

    def test_everybody_below_the_top_reads_their_own_alone(self):
        closing = self.close()
        self.assertTrue(closing.with_user(self.province_leader).has_access("read"))
        self.assertFalse(closing.with_user(self.users["leader"]).has_access("read"))
