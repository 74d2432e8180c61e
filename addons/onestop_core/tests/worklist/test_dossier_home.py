from freezegun import freeze_time
from odoo.tests import tagged

from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestDossierHome(OnestopCase):
    """The home page: each role sees its own sections, and every figure equals the list that it opens."""

    def home(self, user):
        return self.env["onestop.dossier"].with_user(user).home_data()

    def section(self, user, key):
        return next(section for section in self.home(user)["sections"] if section["key"] == key)

    def count(self, user, section, key):
        return next(figure["count"] for figure in self.section(user, section)["figures"] if figure["key"] == key)

    def assertFiguresMatch(self, user):
        """What a figure or a cell says is what its list shows."""
        dossiers = self.env["onestop.dossier"].with_user(user)
        for section in self.home(user)["sections"]:
            cells = [cell for row in section.get("table", {}).get("rows", ()) for cell in row["cells"]]
            for figure in [*section.get("figures", ()), *cells]:
                records = dossiers.env[figure.get("model", dossiers._name)]
                self.assertEqual(figure["count"], records.search_count(figure["domain"]), (section["key"], figure))

    def test_sections_by_role(self):
        expected = {
            "receptionist": ["desk", "work"],
            "postal_clerk": ["desk", "work"],
            "specialist": ["work"],
            "leader": ["work", "people"],
            "cashier": ["payment"],
            "supervisor": ["agencies"],
            "agency_admin": ["agencies"],
        }
        # modules add sections of their own
        own = set().union(*expected.values())
        for role, keys in expected.items():
            data = self.home(self.users[role])
            self.assertEqual([section["key"] for section in data["sections"] if section["key"] in own], keys, role)
            self.assertEqual(data["may_enter"], role in ("receptionist", "postal_clerk"), role)

    def test_roles_in_the_heading(self):
        self.assertEqual(self.home(self.users["leader"])["posts"], [{"agency": "Xã Một", "roles": ["Leader"]}])
        admin = self.users["agency_admin"]
        self.assertEqual(self.home(admin)["posts"][0]["roles"], ["Agency Administrator"])
        admin.group_ids |= self.env.ref("onestop_core.group_manager")
        self.assertEqual(self.home(admin)["posts"][0]["roles"], ["Provincial Administrator"])

    def test_menus_by_role(self):
        """Nobody is offered a list that cannot hold anything of theirs."""
        menus = {
            name: self.env.ref(f"onestop_core.onestop_{name}_menu")
            for name in ("dossier_worklist", "dossier_inbox", "dossier_return", "dossier_payment", "rating", "dossier")
        }
        work, desk = ["dossier_worklist"], ["dossier_inbox", "dossier_return"]
        expected = {
            "receptionist": [*work, *desk],
            "postal_clerk": [*work, *desk],
            "specialist": work,
            "leader": [*work, *desk, "rating"],
            "cashier": ["dossier_payment"],
            "supervisor": ["rating"],
            "agency_admin": [],
        }
        users = {**self.users, "manager": self.manager}
        for role, names in {**expected, "manager": ["rating"]}.items():
            visible = self.env["ir.ui.menu"].with_user(users[role])._visible_menu_ids()
            with self.subTest(role):
                self.assertEqual([name for name, menu in menus.items() if menu.id in visible], [*names, "dossier"])

    def test_figures_follow_the_dossier(self):
        receptionist, specialist, leader = (self.users[role] for role in ("receptionist", "specialist", "leader"))
        with freeze_time(local(MONDAY)):
            dossier = self.receive()
            self.assertEqual(self.count(receptionist, "desk", "received_today"), 1)
            self.assertEqual(self.count(receptionist, "work", "mine"), 1)
            dossier.act("forward")
            self.assertEqual(self.count(receptionist, "work", "mine"), 0)
            self.assertEqual([row["code"] for row in self.section(specialist, "work")["work"]], [dossier.code])
            self.as_role(dossier, "specialist").act("forward", user_id=leader.id)
            self.assertEqual(self.count(leader, "work", "approval"), 1)
            for user in self.users.values():
                self.assertFiguresMatch(user)
        with freeze_time(local("2026-12-07")):
            total, person = self.section(leader, "people")["table"]["rows"]
            self.assertEqual([cell["count"] for cell in total["cells"]], [1, 1, 0])
            self.assertEqual(person["key"], leader.id)
            self.assertFiguresMatch(leader)
            self.as_role(dossier, "leader").act("approve")
            self.assertEqual(self.count(leader, "work", "mine_late"), 0)
            self.assertEqual(self.count(receptionist, "desk", "ready"), 1)

    def test_mine_leaves_out_what_a_colleague_holds(self):
        colleague = self.make_staff("specialist", self.commune, "_colleague")
        dossier = self.receive()
        dossier.act("forward", user_id=colleague.id)
        mine = self.env["onestop.dossier"].search_count
        self.assertEqual(self.count(self.users["specialist"], "work", "mine"), 0)
        self.assertEqual(self.count(colleague, "work", "mine"), 1)
        self.assertFalse(self.as_role(dossier, "specialist").is_mine)
        self.assertTrue(dossier.with_user(colleague).is_mine)
        self.assertEqual(mine([("is_mine", "=", True)]), 0, "the superuser has no post")

    def test_look_up(self):
        dossier = self.receive()
        look_up = self.env["onestop.dossier"].with_user(self.users["receptionist"]).home_look_up
        self.assertEqual(look_up(f" {dossier.code.lower()} "), dossier.ids)
        self.assertEqual(look_up(dossier.code[-6:]), dossier.ids)
        self.assertEqual(look_up(f"https://example.vn/tra-cuu/{dossier.code}"), dossier.ids)
        self.assertEqual(look_up(f"https://example.vn/tra-cuu?code={dossier.code}"), dossier.ids)
        self.assertEqual(look_up(""), [])
        self.assertEqual(look_up("H99.99-000000-0000"), [])
        foreign = self.env["onestop.dossier"].with_user(self.users_2["receptionist"])
        self.assertEqual(foreign.home_look_up(dossier.code), [])

    def test_one_call_few_queries(self):
        self.receive()
        leader = self.users["leader"]
        self.home(leader)
        self.env.invalidate_all()
        # 16 of the core, three figures of the reports, three of the portal, one of the post
        with self.assertQueryCount(23):
            self.home(leader)
