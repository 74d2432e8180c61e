from io import BytesIO

from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.exceptions import UserError
from odoo.tests import tagged
from openpyxl import load_workbook

from ..models.showing import onestop_register_page
from .common import ReportsCase


@tagged("post_install", "-at_install")
class TestRegister(ReportsCase, OnestopHttpCase):
    def book(self, user=None, **vals):
        return (
            self.env["onestop.register.book"]
            .with_user(user or self.users["leader"])
            .create({"agency_id": self.commune.id, "year": 2026, **vals})
        )

    def setUp(self):
        super().setUp()
        self.dossiers = [self.take("05/10") for _number in range(14)]
        self.settle(self.dossiers[0], "07/10")

    def test_a_volume_and_the_next(self):
        book = self.book(volume_size=10)
        self.assertEqual((book.first, book.last, book.row_count), (1, 10, 10))
        book.volume = 2
        # the numbers run on
        self.assertEqual((book.first, book.last, book.row_count), (11, 14, 4))

    def test_the_workbook_has_the_rows_of_the_printed_register(self):
        """The same as core prints, row by row."""
        book = self.book()
        sheet = load_workbook(BytesIO(book._file("xlsx"))).active
        rows = [list(row) for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
        self.assertEqual(len(rows), 14)
        for row, dossier in zip(rows, self.dossiers, strict=True):
            printed = dossier._register_row()
            said = [str(value or "") for value in row]
            said[3] = f"{row[3]:02d}"
            self.assertEqual(said, [str(value or "") for value in printed.values()])

    def test_each_page_can_be_verified(self):
        self.assertTrue(self.book()._file("pdf").startswith(b"%PDF-"))
        first, second = self.env["onestop.register.page"].search([("agency_id", "=", self.commune.id)]).sorted("number")
        self.assertEqual([(one.first, one.last, one.row_count) for one in (first, second)], [(1, 10, 10), (11, 14, 4)])
        address = first._address().removeprefix(first.get_base_url())
        answer = self.url_open(address)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Các dòng còn nguyên như khi in", answer.text)
        self.assertNotIn("Nguyễn Thị Thử", answer.text)
        self.do(self.dossiers[0], "08/10", "return_result")
        answer = self.url_open(address)
        self.assertIn("đã có nội dung mới", answer.text)
        self.assertIn("1.", answer.text)
        # another mark, another page, nonsense: all alike
        for other in (
            f"{first.id}-{'0' * 20}",
            f"{first.id + 10**6}-{first.hash[:20]}",
            "x",
            f"{first.id}-{first.hash}",
        ):
            answer = self.url_open(f"/dich-vu-cong/so-theo-doi/{other}")
            self.assertEqual(answer.status_code, 404, other)

    def test_a_long_volume_is_made_by_a_job(self):
        leader = self.users["leader"]
        self.patch(onestop_register_page, "AT_ONCE", {"pdf": 5, "xlsx": 5})
        self.patch(onestop_register_page, "LAID_OUT", 1)
        exports = self.env["onestop.report.export"].with_user(leader)
        for kind, begin in (("xlsx", b"PK"), ("pdf", b"%PDF-")):
            export = exports.browse(self.book().with_user(leader)._make(kind)["res_id"])
            self.assertEqual((export.state, export.row_count), ("waiting", 14))
            with self.assertRaisesRegex(UserError, "not ready"):
                export.action_download()
            export.sudo()._job_make()
            self.assertEqual((export.state, export.progress), ("done", 100), export.message)
            self.authenticate(leader.login, leader.login)
            answer = self.url_open(export.action_download()["url"])
            self.assertTrue(answer.content.startswith(begin))
            other = self.users["specialist"]
            self.authenticate(other.login, other.login)
            self.assertEqual(self.url_open(f"/onestop_reports/export/{export.id}").status_code, 404)
        export = exports.browse(self.book().with_user(leader)._make("pdf")["res_id"])
        export.action_cancel()
        export.sudo()._job_make()
        self.assertEqual(export.state, "cancelled")
        done = exports.search([("state", "=", "done")])
        done.sudo().kept_until = "2020-01-01"
        # as the nightly cleaning does it
        self.env["onestop.report.export"]._gc_files()
        self.assertFalse(done.exists())

    def test_whose_it_is(self):
        book = self.book(user=self.users_2["leader"])
        with self.assertRaisesRegex(UserError, "not yours"):
            book._file("pdf")
        self.authenticate("test_leader", "test_leader")
        self.assertEqual(self.url_open(f"/onestop_reports/register/{book.id}.pdf").status_code, 404)
        own = self.book()
        self.assertEqual(self.url_open(f"/onestop_reports/register/{own.id}.xlsx").status_code, 200)

    def test_too_often(self):
        codes = [self.url_open("/dich-vu-cong/so-theo-doi/x").status_code for _time in range(32)]
        self.assertEqual(codes[-1], 429)
