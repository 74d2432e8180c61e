import base64
from dataclasses import replace

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ...engine import staff_sheet
from ..common import UNINVITED, OnestopCase


@tagged("post_install", "-at_install")
class TestStaffGiving(OnestopCase):
    """Posts are given by the rights before the change, never to oneself, and by two where it matters."""

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.admin = cls.users["agency_admin"]
        cls.second = cls.make_staff("agency_admin", cls.commune, "_second")
        cls.person = new_test_user(cls.env, "test_newcomer", groups="base.group_user", context=UNINVITED)
        return result

    def role(self, *codes):
        return self.env["onestop.role"].search([("code", "in", codes)])

    def vals(self, *codes, agency=None, user=None):
        return {
            "user_id": (user or self.person).id,
            "agency_id": (agency or self.commune).id,
            "role_ids": [Command.set(self.role(*codes).ids)],
            "valid_from": "2020-01-01",
        }

    def posts(self, user):
        return self.env["onestop.staff"].with_user(user)

    def test_nobody_gives_themselves_a_post(self):
        """As it was found: an agency's administrator became leader of the province, with cold caches."""
        self.env.registry.clear_cache()
        posts = self.posts(self.admin)
        for agency in (self.province, self.commune):
            vals = self.vals("leader", agency=agency, user=self.admin)
            self.assertRefused(AccessError, "own posts|not yours", posts.create, vals)
            by_default = posts.with_context(**{f"default_{name}": value for name, value in vals.items()})
            self.env.registry.clear_cache()
            self.assertRefused(AccessError, "own posts|not yours", by_default.create, {"valid_from": "2020-01-01"})
        own = posts.search([("user_id", "=", self.admin.id)])
        self.assertRefused(AccessError, "own posts", own.write, {"role_ids": [Command.link(self.role("leader").id)]})
        self.assertRefused(AccessError, "own posts", own.write, {"agency_id": self.province.id})
        self.assertRefused(AccessError, ".*", own.copy, {"agency_id": self.province.id})
        self.assertRefused(AccessError, ".*", own.unlink)

    def test_only_at_the_own_agencies(self):
        posts = self.posts(self.admin)
        self.assertRefused(AccessError, "not yours", posts.create, self.vals("specialist", agency=self.commune_2))
        there = self.env["onestop.staff"].search([("user_id", "=", self.users_2["specialist"].id)])
        self.assertRefused(AccessError, "not yours", there.with_user(self.admin).write, {"agency_id": self.commune.id})
        here = self.env["onestop.staff"].search([("user_id", "=", self.users["specialist"].id)])
        self.assertRefused(AccessError, "not yours", here.with_user(self.admin).write, {"agency_id": self.commune_2.id})

    def test_a_role_says_which_roles_it_gives(self):
        posts = self.posts(self.admin)
        self.assertRefused(AccessError, "provincial administrator", posts.create, self.vals("supervisor"))
        post = posts.create(self.vals("specialist"))
        self.assertTrue(post.in_force)
        self.assertTrue(self.person._onestop_has_role(["specialist"], self.commune))
        self.assertRefused(
            AccessError,
            "provincial administrator",
            post.write,
            {"role_ids": [Command.link(self.role("supervisor").id)]},
        )

    def test_what_decides_waits_for_a_second_person(self):
        post = self.posts(self.admin).create(self.vals("leader"))
        self.assertEqual((post.in_force, post.awaits_confirmation, post.given_by_id), (False, True, self.admin))
        self.assertEqual(post.given_by_ids, self.admin)
        self.assertFalse(self.person._onestop_has_role(["leader"], self.commune))
        self.assertFalse(self.person.has_group("onestop_core.group_leader"))
        self.assertFalse(post.may_confirm)
        self.assertRefused(AccessError, "second administrator", post.action_confirm)
        self.assertRefused(AccessError, ".*", post.with_user(self.person).action_confirm)
        self.assertRefused(AccessError, "not yours", post.with_user(self.users_2["leader"]).action_confirm)
        self.assertRefused(AccessError, "by the system", post.write, {"awaits_confirmation": False})
        post.with_user(self.second).action_confirm()
        self.assertTrue(self.person._onestop_has_role(["leader"], self.commune))
        self.assertTrue(self.person.has_group("onestop_core.group_leader"))
        self.assertEqual(post.confirmed_by_id, self.second)

    def test_who_gave_a_part_of_it_confirms_none_of_it(self):
        post = self.posts(self.admin).create(self.vals("leader"))
        post.with_user(self.second).write({"role_ids": [Command.link(self.role("agency_admin").id)]})
        self.assertEqual(post.given_by_ids, self.admin | self.second)
        for giver in (self.admin, self.second):
            self.assertRefused(AccessError, "second administrator", post.with_user(giver).action_confirm)
        post.with_user(self.manager).action_confirm()
        self.assertTrue(post.in_force)

    def test_many_are_confirmed_at_once(self):
        other = new_test_user(self.env, "test_newcomer_2", groups="base.group_user", context=UNINVITED)
        posts = self.posts(self.manager).create([self.vals("leader"), self.vals("supervisor", user=other)])
        self.assertEqual(posts.mapped("awaits_confirmation"), [True, True])
        self.assertRefused(AccessError, "provincial administrator", posts.with_user(self.second).action_confirm)
        self.assertEqual(posts.mapped("awaits_confirmation"), [True, True])
        posts[0].with_user(self.second).action_confirm()
        self.assertEqual(posts.mapped("awaits_confirmation"), [False, True])

    def test_a_longer_or_a_wider_post_is_confirmed_again(self):
        post = self.env["onestop.staff"].search([("user_id", "=", self.users["leader"].id)])
        acting = post.with_user(self.admin)
        acting.write({"valid_to": "2030-12-31"})
        self.assertFalse(post.awaits_confirmation)
        acting.write({"valid_to": "2031-12-31"})
        self.assertTrue(post.awaits_confirmation)
        acting.with_user(self.second).action_confirm()
        acting.write({"role_ids": [Command.link(self.role("cashier").id)]})
        self.assertFalse(post.awaits_confirmation)
        acting.write({"role_ids": [Command.link(self.role("agency_admin").id)]})
        self.assertTrue(post.awaits_confirmation)

    def test_a_post_with_open_tasks_is_not_deleted(self):
        dossier = self.receive()
        dossier.act("forward", user_id=self.users["specialist"].id)
        post = self.env["onestop.staff"].search([("user_id", "=", self.users["specialist"].id)])
        self.assertRefused(UserError, "still holds dossiers", post.with_user(self.manager).unlink)

    # ------------------------------------------------------------------ the person behind the post

    def sheet(self, user, *rows):
        wizard = self.env["onestop.staff.import"].with_user(user)
        return wizard.create({"file": base64.b64encode(staff_sheet.write(rows))})

    def test_the_workbook_does_not_touch_the_sign_in_of_a_stranger(self):
        """As it was found: a supervisor of the province got a local post by a workbook, and with it a new e-mail."""
        supervisor = self.make_staff("supervisor", self.province, "_above")
        supervisor.email = "giamsat@tinh.vn"
        row = staff_sheet.StaffRow(
            login=supervisor.login, name="Kẻ Gian", title="", agency_code="H99.11", desk="", roles=("specialist",),
            valid_from=None, valid_to=None, email="kegian@vidu.vn", phone="0900000000",
        )  # fmt: skip
        wizard = self.sheet(self.admin, row)
        wizard.action_check()
        self.assertEqual(wizard.line_ids.kind, "error")
        self.assertIn("administrator of all the person's posts", wizard.line_ids.text)
        self.assertRefused(UserError, "lines are wrong", wizard.action_apply)
        self.assertEqual(supervisor.email, "giamsat@tinh.vn")
        # the post alone is the agency's to give
        only_post = replace(row, name=supervisor.name, email="", phone="")
        self.sheet(self.admin, only_post).action_apply()
        self.assertTrue(supervisor._onestop_has_role(["specialist"], self.commune))
        self.assertEqual(supervisor.email, "giamsat@tinh.vn")
        # and the post that it now holds opens no way either
        self.assertRefused(UserError, "lines are wrong", self.sheet(self.admin, row).action_apply)

    def test_who_administers_all_posts_changes_and_the_old_address_is_told(self):
        specialist = self.users["specialist"]
        specialist.email = "cu@xa.vn"
        row = self.env["onestop.staff"].search([("user_id", "=", specialist.id)])._as_rows()[0]
        before = self.env["mail.mail"].search([])
        wizard = self.sheet(self.admin, replace(row, email="moi@xa.vn"))
        wizard.action_check()
        self.assertIn("cu@xa.vn → moi@xa.vn", wizard.line_ids.text)
        wizard.action_apply()
        self.assertEqual(specialist.email, "moi@xa.vn")
        self.assertIn("cu@xa.vn", (self.env["mail.mail"].search([]) - before).mapped("email_to"))

    def test_the_workbook_gives_nothing_that_the_form_does_not(self):
        row = staff_sheet.StaffRow(
            login=self.admin.login, name=self.admin.name, title="", agency_code="H99.11", desk="", roles=("leader",),
            valid_from=None, valid_to=None, email="", phone="",
        )  # fmt: skip
        for rows, words in (
            ((row,), "own posts"),
            ((replace(row, login="test_newcomer", name=self.person.name, roles=("supervisor",)),), "provincial"),
        ):
            wizard = self.sheet(self.admin, *rows)
            wizard.action_check()
            self.assertIn(words, wizard.line_ids.text)
            self.assertRefused(UserError, "lines are wrong", wizard.action_apply)
        self.sheet(self.admin, replace(row, login="test_newcomer", name=self.person.name)).action_apply()
        post = self.env["onestop.staff"].search([("user_id", "=", self.person.id)])
        self.assertTrue(post.awaits_confirmation)
