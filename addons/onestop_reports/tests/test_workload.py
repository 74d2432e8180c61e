from freezegun import freeze_time
from odoo.addons.onestop_core.tests.administration.config_check_case import ConfigCheckCase
from odoo.addons.onestop_core.tests.common import local
from odoo.tests import tagged

from .common import ReportsCase


@tagged("post_install", "-at_install")
class TestWorkload(ReportsCase):
    def test_who_has_what_and_who_was_late(self):
        first, second = self.take("05/10"), self.take("05/10")
        with freeze_time(local("2026-10-06")):
            (first | second).act("forward")
            self.env.flush_all()
        self.settle(first, "20/10")
        with freeze_time(local("2026-10-21")):
            tasks = (
                self.env["onestop.report.task"]
                .with_user(self.users["leader"])
                .search([("dossier_id", "in", (first | second).ids)])
            )
            running = tasks.filtered("is_open")
            self.assertEqual(running.dossier_id, second)
            self.assertTrue(running.is_late)
            self.assertEqual(running.taken_on.isoformat(), "2026-10-06")
            self.assertAlmostEqual(running.days, 15, places=1)
            # both desks in time, the specialist of the first late
            done = tasks.filtered(lambda one: not one.is_open and one.dossier_id == first)
            self.assertIn(True, done.mapped("is_late"))
            [(count, late)] = (
                self.env["onestop.report.task"]
                .with_user(self.users["leader"])
                ._read_group(
                    [("dossier_id", "in", (first | second).ids), ("is_open", "=", True)],
                    [],
                    ["open_count:sum", "late_count:sum"],
                )
            )
            self.assertEqual((count, late), (1, 1))


@tagged("post_install", "-at_install")
class TestReportsConfigCheck(ConfigCheckCase):
    def test_what_would_leave_reports_incomplete(self):
        role = self.env.ref("onestop_reports.role_report_closer")
        posts = self.env["onestop.staff"].search([("role_ids", "in", role.ids)])
        posts.unlink()
        self.assertFound(self.findings(), "warning", role, "Nobody may close")
        self.commune.staff_ids[:1].role_ids += role
        self.assertNotFound(self.findings(), "Nobody may close")
        with freeze_time(local("2026-11-23")):
            dossier = self.env["onestop.dossier"].create(
                {
                    "procedure_id": self.procedure.id,
                    "applicant_name": "A",
                    "applicant_address": "B",
                    "received_agency_id": self.commune.id,
                }
            )
            dossier.document_ids.handed_in = True
            dossier.act("receive")
        self.assertFound(self.findings(), "warning", self.procedure, "9.000001")
        schedule = (
            self.env["onestop.report.schedule"]
            .sudo()
            .create(
                {
                    "form_id": self.env.ref("onestop_reports.form_monitoring").id,
                    "agency_id": self.commune.id,
                    "failure": "Thư hỏng",
                }
            )
        )
        self.assertFound(self.findings(), "warning", schedule, "Thư hỏng")
