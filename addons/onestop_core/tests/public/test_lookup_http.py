from urllib.parse import urlencode, urlsplit

from lxml import html
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...models.forms.onestop_dossier_print import LOOKUP_PATH
from ..common import MONDAY, OnestopHttpCase, local

PERSON = {
    "applicant_name": "Nguyễn Thị Thử",
    "applicant_identity": "035190001234",
    "applicant_phone": "0912000001",
    "applicant_email": "thu@example.com",
    "applicant_address": "Thôn Kín",
    "applicant_birth_date": "1990-02-03",
    "submitter_name": "Lê Văn Nộp",
    "submitter_identity": "035190005678",
    "submitter_phone": "0912000002",
    "submitter_authority": "Giấy ủy quyền số 5",
    "summary": "Khai sinh cho con Lê Bí Mật",
    "result_address": "Số 1 ngõ Kín",
}

STAFF_NAMES = ("Cán bộ Kín", "Chuyên viên Kín")


@tagged("post_install", "-at_install")
class TestLookupHttp(OnestopHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("vi_VN")
        # the limits have a test of their own
        for name in ("address", "network", "agency", "code"):
            cls.env["ir.config_parameter"].set_param(f"onestop_core.lookup_limit_{name}", 1000)

    def get(self, code=None, **params):
        query = urlencode({**({} if code is None else {"code": code}), "lang": "en", **params})
        return self.url_open(f"{LOOKUP_PATH}?{query}", allow_redirects=False)

    def by_slip(self, dossier):
        """The page as the browser of whoever scans the slip comes to see it."""
        path = urlsplit(dossier._lookup_url()).path
        return self.url_open(f"{path}?lang=en")

    def page(self, response):
        return html.fromstring(response.content)

    def text(self, response):
        return " ".join(self.page(response).text_content().split())

    # ------------------------------------------------------------------ good

    def test_form(self):
        response = self.get()
        self.assertEqual(response.status_code, 200)
        self.assertIn("Dossier Look-up", self.text(response))
        self.assertFalse(self.page(response).xpath("//article"))

    @freeze_time(local(MONDAY))
    def test_found(self):
        dossier = self.receive()
        typed = dossier.code.lower().replace("-", " - ")
        scanned = dossier._lookup_url()
        pasted = [f"\u200e{dossier.code}", f"{dossier.code}\u00ad", f"{dossier.code}:", f"“{dossier.code}”."]
        for code in (dossier.code, typed, scanned, *pasted):
            with self.subTest(code=code):
                response = self.get(code)
                self.assertEqual(response.status_code, 200)
                text = self.text(response)
                for part in (
                    dossier.code,
                    "Received",
                    "Xã Một",
                    "26/11/2026 09:00",
                    "3 days left",
                ):
                    self.assertIn(part, text)
                for part in ("N. T. T.", "Thủ tục ba ngày", "Why this date?", "23/11/2026 09:00"):
                    self.assertNotIn(part, text)

    @freeze_time(local(MONDAY))
    def test_the_slip_opens_more_at_a_clean_address(self):
        dossier, other = self.receive(), self.receive()
        response = self.by_slip(dossier)
        self.assertEqual(response.status_code, 200)
        self.assertNotIn(dossier._slip_token(), response.url)
        self.assertIn(LOOKUP_PATH, response.url)
        cookie = next(iter(response.history[0].cookies))
        self.assertEqual((cookie.path, cookie.has_nonstandard_attr("HttpOnly")), ("/dich-vu-cong", True))
        text = self.text(response)
        for part in ("N. T. T.", "Thủ tục ba ngày", "Why this date?", "23/11/2026 09:00"):
            self.assertIn(part, text)
        self.assertNotIn("N. T. T.", self.text(self.get(other.code)), "the pass is for one dossier")

    def test_a_cookie_that_is_no_pass_tells_nothing(self):
        """As it was found: a malformed one made an error of what exists, and was not counted."""
        self.env["ir.config_parameter"].set_param("onestop_core.lookup_limit_address", 4)
        dossier = self.receive()
        with freeze_time(local(MONDAY)):
            for cookie, status in (("x", 200), ("AAAA", 200), ("A" * 400, 200), ("_-_-", 200), ("x", 429)):
                self.opener.cookies.set("onestop_lookup", cookie)
                response = self.get(dossier.code)
                self.assertEqual(response.status_code, status, cookie)
                self.assertNotIn("N. T. T.", response.text)

    def test_an_old_slip_is_refused(self):
        dossier = self.receive()
        path = urlsplit(dossier._lookup_url()).path
        dossier.act("rechoose", channel="post")
        answers = {self.text(self.url_open(f"{path[:-1]}{end}?lang=en")) for end in (path[-1], "x")}
        answers.add(self.text(self.url_open("/dich-vu-cong/phieu/H99.11-261123-9999/abc?lang=en")))
        self.assertEqual(len(answers), 1, "one answer for all")
        self.assertIn("no longer valid", answers.pop())

    def test_the_last_digits_open_more(self):
        dossier = self.receive(applicant_identity="035190001234")
        data = {"code": dossier.code, "lang": "en"}
        wrong = self.url_open(LOOKUP_PATH, data={**data, "digits": "9999"})
        self.assertEqual(wrong.status_code, 403)
        self.assertIn("not the digits", self.text(wrong))
        right = self.url_open(LOOKUP_PATH, data={**data, "digits": "1234"})
        self.assertEqual(right.status_code, 200)
        self.assertNotIn("1234", right.url.replace(dossier.code, ""))
        self.assertIn("N. T. T.", self.text(right))
        self.assertEqual(
            self.url_open(LOOKUP_PATH, data={"code": "H99.11-261123-9999", "digits": "1234"}).status_code, 404
        )

    def test_whoever_holds_the_slip_meets_no_challenge(self):
        self.env["ir.config_parameter"].set_param("onestop_core.lookup_limit_address", 1)
        dossier = self.receive()
        self.assertEqual([self.get(dossier.code).status_code for _n in range(3)], [200, 429, 429])
        self.assertEqual({self.by_slip(dossier).status_code for _n in range(4)}, {200})

    @freeze_time(local(MONDAY))
    def test_supplement(self):
        dossier = self.receive()
        self.as_role(dossier, "receptionist").act(
            "request_supplement", lines=self.asked(dossier), reason="Thiếu", content="Giấy chứng sinh\n<b>bản chính</b>"
        )
        response = self.by_slip(dossier)
        self.assertIn("What you are asked to do", self.text(response))
        self.assertNotIn("bản chính", self.text(response), "the words of a letter are for key or account")

    def test_vietnamese_first(self):
        self.assertEqual(self.page(self.url_open(LOOKUP_PATH)).get("lang"), "vi")
        self.assertEqual(self.page(self.url_open(f"{LOOKUP_PATH}?lang=xx")).get("lang"), "vi")
        self.assertEqual(self.page(self.get()).get("lang"), "en")

    # ------------------------------------------------------------------ bad

    def test_not_found(self):
        """What does not exist, what is no code at all and what was never received are answered alike."""
        draft = self.receive().sudo()
        draft.write({"state": "draft", "received_at": False})
        submitted = self.receive().sudo()
        submitted.write({"state": "submitted", "received_at": False})
        answers = set()
        for code in (
            "H99.11-261123-9999",
            draft.code,
            submitted.code,
            "x" * 2000,
            "' OR '1'='1",
            "H99.11-261123-0001'; DROP TABLE onestop_dossier; --",
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "%",
            "_",
            "\x00",
            "http://[",
            "🙂",
        ):
            with self.subTest(code=code[:40]):
                response = self.get(code)
                self.assertEqual(response.status_code, 404)
                page = self.page(response)
                self.assertFalse(page.xpath("//script | //img | //article"))
                answers.add(" ".join(page.xpath("//section")[0].text_content().split()))
        self.assertEqual(len(answers), 1, "one answer for all")
        self.assertIn("No dossier has this code", answers.pop())

    def test_unknown_and_hidden_cost_the_same(self):
        """Whether a dossier exists but may not be seen cannot be told by the work it makes."""
        draft = self.receive().sudo()
        draft.write({"state": "submitted", "received_at": False})
        self.get("H99.11-261123-9999", lang="vi")
        self.assertEqual(self.count_queries("H99.11-261123-9998"), self.count_queries(draft.code))

    def test_other_methods(self):
        with mute_logger("odoo.http"):
            self.assertEqual(self.opener.put(f"{self.base_url()}{LOOKUP_PATH}").status_code, 405)

    # ------------------------------------------------------------------ hostile

    def test_nothing_personal(self):
        self.users["receptionist"].name, self.users["specialist"].name = STAFF_NAMES
        dossier = self.receive(**PERSON)
        self.as_role(dossier, "receptionist").act("forward")
        self.as_role(dossier, "specialist").act(
            "request_supplement", lines=self.asked(dossier), reason="Thiếu giấy tờ", content="Nộp bản sao"
        )
        # a clerk who is logged in sees no more than anybody else
        for login in (None, "test_specialist"):
            self.authenticate(login, login)
            body = self.get(dossier.code).text
            self.assertIn(dossier.code, body)
            self.assertNotIn("N. T. T.", body)
            for value in (*PERSON.values(), "03/02/1990", *STAFF_NAMES):
                self.assertNotIn(value, body)

    def test_headers(self):
        for response in (self.get(), self.get("H99.11-261123-9999"), self.get(self.receive().code)):
            headers = response.headers
            policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
            self.assertEqual(policy["default-src"], "'none'")
            self.assertEqual(policy["frame-ancestors"], "'none'")
            self.assertNotIn("unsafe", headers["Content-Security-Policy"])
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["Referrer-Policy"], "no-referrer")
            self.assertEqual(headers["X-Frame-Options"], "DENY")
            self.assertEqual(headers["Cache-Control"], "no-store")
            self.assertNotIn("Set-Cookie", headers)
            page = self.page(response)
            self.assertFalse(
                page.xpath("//script | //*[@style] | //*[@onclick]"), "what the policy forbids is not there"
            )

    def test_own_assets_only(self):
        page = self.page(self.get())
        links = page.xpath("//link[@rel='stylesheet']/@href")
        self.assertEqual(len(links), 1)
        self.assertIn("onestop_core.assets_lookup", links[0])
        style = self.url_open(links[0]).text
        self.assertIn(".milestones", style)
        self.assertNotIn("o_web_client", style)

    # ------------------------------------------------------------------ cost

    def count_queries(self, code=None):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.get(code, lang="vi")
        return self.cr.sql_log_count - before

    def test_query_count(self):
        """What a look-up costs beyond the empty form, with warm caches; Odoo itself reads the visitor's user,
        company and language for every page.
        """
        dossier = self.receive()
        self.get(dossier.code, lang="vi")
        form = self.count_queries()
        self.assertLessEqual(form, 5)
        steps = [
            ("receptionist", "forward", {}),
            ("specialist", "request_supplement", {"reason": "Thiếu", "lines": self.asked(dossier)}),
        ]
        for role, action, params in steps:
            self.as_role(dossier, role).act(action, **params)
            self.assertLessEqual(self.count_queries(dossier.code) - form, 8, action)
        self.assertLessEqual(self.count_queries("H99.11-261123-9999") - form, 5)
