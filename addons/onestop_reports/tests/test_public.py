from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import OnestopHttpCase, local
from odoo.tests import tagged

from .common import ReportsCase


@tagged("post_install", "-at_install")
class TestPublicFigures(ReportsCase, OnestopHttpCase):
    def test_the_page(self):
        for number in range(12):
            self.settle(self.take("05/10"), "06/10" if number else "20/10")
        self.settle(self.take("05/10", agency=self.commune_2), "06/10")
        # the demo data has an agency at the top, too
        self.env["onestop.agency"].search([("parent_id", "=", False)]).filtered(
            lambda one: one != self.province
        ).child_ids.parent_id = self.province
        with freeze_time(local("2026-11-03")):
            self.env["onestop.report.public"]._cron_make()
            self.env["onestop.report.public"]._cron_make()
        self.assertEqual(self.env["onestop.report.public"].search_count([]), 1)
        answer = self.url_open("/dich-vu-cong/so-lieu")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Xã Một", answer.text)
        # 11 of 12
        self.assertIn("91,7%", answer.text)
        # one dossier is not told
        self.assertNotIn("Xã Hai", answer.text)
        self.assertIn("<svg", answer.text)
        self.assertNotIn("<script", answer.text)
        self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])

    def test_before_the_first_night(self):
        self.env["onestop.report.public"].search([]).unlink()
        self.assertIn("Chưa có số liệu", self.url_open("/dich-vu-cong/so-lieu").text)

    def test_home(self):
        with freeze_time(local("2026-10-20")):
            self.take("20/10")
            sections = self.env["onestop.dossier"].with_user(self.users["leader"]).home_data()["sections"]
            [section] = [one for one in sections if one["key"] == "reports"]
            counts = {one["key"]: one["count"] for one in section["figures"]}
            self.assertEqual(counts, {"month_new": 1, "month_done": 0, "month_late": 0})
            sections = self.env["onestop.dossier"].with_user(self.users["receptionist"]).home_data()["sections"]
            self.assertNotIn("reports", [one["key"] for one in sections])
