from io import BytesIO

from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.tests import tagged
from openpyxl import load_workbook

from .common import ReportsCase


@tagged("post_install", "-at_install")
class TestReportFile(ReportsCase, OnestopHttpCase):
    def view(self, user):
        return (
            self.env["onestop.report.view"]
            .with_user(user)
            .create(
                {"form_id": self.env.ref("onestop_reports.form_monitoring").id, "agency_id": self.commune.id,
                 "period": "other", "date_from": "2026-10-01", "date_to": "2026-10-31", "cut_off": "2026-10-31"}
            )
        )  # fmt: skip

    def test_the_file_holds_what_the_screen_shows(self):
        self.take("05/10")
        leader = self.users["leader"]
        view = self.view(leader)
        shown = view.table["rows"][0]["cells"]
        self.authenticate(leader.login, leader.login)
        for kind, begin in (("xlsx", b"PK"), ("pdf", b"%PDF-"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")):
            answer = self.url_open(f"/onestop_reports/view/{view.id}.{kind}")
            self.assertEqual(answer.status_code, 200, kind)
            self.assertTrue(answer.content.startswith(begin), kind)
            self.assertIn(f"monitoring_H99.11_20261001-20261031.{kind}", answer.headers["Content-Disposition"])
            if kind == "xlsx":
                sheet = load_workbook(BytesIO(answer.content), data_only=True).active
                [line] = [row for row in sheet.iter_rows(values_only=True) if row[1] == "Xã Một"]
                said = [
                    "" if value is None else f"{value:g}" if isinstance(value, float) else str(value) for value in line
                ]
                self.assertEqual(said, [cell["text"] for cell in shown])

    def test_another_s_report_is_none(self):
        view = self.view(self.users["leader"])
        other = self.users_2["leader"]
        self.authenticate(other.login, other.login)
        for address in (f"/onestop_reports/view/{view.id}.xlsx", "/onestop_reports/view/999999.xlsx"):
            self.assertEqual(self.url_open(address).status_code, 404)
        for address in ("/onestop_reports/closing/999999.pdf",):
            self.assertEqual(self.url_open(address).status_code, 404)

    def test_nobody_without_an_account(self):
        view = self.view(self.users["leader"])
        self.assertIn("/web/login", self.url_open(f"/onestop_reports/view/{view.id}.xlsx").url)
