import base64
import hashlib
import hmac
import struct
import time
from unittest.mock import patch

from lxml import html
from odoo.exceptions import AccessDenied, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.onestop_settings import OnestopSettings
from ..common import OnestopHttpCase
from .config_check_case import ConfigCheckCase

ENROLMENT = "/web/login/second-factor"
MUTED = ("odoo.addons.base.models.res_users", "odoo.addons.auth_totp.models.res_users")


def code_of(secret, moment=None):
    """What an authenticator shows (RFC 6238), from Python's own library."""
    key = base64.b32decode(secret.replace(" ", ""))
    counter = struct.pack(">Q", int(time.time() if moment is None else moment) // 30)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


@tagged("post_install", "-at_install")
class TestSecondFactor(OnestopHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("onestop_core.second_factor_roles", "leader, manager")
        cls.leader = cls.users["leader"]

    def page(self, response):
        return html.fromstring(response.content)

    def send(self, path, page, **values):
        token = page.xpath("//input[@name='csrf_token']")[0].get("value")
        return self.url_open(path, data={"csrf_token": token, **values})

    def sign_in(self, login, password=None):
        """The page after the password, in a browser that knows nothing."""
        self.opener.cookies.clear()
        self.authenticate(None, None)
        form = self.page(self.url_open("/web/login"))
        return self.send("/web/login", form, login=login, password=password or login)

    def is_signed_in(self):
        answer = self.url_open("/web/session/get_session_info", json={}).json()
        return bool(answer.get("result", {}).get("uid"))

    def enrol(self, login="test_leader"):
        """Set up an authenticator; its secret and the recovery codes."""
        page = self.page(self.sign_in(login))
        secret = page.xpath("//code")[0].text
        codes = self.page(self.send(ENROLMENT, page, code=code_of(secret)))
        return secret, [one.text for one in codes.xpath("//ul[@aria-label]/li")]

    def test_who_needs_one(self):
        self.assertEqual(self.leader._mfa_type(), "onestop_enrolment")
        self.assertEqual(self.manager._mfa_type(), "onestop_enrolment")
        self.assertFalse(self.users["receptionist"]._mfa_type())
        self.assertTrue(self.leader._rpc_api_keys_only(), "a password alone opens no RPC")
        self.env["ir.config_parameter"].set_param("onestop_core.second_factor_roles", "-")
        self.assertFalse(self.leader._mfa_type())

    def test_on_by_default_outside_demo(self):
        self.env["ir.config_parameter"].set_param("onestop_core.second_factor_roles", False)
        for demo, needed in ((True, False), (False, True)):
            with patch.object(OnestopSettings, "_has_demo", lambda _self, demo=demo: demo):
                for user in (self.leader, self.users["supervisor"], self.users["agency_admin"], self.manager):
                    self.assertEqual(bool(user._mfa_type()), needed)
                self.assertFalse(self.users["receptionist"]._mfa_type())

    def test_others_sign_in_as_before(self):
        self.sign_in("test_receptionist")
        self.assertTrue(self.is_signed_in())

    def test_it_is_set_up_at_the_first_sign_in(self):
        response = self.sign_in("test_leader")
        self.assertIn(ENROLMENT, response.url)
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertFalse(self.is_signed_in(), "a password alone is not enough")
        page = self.page(response)
        secret = page.xpath("//code")[0].text
        [picture] = page.xpath("//img[starts-with(@src, 'data:image/png;base64,')]")
        self.assertTrue(picture.get("alt"))
        for wrong in ("000000", "", "abc", "1" * 30):
            again = self.send(ENROLMENT, page, code=wrong)
            self.assertIn("không phải mã mà ứng dụng", again.text)
            self.assertEqual(
                self.page(again).xpath("//code")[0].text, secret, "the picture that was scanned stays good"
            )
            self.assertFalse(self.is_signed_in())
        done = self.send(ENROLMENT, page, code=code_of(secret), redirect="/odoo")
        codes = [one.text for one in self.page(done).xpath("//ul[@aria-label]/li")]
        self.assertEqual(len(set(codes)), 10)
        self.assertTrue(self.is_signed_in())
        self.assertEqual((self.leader.totp_enabled, self.leader.onestop_recovery_left), (True, 10))
        self.assertNotIn(ENROLMENT, self.url_open(ENROLMENT).url, "once")
        self.env.cr.execute("SELECT onestop_recovery_digests::text FROM res_users WHERE id = %s", [self.leader.id])
        self.assertNotIn(codes[0].replace("-", ""), self.env.cr.fetchone()[0])

    def test_nobody_enrols_without_a_password(self):
        self.assertNotIn(ENROLMENT, self.url_open(ENROLMENT).url)
        self.sign_in("test_leader", "wrong")
        self.assertNotIn(ENROLMENT, self.url_open(ENROLMENT).url)

    def test_nobody_replaces_an_authenticator_with_a_password(self):
        self.enrol()
        response = self.sign_in("test_leader")
        self.assertIn("/web/login/totp", response.url)
        self.assertNotIn(ENROLMENT, self.url_open(ENROLMENT).url)
        self.assertFalse(self.is_signed_in())

    @mute_logger(*MUTED)
    def test_a_recovery_code_opens_once(self):
        _secret, codes = self.enrol()
        page = self.page(self.sign_in("test_leader"))
        self.send("/web/login/totp", page, totp_token=f" {codes[4].upper()} ")
        self.assertTrue(self.is_signed_in())
        self.assertEqual(self.leader.onestop_recovery_left, 9)
        for wrong in (codes[4], "aaaa-bbbb-cccc-dddd"):
            page = self.page(self.sign_in("test_leader"))
            refused = self.send("/web/login/totp", page, totp_token=wrong)
            self.assertIn("không phải mã khôi phục", refused.text)
            self.assertFalse(self.is_signed_in())
        page = self.page(self.sign_in("test_leader"))
        self.send("/web/login/totp", page, totp_token=codes[5])
        self.assertTrue(self.is_signed_in())

    @mute_logger(*MUTED)
    def test_tries_are_few(self):
        _secret, codes = self.enrol()
        for _n in range(6):
            page = self.page(self.sign_in("test_leader"))
            refused = self.send("/web/login/totp", page, totp_token="aaaa-bbbb-cccc-dddd")
        self.assertIn("limit", refused.text)
        self.send("/web/login/totp", self.page(refused), totp_token=codes[0])
        self.assertFalse(self.is_signed_in())

    def test_somebody_elses_codes_open_nothing(self):
        _secret, codes = self.enrol()
        self.enrol("test_manager")
        page = self.page(self.sign_in("test_manager"))
        self.send("/web/login/totp", page, totp_token=codes[0])
        self.assertFalse(self.is_signed_in())

    def test_reset_by_the_command_line(self):
        _secret, codes = self.enrol()
        with mute_logger("odoo.addons.onestop_core.models.administration.res_users_second_factor"):
            self.leader._reset_second_factor()
        self.assertEqual((self.leader.totp_enabled, self.leader.onestop_recovery_left), (False, 0))
        response = self.sign_in("test_leader")
        self.assertIn(ENROLMENT, response.url)
        self.assertNotIn(codes[0], response.text)

    def test_a_citizen_who_lands_here_finds_the_look_up(self):
        page = self.page(self.url_open("/web/login"))
        self.assertTrue(page.xpath("//a[@href='/dich-vu-cong/tra-cuu']"))
        self.assertFalse(page.xpath("//div[contains(@class, 'card-body')]//a[contains(@href, 'odoo.com')]"))

    def test_codes_are_renewed_by_their_owner_alone(self):
        self.enrol()
        own = self.leader.with_user(self.leader)
        before = self.leader.onestop_recovery_digests
        self.assertEqual(len(own._renew_recovery_codes()), 10)
        self.assertFalse(set(before) & set(self.leader.onestop_recovery_digests))
        with self.assertRaises(AccessDenied):
            self.leader.with_user(self.manager)._renew_recovery_codes()


@tagged("post_install", "-at_install")
class TestPasswords(ConfigCheckCase):
    def setUp(self):
        super().setUp()
        self.user = self.users["specialist"].with_user(self.users["specialist"])

    def change(self, password):
        self.user.change_password("test_specialist", password)

    def test_demo_databases_have_no_rule(self):
        self.assertEqual(self.env["onestop.settings"]._number("onestop_core.password_length"), 0)
        self.change("demodemo")

    def test_long_and_not_guessed(self):
        self.env["ir.config_parameter"].set_param("onestop_core.password_length", 12)
        self.assertEqual(self.user.get_password_policy()["minlength"], 12)
        self.assertRefused(UserError, "12 characters", self.change, "Kh0ng-de@")
        for guessed in ("123456789012", "passwordpassword", "test_specialist", "aaaaaaaaaaaaaaaa", "qwertyuiop12"):
            self.assertRefused(UserError, "easily guessed", self.change, guessed)
        self.change("trâu vàng uống nước sông hồng" * 9)

    def test_the_check_names_what_is_open(self):
        with patch.object(OnestopSettings, "_has_demo", lambda _self: False):
            findings = self.findings()
            self.assertFound(findings, "warning", self.users["leader"], "have not set up their authenticator")
            self.env["ir.config_parameter"].set_param("onestop_core.second_factor_roles", "-")
            self.env["ir.config_parameter"].set_param("onestop_core.password_length", 4)
            findings = self.findings()
            self.assertFound(findings, "error", self.users["leader"] | self.manager, "password alone")
            self.assertNotIn(
                self.users["receptionist"].id, findings.filtered(lambda one: one.area == "sign_in")[:1].res_ids
            )
            self.assertFound(findings, "error", self.env["res.users"], "Short passwords")
        self.assertNotFound(self.findings(), "password alone")
        self.assertNotFound(self.findings(), "Short passwords")


@tagged("post_install", "-at_install")
class TestSettingsOfSignIn(OnestopHttpCase):
    def test_no_second_factor_can_be_chosen(self):
        """An empty field means the default, so “-” says it."""
        with patch.object(OnestopSettings, "_has_demo", lambda _self: False):
            self.env["res.config.settings"].create({"onestop_second_factor_roles": "-"}).execute()
            self.assertFalse(self.users["leader"]._mfa_type())
