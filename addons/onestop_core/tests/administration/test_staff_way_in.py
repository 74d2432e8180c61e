import base64
import re
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ...engine import staff_sheet
from ...models.administration.onestop_staff_way_in import FIRST_SIGN_IN_PATH
from ..common import OnestopCase, OnestopHttpCase
from .test_staff_accounts import ROW

PASSWORD = "bi-mat-cua-toi"


def refuse_mail(*_args, **_kwargs):
    raise MailDeliveryException("no server")


class WayInCase(OnestopCase):
    def new_account(self, name="Trần Thị Mới", **values):
        """The post that the dialog of one person makes."""
        form = Form(self.env["onestop.staff.account"].with_user(self.users["agency_admin"]))
        form.name = name
        form.agency_id = self.commune
        form.role_ids.add(self.env.ref("onestop_core.role_specialist"))
        for field, value in values.items():
            form[field] = value
        return (
            self.env["onestop.staff"]
            .with_user(self.users["agency_admin"])
            .browse(form.save().action_create_account()["res_id"])
        )

    def drawn(self, post):
        post.action_print_code()
        return post._first_code_sheet()["code"]


@tagged("post_install", "-at_install")
class TestStaffWayIn(WayInCase):
    """Whoever gets an account is told how to get in, and nobody else gets in by it."""

    def test_dialog_makes_account_and_post(self):
        post = self.new_account(title="Công chức Tư pháp – Hộ tịch")
        self.assertEqual((post.login, post.agency_id, post.in_force), ("moitt", self.commune, True))
        self.assertTrue(post.user_id._onestop_has_role(["specialist"], self.commune))
        self.assertIn("no way in yet", post.way_in)
        self.assertTrue(post.may_open_way)
        again = self.new_account()
        self.assertEqual(again.login, "moitt2")

    def test_dialog_refuses_what_the_workbook_refuses(self):
        self.new_account()
        self.assertRefused(UserError, "an account moitt already", self.new_account, login="moitt")
        self.assertRefused(UserError, "no account name", self.new_account, login="Có dấu")
        dialogs = self.env["onestop.staff.account"].with_user(self.users["agency_admin"])
        self.assertNotIn(self.commune_2, dialogs.new({}).agency_ids)
        role = self.env.ref("onestop_core.role_supervisor")
        dialog = dialogs.create(
            {"name": "A", "login": "xa.hai", "agency_id": self.commune.id, "role_ids": [(6, 0, role.ids)]}
        )
        self.assertRefused(UserError, "provincial administrator", dialog.action_create_account)
        dialog.write({"agency_id": self.commune_2.id})
        self.assertRefused(UserError, "not yours", dialog.action_create_account)
        with self.assertRaises(AccessError):
            self.env["onestop.staff.account"].with_user(self.users["leader"]).create({"name": "A"})

    def test_invited_by_mail(self):
        mails = self.env["mail.mail"].sudo()
        with patch.object(type(mails), "send") as send:
            post = self.new_account(email="moi@example.vn")
        self.assertTrue(send.called)
        self.assertIn("moi@example.vn", post.way_in)
        self.assertTrue(post.user_id.sudo().onestop_invited_at)

    def test_mail_that_does_not_leave_is_no_invitation(self):
        with patch.object(type(self.env["mail.mail"]), "send", refuse_mail):
            post = self.new_account(email="moi@example.vn")
            self.assertIn("no way in yet", post.way_in)
            self.assertRefused(UserError, "print a one-time code", post.action_invite)

    def test_code_is_on_paper_only(self):
        post = self.new_account()
        code = self.drawn(post)
        self.assertRegex(code, r"^(\w{4}-){2}\w{4}$")
        user = post.user_id.sudo()
        stored = user.read(["onestop_code_nonce"])[0]["onestop_code_nonce"]
        self.assertNotIn(code.replace("-", ""), stored.upper())
        html = (
            self.env["ir.actions.report"]
            .with_user(self.users["agency_admin"])
            ._render_qweb_html("onestop_core.report_first_code", post.ids)[0]
            .decode()
        )
        for word in (code, "moitt", "Trần Thị Mới", FIRST_SIGN_IN_PATH, "Chuyên"):
            self.assertIn(word, html)
        self.assertIn("One-time code printed by", "".join(post.sudo().message_ids.mapped("body")))
        self.assertIn("good until", post.way_in)

    def test_sheet_is_for_those_who_may_open_the_account(self):
        post = self.new_account()
        self.drawn(post)
        for role in ("leader", "supervisor", "specialist"):
            with self.subTest(role):
                stranger = post.with_user(self.users[role])
                self.assertRefused(AccessError, ".", stranger._first_code_sheet)
                self.assertRefused(AccessError, ".", stranger.action_print_code)
        self.assertRefused(AccessError, ".", post.with_user(self.users_2["leader"]).action_invite)

    def test_account_in_use_is_not_opened(self):
        post = self.env["onestop.staff"].search([("user_id", "=", self.users["leader"].id)])
        self.env["res.users.log"].with_user(self.users["leader"]).sudo().create({"create_uid": self.users["leader"].id})
        self.env.flush_all()
        self.env.invalidate_all()
        post = post.with_user(self.users["agency_admin"])
        self.assertFalse(post.may_open_way)
        self.assertRefused(AccessError, "signed in before", post.action_print_code)
        self.assertRefused(AccessError, "signed in before", post.action_invite)

    def test_a_new_code_and_time_end_the_old_one(self):
        users = self.env["res.users"]
        post = self.new_account()
        first = self.drawn(post)
        second = self.drawn(post)
        self.assertNotEqual(first, second)
        self.assertFalse(users._onestop_redeem("moitt", first, PASSWORD))
        self.assertFalse(users._onestop_redeem("nobody", second, PASSWORD))
        self.assertFalse(users._onestop_redeem("moitt", "", PASSWORD))
        post.user_id.sudo().onestop_code_until = fields.Datetime.now() - timedelta(minutes=1)
        self.assertFalse(users._onestop_redeem("moitt", second, PASSWORD))
        self.assertFalse(users._onestop_redeem("moitt", "-", PASSWORD), "no code is in force")
        third = self.drawn(post)
        self.assertTrue(users._onestop_redeem(" MOITT ", third.lower().replace("-", " "), PASSWORD))
        self.assertFalse(users._onestop_redeem("moitt", third, "another-password"))

    def test_import_says_who_has_no_way_in(self):
        rows = [replace(ROW, desk=""), replace(ROW, desk="", login="xamot.thu", email="thu@example.vn")]
        wizard = (
            self.env["onestop.staff.import"]
            .with_user(self.users["agency_admin"])
            .create({"file": base64.b64encode(staff_sheet.write(rows))})
        )
        with patch.object(type(self.env["mail.mail"]), "send"):
            wizard.action_apply()
        self.assertEqual(wizard.uninvited_count, 1)
        self.assertEqual(
            wizard.action_print_codes()["context"]["active_ids"], wizard._uninvited().onestop_staff_ids.ids
        )
        self.assertTrue(wizard._uninvited().sudo()._onestop_code())
        self.assertEqual(wizard.action_template()["type"], "ir.actions.act_url")


