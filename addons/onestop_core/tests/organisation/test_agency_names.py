from odoo.tests import freeze_time, tagged
from odoo.tools.safe_eval import safe_eval

from ..common import MONDAY, OnestopCase, OnestopHttpCase, local


@tagged("post_install", "-at_install")
class TestAgencyNames(OnestopCase):
    """Two agencies of one name are told apart wherever one is chosen or read; one's own stand first."""

    def setUp(self):
        super().setUp()
        self.enterContext(freeze_time(local(MONDAY)))

    def namesake(self, **values):
        return self.commune.copy({"name": "Xã Một", "code": "H99.99", **values})

    def test_a_name_of_its_own_stands_alone(self):
        self.assertEqual(self.commune.display_name, "Xã Một")

    def test_by_the_agency_above(self):
        other = self.namesake(parent_id=self.department.id)
        self.assertEqual(self.commune.display_name, "Xã Một (Tỉnh Thử)")
        self.assertEqual(other.display_name, "Xã Một (Sở Thử)")

    def test_by_the_code_below_the_same_agency(self):
        other = self.namesake()
        self.assertEqual((self.commune.display_name, other.display_name), ("Xã Một (H99.11)", "Xã Một (H99.99)"))

    def test_an_ended_one_says_so_and_takes_no_new_post(self):
        self.commune.valid_to = "2026-11-22"
        other = self.namesake(valid_to=False)
        self.assertRegex(self.commune.display_name, r"^Xã Một \(H99\.11, until .*2026.*\)$")
        found = dict(self.env["onestop.agency"].name_search("xa mot"))
        self.assertEqual(found[other.id], other.display_name)
        self.assertEqual(found[self.commune.id], self.commune.display_name)
        domain = safe_eval(self.env["onestop.staff"]._fields["agency_id"].domain, {"valid_from": MONDAY})
        offered = self.env["onestop.agency"].search([*domain, ("name", "=", "Xã Một")])
        self.assertEqual(offered, other)

    def test_a_new_name_is_known_at_once(self):
        self.commune_2.name = "Xã Một"
        self.env.invalidate_all()
        self.assertIn("H99.11", self.commune.display_name)
        self.commune_2.name = "Xã Hai"
        self.env.invalidate_all()
        self.assertEqual(self.commune.display_name, "Xã Một")

    def test_own_agencies_stand_first(self):
        admin = self.users["agency_admin"]
        agencies = self.env["onestop.agency"].with_user(admin)
        found = [identifier for identifier, _name in agencies.name_search("", limit=3)]
        self.assertEqual(found[0], self.commune.id)
        self.assertEqual(len(found), 3)
        self.assertEqual(len(set(found)), 3)
        self.assertEqual(agencies.search([("is_own", "=", True)]), self.commune)
        self.assertFalse(self.commune_2.with_user(admin).is_own)
        posts = self.env["onestop.staff"].with_user(admin).search([("agency_id.is_own", "=", True)])
        self.assertEqual(posts.agency_id, self.commune)


@tagged("post_install", "-at_install")
class TestRenamedProcedure(OnestopCase):
    """A procedure that was renamed keeps its old name on old dossiers."""

    def test_old_dossiers_keep_the_old_name(self):
        with freeze_time(local(MONDAY)):
            old = self.receive()
            version = self.procedure.current_version_id
            version.copy({"name": "Tên mới", "valid_from": "2026-11-24", "valid_to": False}).action_publish()
        with freeze_time(local("2026-11-24")):
            self.env["onestop.procedure"]._cron_current_version()
            self.env.invalidate_all()
            new = self.receive()
            self.assertEqual(self.procedure.display_name, "9.000001 Tên mới")
            self.assertEqual(old.procedure_title, "9.000001 Thủ tục ba ngày")
            self.assertEqual(new.procedure_title, "9.000001 Tên mới")
            listed = old.search_read([("id", "=", old.id)], ["procedure_title"])
            self.assertEqual(listed[0]["procedure_title"], "9.000001 Thủ tục ba ngày")


@tagged("post_install", "-at_install")
class TestAgencyBarHttp(OnestopHttpCase):
    def test_the_session_knows_the_own_agencies(self):
        self.authenticate("test_receptionist", "test_receptionist")
        answer = self.url_open("/web/session/get_session_info", data="{}", headers={"Content-Type": "application/json"})
        self.assertEqual(answer.json()["result"]["onestop_agencies"], ["Xã Một"])
