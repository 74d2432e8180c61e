from odoo.tests import freeze_time, tagged

from ..common import OnestopCase, local


@tagged("post_install", "-at_install")
class TestZone(OnestopCase):
    """Clerks work in the time of their agency."""

    def test_a_post_gives_the_zone(self):
        user = self.env["res.users"].create({"name": "Mới", "login": "moi.thu", "tz": False})
        self.env["onestop.staff"].create(
            {
                "user_id": user.id,
                "agency_id": self.commune.id,
                "role_ids": self.env.ref("onestop_core.role_cashier").ids,
            }
        )
        self.assertEqual(user.tz, "Asia/Ho_Chi_Minh")

    def test_first_login_from_a_computer_set_wrongly(self):
        user = self.users["cashier"]
        user.tz = "UTC"
        user.with_user(user)._update_last_login()
        self.assertEqual(user.tz, "Asia/Ho_Chi_Minh")
        # chosen afterwards, on purpose
        user.tz = "Asia/Tokyo"
        user.invalidate_recordset()
        user.with_user(user)._update_last_login()
        self.assertEqual(user.tz, "Asia/Tokyo")

    def test_the_first_day_of_a_version_is_the_agencys(self):
        """06:30 of New Year in Vietnam is the day before where the clerk's account lives."""
        version = self.procedure.current_version_id.copy(
            {"valid_from": "2027-01-01", "component_ids": [(5, 0, 0), (0, 0, {"name": "Giấy tờ mới"})]}
        )
        version.action_publish()
        self.users["receptionist"].tz = "UTC"
        with freeze_time(local("2027-01-01", "06:30")):
            dossier = self.receive()
            draft = dossier.create({"procedure_id": self.procedure.id, "applicant_name": "Nháp"})
        for record in (dossier, draft):
            self.assertEqual(record.version_id, version)
            self.assertEqual(record.document_ids.mapped("name"), ["Giấy tờ mới"])
        self.users["receptionist"].tz = "Pacific/Kiritimati"
        with freeze_time(local("2026-12-31", "23:30")):
            self.procedure._compute_current()
            self.assertNotEqual(self.receive().version_id, version)

    def test_today_is_the_agencys(self):
        agency = self.commune.with_user(self.users["specialist"])
        self.users["specialist"].tz = "America/Los_Angeles"
        with freeze_time("2026-12-31 17:30:00"):
            self.assertEqual(str(agency._today()), "2027-01-01")
            self.assertEqual(str(agency.browse()._today()), "2027-01-01")
            self.assertEqual(
                str(agency.browse().with_context(tz="UTC").with_user(self.env.ref("base.public_user"))._today()),
                "2027-01-01",
            )

    def test_a_post_begins_on_the_agencys_day(self):
        self.users["agency_admin"].tz = "UTC"
        with freeze_time("2026-12-31 17:30:00"):
            staff = self.env["onestop.staff"].with_user(self.users["agency_admin"])
            self.assertEqual(str(staff.default_get(["valid_from"])["valid_from"]), "2027-01-01")

    def test_early_is_a_day_before_by_the_agencys_calendar(self):
        """Done at 16:00 and due the next morning at 07:30: one day in UTC, two where the agency is."""
        with freeze_time(local("2026-11-23")):
            dossier = self.receive()
        dossier.task_id.sudo().write({"done_at": local("2026-11-23", "16:00"), "due_at": local("2026-11-24", "06:59")})
        self.assertEqual(dossier.task_id.timeliness, "early")
