from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import OnestopHttpCase, local
from odoo.tests import tagged

from .common import ReportsCase


@tagged("post_install", "-at_install")
class TestButtons(ReportsCase, OnestopHttpCase):
    """Every button is pressed once, and what it leads to is there."""

    def test_files(self):
        self.take("05/10")
        leader = self.users["leader"]
        self.authenticate(leader.login, leader.login)
        with freeze_time(local("2026-11-03")):
            view = (
                self.env["onestop.report.view"]
                .with_user(leader)
                .create({"agency_id": self.commune.id, "period": "last_month"})
            )
            book = (
                self.env["onestop.register.book"].with_user(leader).create({"agency_id": self.commune.id, "year": 2026})
            )
        self.assertEqual((view.date_from.isoformat(), view.date_to.isoformat()), ("2026-10-01", "2026-10-31"))
        actions = [
            view.action_xlsx(),
            view.action_pdf(),
            view.action_csv(),
            view.action_json(),
            book.action_xlsx(),
            book.action_pdf(),
        ]
        for action in actions:
            self.assertEqual(action["type"], "ir.actions.act_url")
            self.assertEqual(self.url_open(action["url"]).status_code, 200, action["url"])

    def test_a_closed_report(self):
        user = self.make_staff("specialist", self.commune, "_closer")
        user.onestop_staff_ids.role_ids = self.env.ref("onestop_reports.role_report_closer")
        self.take("05/10")
        with freeze_time(local("2026-11-03")):
            view = (
                self.env["onestop.report.view"]
                .with_user(user)
                .create({"agency_id": self.commune.id, "period": "last_month"})
            )
            closing = self.env["onestop.report.closing"].with_user(user).browse(view.action_close()["res_id"])
        self.authenticate(user.login, user.login)
        for action in (closing.action_xlsx(), closing.action_pdf()):
            self.assertEqual(self.url_open(action["url"]).status_code, 200, action["url"])
        self.assertEqual(closing.table["rows"][-1]["cells"][2]["text"], "1")

    def test_periods(self):
        view = self.env["onestop.report.view"].with_user(self.users["leader"])
        with freeze_time(local("2026-02-10")):
            for period, days in {
                "this_month": ("2026-02-01", "2026-02-28", "2026-02-10"),
                "last_month": ("2026-01-01", "2026-01-31", "2026-01-31"),
                "this_quarter": ("2026-01-01", "2026-03-31", "2026-02-10"),
                "last_quarter": ("2025-10-01", "2025-12-31", "2025-12-31"),
                "this_year": ("2026-01-01", "2026-12-31", "2026-02-10"),
                "last_year": ("2025-01-01", "2025-12-31", "2025-12-31"),
            }.items():
                made = view.create({"agency_id": self.commune.id, "period": period})
                self.assertEqual(tuple(str(made[name]) for name in ("date_from", "date_to", "cut_off")), days, period)

    def test_figures_and_dossiers_are_opened(self):
        dossier = self.take("05/10")
        leader = self.users["leader"]
        with freeze_time(local("2026-11-03")):
            view = (
                self.env["onestop.report.view"]
                .with_user(leader)
                .create({"agency_id": self.commune.id, "period": "last_month"})
            )
            action = view.open_cell(view.id, str(self.commune.id), "hstn")
        fact = self.env[action["res_model"]].with_user(leader).search(action["domain"])
        self.assertEqual(fact.action_open_dossier()["res_id"], dossier.id)
        other = self.make_procedure("9.000009", "Chưa phân mức")
        odd = self.take("06/10", other)
        with freeze_time(local("2026-11-03")):
            view.invalidate_recordset()
            action = view.open_difference(view.id, str(self.commune.id), 0)
        self.assertEqual(self.env[action["res_model"]].with_user(leader).search(action["domain"]).dossier_id, odd)

    def test_import(self):
        record = self.env["onestop.history.import"].with_user(self.manager).create({"file": "AAAA"})
        self.assertEqual(record.action_template()["url"], "/onestop_reports/history-template.xlsx")
        self.assertEqual(record.action_open_dossiers()["domain"], [("history_import_id", "=", record.id)])
        self.authenticate("test_leader", "test_leader")
        self.assertEqual(self.url_open("/onestop_reports/history-template.xlsx").status_code, 404)
        self.authenticate("admin", "admin")
        self.assertTrue(self.url_open("/onestop_reports/history-template.xlsx").content.startswith(b"PK"))
