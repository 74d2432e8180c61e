import requests
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .provider_server import ProviderServer, new_key
from .sign_in_case import PATH, SignInCase


@tagged("post_install", "-at_install")
class TestProviderMisbehaves(SignInCase):
    """Whatever the provider, or whoever stands for it, sends: nobody is signed in who should not be, and the citizen reads
    what to do.
    """

    def setUp(self):
        super().setUp()
        self.server = self.enterContext(ProviderServer())
        self.switch_on(self.server.url)

    def sign_in(self, back=""):
        location = requests.get(self.begin(back), allow_redirects=False, timeout=10).headers["Location"]
        return self.come_back(location)

    def refused(self, *words):
        answer = self.sign_in()
        self.assertEqual(answer.status_code, 403)
        for one in words:
            self.assertIn(one, answer.text)
        self.assertIn(f'href="{PATH}"', answer.text)
        self.assertFalse(self.signed_in())
        self.assertFalse(self.account("tech-1"))

    def test_who_is_believed_is_signed_in_and_comes_back(self):
        answer = self.sign_in("/dich-vu-cong/tra-cuu")
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith("/dich-vu-cong/tra-cuu"))
        user = self.account("tech-1")
        self.assertEqual(self.signed_in(), user.id)
        self.assertTrue(user._is_portal())
        partner = user.partner_id
        self.assertEqual(
            (partner.name, partner.onestop_identity_number, partner.onestop_assurance, partner.onestop_proven_by),
            ("Trần Thị Bé", "035190001234", "LoA2", "vneid"),
        )
        self.assertEqual((str(partner.onestop_birth_date), partner.onestop_sex), ("1990-03-27", "female"))
        # what no line names is kept nowhere
        self.assertNotIn("Không", str(partner.read()))
        self.assertEqual(self.server.asked_keys, 1)

    def test_the_same_person_comes_again_to_the_same_account(self):
        self.sign_in()
        user = self.account("tech-1")
        self.server.person["HoVaTen"] = "Trần Thị Bé Hai"
        self.authenticate(None, None)
        self.assertEqual(self.sign_in().status_code, 303)
        self.assertEqual(self.account("tech-1"), user)
        self.assertEqual(user.name, "Trần Thị Bé Hai")
        self.assertEqual(self.server.asked_keys, 1)

    def test_a_wrong_signature(self):
        self.server.sign_with = new_key("first")
        self.refused("không phải do VNeID ký")

    def test_a_key_that_is_not_published(self):
        self.server.sign_with, self.server.header = new_key("third"), {"kid": "third"}
        self.refused("khóa mà VNeID chưa công bố")

    def test_another_audience(self):
        for audience in ("other", ["portal", "other"]):
            with self.subTest(audience):
                self.server.claims = {"aud": audience}
                self.refused("trang khác")

    def test_another_issuer(self):
        self.server.claims = {"iss": "https://evil.example.vn"}
        self.refused("không phải của VNeID")

    def test_another_algorithm(self):
        for way in ("none", "public"):
            with self.subTest(way):
                self.server.sign_with = way
                self.refused("chưa thỏa thuận")

    def test_an_expired_token(self):
        self.server.claims = {"exp": 1_000_000_000}
        self.refused("đã quá cũ")

    def test_the_nonce_of_another_sign_in(self):
        requests.get(self.begin(), allow_redirects=False, timeout=10)
        earlier = next(iter(self.server.codes.values()))["nonce"]
        self.server.claims = {"nonce": earlier}
        self.refused("lần đăng nhập khác")
        self.server.claims = {"nonce": None}
        self.refused("lần đăng nhập khác")

    def test_a_provider_without_nonce_is_believed_only_where_that_is_set(self):
        self.server.claims = {"nonce": None}
        self.provider.check_nonce = False
        self.assertEqual(self.sign_in().status_code, 303)

    def test_userinfo_of_somebody_else(self):
        self.server.person["sub"] = "tech-2"
        self.refused("hai người khác nhau")

    def test_changed_keys_are_taken_anew_and_not_asked_for_with_every_token(self):
        self.sign_in()
        self.provider.keys_asked_at = "2026-01-01 00:00:00"
        self.server.key = new_key("second")
        self.server.published = [self.server.key]
        self.authenticate(None, None)
        self.assertEqual(self.sign_in().status_code, 303)
        self.assertEqual(self.server.asked_keys, 2)
        # whoever invents names of keys does not make us ask each time
        self.server.sign_with, self.server.header = new_key("x"), {"kid": "x"}
        self.authenticate(None, None)
        self.assertEqual(self.sign_in().status_code, 403)
        self.assertEqual(self.server.asked_keys, 2)

    def test_too_low_a_level(self):
        self.server.claims = {"acr": "LoA1"}
        self.refused("mức độ 2")

    def test_without_a_level_that_suffices_an_identity_is_not_proven(self):
        self.provider.acr_accepted = False
        self.assertEqual(self.sign_in().status_code, 303)
        partner = self.account("tech-1").partner_id
        self.assertFalse(partner.onestop_identity_number or partner.onestop_proven_at)

    def test_a_number_belongs_to_one_account(self):
        self.sign_in()
        self.server.subject = "tech-2"
        self.authenticate(None, None)
        answer = self.sign_in()
        self.assertEqual(answer.status_code, 403)
        self.assertIn("tài khoản khác", answer.text)
        self.assertFalse(self.account("tech-2"))

    def test_an_account_belongs_to_one_number(self):
        self.sign_in()
        self.server.person["SoDinhDanh"] = "035190009999"
        self.authenticate(None, None)
        answer = self.sign_in()
        self.assertEqual(answer.status_code, 403)
        self.assertIn("tài khoản khác", answer.text)
        self.assertEqual(self.account("tech-1").partner_id.onestop_identity_number, "035190001234")

    def test_who_has_an_account_of_the_desk_comes_to_that_one_with_its_dossiers(self):
        account = self.env["res.users"]._make_citizen("0912345678", "Trần Thị Bé")
        account.partner_id._prove_identity("035190001234", "counter")
        paper = self.receive(applicant_identity="035190001234").sudo()
        self.assertEqual(paper.applicant_id, account.partner_id)
        self.assertEqual(self.sign_in().status_code, 303)
        self.assertEqual(self.signed_in(), account.id)

    def test_dossiers_of_the_desk_are_joined_once_the_identity_is_proven(self):
        paper = self.receive(applicant_identity="035190001234").sudo()
        self.assertFalse(paper.applicant_id)
        self.sign_in()
        self.assertEqual(paper.applicant_id, self.account("tech-1").partner_id)

    def test_the_page_of_signing_in_offers_it_only_when_it_is_on(self):
        offer = f'href="{PATH}?ve=/dich-vu-cong"'
        self.assertIn(offer, self.url_open("/dich-vu-cong/dang-nhap").text)
        self.provider.enabled = False
        self.assertNotIn(offer, self.url_open("/dich-vu-cong/dang-nhap").text)

    def test_a_closed_account_stays_closed(self):
        self.sign_in()
        self.account("tech-1").active = False
        self.authenticate(None, None)
        self.assertEqual(self.sign_in().status_code, 403)

    def test_what_is_brought_back_is_spent_and_belongs_to_this_browser(self):
        location = requests.get(self.begin(), allow_redirects=False, timeout=10).headers["Location"]
        self.assertEqual(self.come_back(location).status_code, 303)
        # pressed again; and by somebody else's browser, who has lured the citizen to it
        self.assertEqual(self.come_back(location).status_code, 403)
        location = requests.get(self.begin(), allow_redirects=False, timeout=10).headers["Location"]
        self.authenticate(None, None)
        answer = self.come_back(location)
        self.assertEqual(answer.status_code, 403)
        self.assertIn("bắt đầu lại", answer.text)

    def test_a_provider_that_is_down_or_answers_nonsense(self):
        for path in ("/token", "/jwks", "/userinfo"):
            with self.subTest(path):
                self.provider.keys_kept = False
                self.server.broken = {path}
                self.refused()

    def test_a_sign_in_that_was_stopped(self):
        state = requests.utils.urlparse(self.begin()).query.split("state=")[1].split("&")[0]
        answer = self.url_open(f"{PATH}/ve?state={state}&error=access_denied")
        self.assertEqual(answer.status_code, 403)
        self.assertIn("dừng", answer.text)

    def test_nobody_is_sent_elsewhere(self):
        answer = self.sign_in("https://evil.example.vn/dich-vu-cong/x")
        self.assertTrue(answer.headers["Location"].endswith("/dich-vu-cong"))

    def test_odoos_own_flow_of_this_provider_is_shut(self):
        self.sign_in()
        self.assertNotIn("VNeID", self.url_open("/web/login").text)
        code = next(iter(self.server.codes))
        self.authenticate(None, None)
        state = f'{{"d": "{self.env.cr.dbname}", "p": {self.provider.id}}}'
        self.url_open("/auth_oauth/signin", data=None, allow_redirects=False)
        answer = self.opener.get(
            f"{self.base_url()}/auth_oauth/signin", params={"state": state, "access_token": code}, allow_redirects=False
        )
        self.assertIn("oauth_error=3", answer.headers["Location"])
        self.assertFalse(self.signed_in())

    def test_it_is_off_until_all_is_entered(self):
        self.provider.enabled = False
        self.assertEqual(self.url_open(PATH).status_code, 404)
        self.assertRefused(ValidationError, "it needs", self.provider.write, {"enabled": True, "issuer": False})
        self.assertRefused(
            ValidationError, "signing algorithms", self.provider.write, {"enabled": True, "algorithms": "HS256"}
        )

    def test_free_sign_up_stays_closed(self):
        self.env["ir.config_parameter"].set_param("auth_signup.invitation_scope", "b2b")
        self.assertEqual(self.sign_in().status_code, 303)
        self.assertTrue(self.account("tech-1"))
        self.assertEqual(self.url_open("/web/signup").status_code, 404)
