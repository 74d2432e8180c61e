import csv
from collections import Counter

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_open

from ..demo import stories
from ..engine import codes, identity, transitions
from ..models.administration.onestop_config_check import AREAS


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    """The demo data keeps what the product promises; it was made by the product's own methods."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.province = cls.env.ref("onestop_core.agency_hanam")
        cls.dossiers = cls.env["onestop.dossier"].search([("received_agency_id", "child_of", cls.province.id)])
        cls.received = cls.dossiers.filtered("received_at")

    maxDiff = None
    # what the machine has or has not, and not the data
    OUTSIDE = {"file"}
    # a module that brings an area of its own shows an open problem there
    OWN = {code for code, _label in AREAS} - OUTSIDE

    def complaints(self):
        # what other tests keep ready in the database is not the demo's
        self.env["onestop.procedure"].search([("sector_id.name", "=", "Hộ tịch thử")]).active = False
        self.env["onestop.staff"].search([("agency_id.code", "=like", "H99%")]).unlink()
        self.env["onestop.desk"].search([("agency_id.code", "=like", "H99%")]).valid_to = "2020-01-01"
        manager = self.env["res.users"].search([("login", "=", "hanam.quantri")])
        check = self.env["onestop.config.check"].with_user(manager)
        check.action_check()
        return [f"{one.severity} {one.message}" for one in check.search([]) if one.area in self.OWN]

    def test_its_own_configuration_check_has_no_complaint(self):
        """Three tiers, as in the pilot of 2019."""
        self.assertEqual(self.env["onestop.agency.level"]._tiers(), "three")
        self.assertEqual(self.complaints(), [])

    def test_the_other_world_is_a_press_away(self):
        """Two tiers: the draft is applied, and the profile chosen. Nothing is left that contradicts the world."""
        reorganisation = self.env.ref("onestop_core.reorganisation_two_tiers")
        reorganisation.action_apply()
        self.assertEqual(reorganisation.state, "applied")
        self.env["onestop.agency.level"]._choose_tiers("two")
        self.env["onestop.staff"]._cron_sync_groups()
        self.assertEqual(self.complaints(), [])
        commune = self.env.ref("onestop_core.agency_kha_phong")
        self.assertEqual(
            (self.province.name, self.province.place, self.province.company_id.name, commune.name, commune.address),
            (
                "Ủy ban nhân dân tỉnh Ninh Bình",
                "Ninh Bình",
                "Ủy ban nhân dân tỉnh Ninh Bình",
                "Ủy ban nhân dân xã Khả Phong",
                "Xã Khả Phong, tỉnh Ninh Bình",
            ),
        )

    def test_every_state_is_shown(self):
        planned = Counter()
        for _desk, state, _timing, number, _quick in stories.PLAN:
            planned[state] += number
        self.assertEqual(set(planned), set(transitions.STATES))
        self.assertGreaterEqual(len(self.dossiers), sum(planned.values()))
        self.assertEqual(set(self.dossiers.mapped("state")), set(transitions.STATES))

    def test_codes_tell_agency_and_day(self):
        self.assertTrue(self.received)
        for dossier in self.received:
            parsed = codes.parse_code(dossier.code)
            self.assertEqual(parsed.agency_code, dossier.received_agency_id.code)
            self.assertEqual(parsed.day, dossier._local(dossier.received_at).date())

    def test_dates_follow_each_other(self):
        for dossier in self.received:
            with self.subTest(dossier.code):
                self.assertLessEqual(dossier.received_at, dossier.clock_start_at)
                self.assertLess(dossier.clock_start_at, dossier.due_at)
                for earlier, later in (("received_at", "ready_at"), ("ready_at", "returned_at")):
                    if dossier[later]:
                        self.assertLessEqual(dossier[earlier], dossier[later])
                moments = dossier.event_ids.mapped("at")
                self.assertEqual(moments, sorted(moments))
                self.assertEqual(dossier.event_ids[-1].state_to or dossier.state, dossier.state)
                self.assertEqual(bool(dossier.closed_at), dossier.is_closed)

    def test_received_on_working_days(self):
        for dossier in self.received:
            self.assertTrue(dossier._work_calendar().is_working_day(dossier._local(dossier.received_at).date()))

    def test_open_dossiers_are_held(self):
        for dossier in self.received.filtered(lambda one: not one.is_closed and one.state != "ready"):
            self.assertEqual(dossier.task_ids.filtered(lambda task: task.state == "open"), dossier.task_id)
            self.assertTrue(dossier.task_id)
        for dossier in self.dossiers.filtered("is_closed"):
            self.assertFalse(dossier.task_id)

    def test_people_are_well_formed(self):
        for dossier in self.dossiers:
            with self.subTest(dossier.display_name):
                number = dossier.applicant_identity
                if dossier.applicant_kind == "organisation":
                    doubts = identity.check_tax_number(number)
                else:
                    doubts = identity.check_identity_number(number, dossier.applicant_birth_date, dossier.applicant_sex)
                self.assertFalse(doubts)

    def test_logins(self):
        with file_open("onestop_core/demo/logins.csv", "r") as file:
            rows = list(csv.DictReader(file))
        manager = self.env.ref("onestop_core.group_manager")
        for row in rows:
            with self.subTest(row["login"]):
                user = self.env["res.users"].search([("login", "=", row["login"])])
                self.assertEqual(user.name, row["name"])
                self.assertEqual((user.lang, user.tz), ("vi_VN", "Asia/Ho_Chi_Minh"))
                self.assertIn(row["agency"], user.onestop_staff_ids.agency_id.mapped("name"))
        roles = self.env["onestop.staff"].search([("user_id.login", "in", [row["login"] for row in rows])]).role_ids
        # a module that brings roles has logins of its own
        own = self.env["ir.model.data"].search([("module", "=", "onestop_core"), ("model", "=", "onestop.role")])
        self.assertEqual(set(roles.ids), set(own.mapped("res_id")))
        self.assertTrue(manager.user_ids.filtered(lambda user: user.login == "hanam.quantri"))
        # one password for all, so one is enough to check: hashing is slow
        user = self.env["res.users"].search([("login", "=", rows[0]["login"])])
        user.with_user(user)._check_credentials(
            {"type": "password", "login": user.login, "password": rows[0]["password"]}, {"interactive": False}
        )

    def test_catalogue(self):
        procedure = self.env.ref("onestop_core.procedure_1_001193")
        self.assertEqual(procedure.name, "Đăng ký khai sinh")
        self.assertEqual(len(procedure.current_version_id.case_ids), 3)
        old = self.env.ref("onestop_core.procedure_1_001640")
        self.assertEqual(old.replaced_by_id, procedure)
        permit = self.env.ref("onestop_core.procedure_1_013225")
        self.assertEqual(permit.version_ids.sorted("valid_from").mapped("number"), [1, 2])
        for one in self.env["onestop.procedure"].search([("note", "!=", False)]):
            self.assertIn("cần kiểm tra: ", one.note)
