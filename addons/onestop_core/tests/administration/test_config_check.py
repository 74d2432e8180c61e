from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .config_check_case import ConfigCheckCase


@tagged("post_install", "-at_install")
class TestConfigCheck(ConfigCheckCase):
    """What is missing is said in words, to those who can mend it, with the way to the record."""

    def end_post(self, user):
        self.env["onestop.staff"].search([("user_id", "=", user.id)]).valid_to = "2020-12-31"

    def test_commune_with_all_its_staff_is_complete(self):
        # of what other add-ons ask for, such as receipts, their own tests speak
        self.assertNotFound(self.findings().filtered(lambda one: one.area == "staff"), "Xã Một has no")

    def test_step_without_staff(self):
        self.end_post(self.users["specialist"])
        findings = self.findings()
        self.assertFound(findings, "error", self.commune, "Xã Một", "Specialist", "Appraisal", "for example of 9.00000")
        self.assertNotFound(findings, "Xã Hai", "Specialist")

    def test_leader_above_can_stand_in(self):
        self.end_post(self.users["leader"])
        self.assertFound(self.findings(), "warning", self.commune, "Leader", "agency above")

    def test_a_province_that_has_ended(self):
        self.assertNotFound(self.findings(), "which is part of")
        self.department.name = "Sở Xây dựng tỉnh Hà Nam"
        self.env["onestop.agency.level"]._choose_tiers("two")
        self.assertFound(self.findings(), "warning", self.department, "Hà Nam", "Ninh Bình", "01/07/2025")
        # a database that shows the time before names its provinces
        self.env["onestop.agency.level"]._choose_tiers("three")
        self.assertNotFound(self.findings(), "which is part of")

    def test_post_of_deactivated_account(self):
        user = self.users["specialist"]
        user.active = False
        post = self.env["onestop.staff"].search([("user_id", "=", user.id)])
        findings = self.findings()
        self.assertFound(findings, "warning", post, "deactivated", "Xã Một")
        self.assertFound(findings, "error", self.commune, "Specialist")

    def test_procedure_without_process(self):
        self.env["onestop.process"].search([("is_default", "=", True)]).is_default = False
        self.assertFound(self.findings(), "error", self.procedure, "no process")

    def test_procedure_with_archived_process(self):
        process = (
            self.env["onestop.process"].search([("is_default", "=", True)]).copy({"is_default": False, "name": "Cũ"})
        )
        self.procedure.process_id = process
        process.active = False
        self.assertFound(self.findings(), "error", self.procedure, "archived")

    def test_a_time_limit_that_nobody_knows(self):
        channel = self.procedure.current_version_id.channel_ids[:1]
        channel.write({"duration": 0, "duration_unit": "none", "duration_text": "3 Khác"})
        self.assertFound(self.findings(), "warning", self.procedure, "not known yet")
        channel.no_limit = True
        self.assertNotFound(self.findings(), "not known yet")

    def test_procedure_without_channel(self):
        self.procedure.current_version_id.channel_ids.unlink()
        self.assertFound(self.findings(), "error", self.procedure, "no channel")

    def test_procedure_without_published_version(self):
        draft = self.env["onestop.procedure"].create({"code": "9.000009", "sector_id": self.sector.id})
        self.assertFound(self.findings(), "warning", draft, "no published version")

    def test_process_that_settles_nothing_or_shares_unevenly(self):
        process = self.env["onestop.process"].create(
            {
                "name": "Dở dang",
                "step_ids": [
                    Command.create(
                        {
                            "name": "Tiếp nhận",
                            "role_id": self.env.ref("onestop_core.role_receptionist").id,
                            "time_share": 30,
                        }
                    )
                ],
            }
        )
        findings = self.findings()
        self.assertFound(findings, "error", process, "settles")
        self.assertFound(findings, "warning", process, "30 %")

    def test_step_above_where_nothing_stands_above(self):
        self.env["onestop.desk"].create({"name": "Một cửa tỉnh", "agency_id": self.province.id})
        process = self.env["onestop.process"].create(
            {
                "name": "Liên thông lên trên",
                "step_ids": [
                    Command.create(
                        {
                            "name": "Trình cấp trên",
                            "role_id": self.env.ref("onestop_core.role_leader").id,
                            "agency_mode": "parent",
                            "time_share": 100,
                            "can_approve": True,
                        }
                    )
                ],
            }
        )
        self.procedure.process_id = process
        self.assertFound(self.findings(), "error", process, "Trình cấp trên", "nothing stands above", "Tỉnh Thử")

    def test_ended_agency_with_open_dossier(self):
        self.receive()
        self.commune.write({"valid_to": "2026-01-01", "successor_id": self.commune_2.id})
        findings = self.findings()
        self.assertFound(findings, "error", self.commune, "open dossiers", "Xã Hai")
        posts = self.env["onestop.staff"].search([("agency_id", "=", self.commune.id)])
        self.assertFound(findings, "warning", posts, "has ended", "posts")

    def test_agency_below_an_ended_one(self):
        self.province.valid_to = "2026-01-01"
        self.assertFound(self.findings(), "error", self.commune, "below", "Tỉnh Thử")

    def test_level_that_has_ended(self):
        level = self.env.ref("onestop_core.level_district")
        level.valid_to = "2025-06-30"
        district = self.env["onestop.agency"].create(
            {"name": "Huyện Thử", "code": "H99.9", "level_id": level.id, "parent_id": self.province.id}
        )
        self.assertFound(self.findings(), "warning", district, level.name)

    def test_receptionist_without_a_desk(self):
        self.assertFound(self.findings(), "warning", self.commune_2, "no one-stop desk")
        self.assertNotFound(self.findings(), "Xã Một", "no one-stop desk")

    def test_working_hours(self):
        lone = self.env["onestop.agency"].create(
            {"name": "Tỉnh Không Giờ", "code": "H98", "level_id": self.env.ref("onestop_core.level_province").id}
        )
        below = self.env["onestop.agency"].create(
            {
                "name": "Xã Không Giờ",
                "code": "H98.1",
                "level_id": self.env.ref("onestop_core.level_commune").id,
                "parent_id": lone.id,
            }
        )
        empty = self.env["resource.calendar"].create(
            {"name": "Trống", "attendance_ids": [Command.clear()], "company_id": False}
        )
        self.commune.calendar_id = empty
        findings = self.findings()
        self.assertFound(findings, "warning", lone, "company")
        self.assertNotFound(findings, below.name, "company")
        self.assertFound(findings, "error", empty, "no day on which work is done")

    def test_year_without_holidays(self):
        self.env["onestop.calendar.day"].search([]).unlink()
        findings = self.findings().filtered(lambda f: f.area == "calendar" and "public holiday" in f.message)
        self.assertIn("1_error", findings.mapped("severity"))
        self.assertEqual(findings[0].action_open()["res_model"], "onestop.calendar.day")
        self.env["onestop.calendar.day"]._generate_holidays(range(2020, 2040))
        self.assertNotFound(self.findings(), "public holiday")

    def test_files_that_nobody_examines(self):
        self.assertFound(self.findings(), "warning", self.env["onestop.dossier.file"], "No virus scanner")
        self.env["ir.config_parameter"].set_param("onestop_core.clamd_host", "127.0.0.1")
        self.assertNotFound(self.findings(), "virus scanner")

    def test_each_finding_leads_to_its_record_or_offers_no_way(self):
        self.end_post(self.users["specialist"])
        findings = self.findings()
        self.assertTrue(findings.filtered("can_open"))
        for finding in findings:
            with self.subTest(finding.message):
                if not finding.can_open:
                    self.assertRefused(UserError, "nothing here", finding.action_open)
                    continue
                action = finding.action_open()
                records = self.env[action["res_model"]].with_user(self.manager)
                if action.get("xml_id"):
                    self.assertEqual(action["xml_id"], finding.opens)
                elif action.get("res_id"):
                    self.assertEqual(finding.res_ids, [action["res_id"]])
                    self.assertTrue(records.browse(action["res_id"]).display_name)
                else:
                    self.assertEqual(records.search_count(action["domain"]), len(finding.res_ids))

    def test_way_is_offered_to_those_who_can_go_it(self):
        scanner = self.findings().filtered(lambda one: "virus scanner" in one.message)
        self.assertFalse(scanner.can_open, "the settings are the system administrator's")
        self.manager.group_ids |= self.env.ref("base.group_system")
        scanner.invalidate_recordset()
        self.assertTrue(scanner.can_open)
        self.assertEqual(scanner.action_open()["res_model"], "res.config.settings")

    def test_what_is_mended_meanwhile_is_not_offered(self):
        draft = self.env["onestop.procedure"].create({"code": "9.000009", "sector_id": self.sector.id})
        finding = self.findings().filtered(lambda one: one.res_ids == draft.ids)
        draft.unlink()
        finding.invalidate_recordset()
        self.assertFalse(finding.can_open)

    def test_checked_again_as_the_button_does(self):
        self.end_post(self.users["specialist"])
        self.findings()
        check = self.env["onestop.config.check"].with_user(self.manager)
        for ids in ([], check.search([]).ids):
            action = call_kw(check, "action_check", [ids], {"context": {"lang": "vi_VN"}})
            self.assertEqual(action["res_model"], "onestop.config.check")
        self.assertIn("không có", " ".join(check.search([]).mapped("message")))

    def test_findings_are_those_of_the_user(self):
        self.end_post(self.users["specialist"])
        theirs = self.findings()
        other = self.findings(self.users["agency_admin"])
        self.assertTrue(theirs.exists() and other)
        self.assertEqual(self.env["onestop.config.check"].with_user(self.manager).search([]), theirs)
        with self.assertRaises(AccessError):
            theirs.with_user(self.users["agency_admin"]).read(["message"])

    def test_agency_administrator_is_shown_own_agencies_only(self):
        self.end_post(self.users["specialist"])
        self.end_post(self.users_2["specialist"])
        self.procedure.current_version_id.channel_ids.unlink()
        findings = self.findings(self.users["agency_admin"])
        self.assertFound(findings, "error", self.commune, "Specialist")
        self.assertNotFound(findings, "Xã Hai")
        self.assertNotFound(findings, "no channel")

    def test_a_second_check_replaces_the_first(self):
        self.end_post(self.users["specialist"])
        first = self.findings()
        second = self.findings()
        self.assertFalse(first.exists())
        self.assertTrue(second)

    def test_clerks_may_not_check(self):
        with self.assertRaises(AccessError):
            self.env["onestop.config.check"].with_user(self.users["receptionist"]).action_check()