@tagged("post_install", "-at_install")
class TestFirstSignInHttp(WayInCase, OnestopHttpCase):
    def post_form(self, **values):
        page = self.url_open(FIRST_SIGN_IN_PATH)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
        return self.url_open(
            FIRST_SIGN_IN_PATH,
            {"csrf_token": token, "password": PASSWORD, "again": PASSWORD, **values},
            allow_redirects=False,
        )

    def setUp(self):
        super().setUp()
        self.env["onestop.rate.limit"].sudo().search([]).unlink()
        self.staff_post = self.new_account()
        self.code = self.drawn(self.staff_post)
        self.env.flush_all()

    def test_good(self):
        page = self.url_open(FIRST_SIGN_IN_PATH)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Đăng nhập lần đầu", page.text)
        self.assertNotIn("First sign-in", page.text)
        self.assertNotIn("<script", page.text)
        answer = self.post_form(login="moitt", code=self.code)
        self.assertEqual((answer.status_code, answer.headers["Location"].endswith("/odoo")), (303, True))
        self.assertEqual(
            self.url_open(
                "/web/session/get_session_info", data="{}", headers={"Content-Type": "application/json"}
            ).json()["result"]["uid"],
            self.staff_post.user_id.id,
        )

    def test_used_wrong_and_unknown_look_the_same(self):
        self.post_form(login="moitt", code=self.code)
        self.opener.cookies.clear()
        bodies = set()
        for login, code in (("moitt", self.code), ("moitt", "AAAA-BBBB-CCCC"), ("nobody", self.code)):
            answer = self.post_form(login=login, code=code)
            self.assertEqual(answer.status_code, 403)
            bodies.add(re.sub(r'value="[^"]*"', "", answer.text))
        self.assertEqual(len(bodies), 1)

    def test_passwords(self):
        for values in ({"password": "ngan", "again": "ngan"}, {"again": "khac-mat-khau"}):
            answer = self.post_form(login="moitt", code=self.code, **values)
            self.assertEqual(answer.status_code, 422)
        self.assertEqual(
            self.post_form(login="moitt", code=self.code).status_code, 303, "the code is not used up by them"
        )

    def test_tries_are_counted(self):
        for _time in range(5):
            self.assertEqual(self.post_form(login="moitt", code="AAAA-BBBB-CCCC").status_code, 403)
        answer = self.post_form(login="moitt", code=self.code)
        self.assertEqual(answer.status_code, 429)
        self.assertTrue(answer.headers["Retry-After"])

    @mute_logger("odoo.http")
    def test_foreign_page_cannot_send_it(self):
        answer = self.url_open(
            FIRST_SIGN_IN_PATH, {"login": "moitt", "code": self.code, "password": PASSWORD, "again": PASSWORD}
        )
        self.assertEqual(answer.status_code, 400)
