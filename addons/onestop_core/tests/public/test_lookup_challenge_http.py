from unittest.mock import patch
from urllib.parse import urlencode, urlsplit

from lxml import html
from odoo.tests import freeze_time, tagged
from odoo.tools import config, mute_logger

from ...models.forms.onestop_dossier_print import LOOKUP_PATH
from ..common import MONDAY, OnestopHttpCase, local
from ..engine.challenge_solver import solve

GO_ON = f"{LOOKUP_PATH}/tiep-tuc"
CODE = "H99.11-261123-{:04d}"


class ChallengeCase(OnestopHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("vi_VN")
        cls.startClassPatcher(patch.dict(config.options, {"proxy_mode": True}))

    def limit(self, **limits):
        for name, most in limits.items():
            self.env["ir.config_parameter"].set_param(f"onestop_core.lookup_limit_{name}", most)

    def headers(self, address):
        """What a proxy on this machine says of a visitor."""
        host = urlsplit(self.base_url()).netloc
        return {"X-Forwarded-For": address, "X-Forwarded-Host": host, "X-Forwarded-Proto": "http"}

    def get(self, code, address="203.0.113.5"):
        query = urlencode({"code": code, "lang": "en"})
        return self.url_open(f"{LOOKUP_PATH}?{query}", headers=self.headers(address), allow_redirects=False)

    def go_on(self, code, address="203.0.113.5", **answer):
        data = {"code": code, "lang": "en", **answer}
        return self.url_open(GO_ON, data=data, headers=self.headers(address), allow_redirects=False)

    def statuses(self, codes, address="203.0.113.5"):
        return [self.get(code, address).status_code for code in codes]

    def asked(self, response):
        """The challenge for which a page sends its widget, as JSON."""
        widget = html.fromstring(response.content).xpath("//altcha-widget")[0]
        return self.url_open(widget.get("challenge")).json()

    def text(self, response):
        return " ".join(html.fromstring(response.content).text_content().split())


@tagged("post_install", "-at_install")
class TestLookupChallenge(ChallengeCase):
    def test_after_a_few_look_ups_the_browser_works_and_goes_on(self):
        dossier, other = self.receive(), self.receive()
        self.assertEqual(self.statuses([dossier.code] * 5), [200] * 5)
        page = self.get(dossier.code)
        self.assertEqual(page.status_code, 429)
        self.assertNotIn("Xã Một", self.text(page))
        answer = solve(self.asked(page))
        went_on = self.go_on(dossier.code, altcha=answer)
        self.assertEqual(went_on.status_code, 303)
        cookie = next(iter(went_on.cookies))
        self.assertEqual((cookie.path, cookie.has_nonstandard_attr("HttpOnly")), ("/dich-vu-cong", True))
        self.assertNotIn(answer[:40], went_on.headers["Location"])
        self.assertEqual(self.statuses([dossier.code] * 8), [200] * 8, "it opens this dossier for a while")
        self.assertEqual(self.get(other.code).status_code, 429, "and no other")

    def test_an_answer_opens_once(self):
        dossier = self.receive()
        self.limit(address=0)
        answer = solve(self.asked(self.get(dossier.code)))
        self.assertEqual(self.go_on(dossier.code, altcha=answer).status_code, 303)
        self.opener.cookies.clear()
        again = self.go_on(dossier.code, altcha=answer)
        self.assertEqual(again.status_code, 429)
        self.assertNotIn("Set-Cookie", again.headers)

    def test_an_answer_opens_nothing_else(self):
        dossier, other = self.receive(), self.receive()
        self.limit(address=0)
        answer = solve(self.asked(self.get(dossier.code)))
        for given in (answer, "", "x", "e30=", "ạ"):
            self.assertEqual(self.go_on(other.code, altcha=given).status_code, 429, given[:5])
        with freeze_time(local("2027-11-23")):
            self.assertEqual(self.go_on(dossier.code, altcha=answer).status_code, 429)

    def test_neighbourhood_agency_and_code_have_limits_too(self):
        self.limit(network=3, agency=1000, code=1000)
        codes = [CODE.format(9000 + n) for n in range(4)]
        for n, code in enumerate(codes[:3]):
            self.assertEqual(self.get(code, f"203.0.113.{n}").status_code, 404)
        self.assertEqual(self.get(codes[3], "203.0.113.99").status_code, 429)
        self.assertEqual(self.get(codes[3], "203.0.114.99").status_code, 404)
        for n in range(3):
            self.assertEqual(self.get(codes[n], f"2001:db8:1:{n}::1").status_code, 404)
        self.assertEqual(self.get(codes[3], "2001:db8:1:9::1").status_code, 429)

    def test_an_agency_has_a_limit_from_wherever(self):
        self.limit(agency=2)
        self.assertEqual(self.get(CODE.format(9001), "198.51.100.1").status_code, 404)
        self.assertEqual(self.get(CODE.format(9002), "203.0.113.1").status_code, 404)
        self.assertEqual(self.get(CODE.format(9003), "192.0.2.1").status_code, 429)
        self.assertEqual(self.get("H99.12-261123-9003", "192.0.2.1").status_code, 404)

    def test_a_code_has_a_limit_however_it_is_typed(self):
        self.limit(code=2, address=1000)
        dossier, other = self.receive(), self.receive()
        self.assertEqual(self.statuses((dossier.code, dossier.code.lower(), f" {dossier.code}")), [200, 200, 429])
        self.assertEqual(self.get(other.code).status_code, 200)

    def test_what_is_no_code_is_answered_as_what_does_not_exist(self):
        self.limit(address=0)
        self.assertEqual(self.get("không phải mã").status_code, 404)

    def test_a_new_window_begins_without(self):
        self.limit(address=1)
        with freeze_time(local(MONDAY)) as clock:
            self.assertEqual(self.statuses([CODE.format(9001)] * 2), [404, 429])
            self.assertEqual(self.url_open(LOOKUP_PATH).status_code, 200, "the form itself is always there")
            clock.tick(601)
            self.assertEqual(self.statuses([CODE.format(9001)]), [404])

    def test_the_last_digits_meet_it_too(self):
        dossier = self.receive(applicant_identity="035190001234")
        self.limit(address=0)
        data = {"code": dossier.code, "digits": "1234", "lang": "en"}
        page = self.url_open(LOOKUP_PATH, data=data, headers=self.headers("203.0.113.5"))
        self.assertEqual(page.status_code, 429)
        self.assertNotIn("1234", page.text.replace(dossier.code, ""))
        self.go_on(dossier.code, altcha=solve(self.asked(page)))
        opened = self.url_open(LOOKUP_PATH, data=data, headers=self.headers("203.0.113.5"))
        self.assertIn("N. T. T.", self.text(opened))

    def test_whoever_holds_the_slip_never_meets_it(self):
        dossier = self.receive()
        self.limit(address=0, network=0, agency=0, code=0)
        path = urlsplit(dossier._lookup_url()).path
        for _n in range(3):
            page = self.url_open(f"{path}?lang=en", headers=self.headers("203.0.113.5"))
            self.assertEqual(page.status_code, 200)
            self.assertIn("N. T. T.", self.text(page))
        wrong = self.url_open(f"{path}x?lang=en", headers=self.headers("203.0.113.5"))
        self.assertEqual(wrong.status_code, 404)

    # ------------------------------------------------------------------ without scripts

    def waiting(self, page):
        return html.fromstring(page.content).xpath("//input[@name='waited']")[0].get("value")

    def test_without_scripts_one_waits(self):
        dossier = self.receive()
        self.limit(address=0)
        with freeze_time(local(MONDAY)) as clock:
            token = self.waiting(self.get(dossier.code))
            clock.tick(5)
            early = self.go_on(dossier.code, waited=token)
            self.assertEqual(early.status_code, 429)
            self.assertIn("please wait 10 seconds more", self.text(early))
            self.assertEqual(self.waiting(early), token, "the time that was waited counts")
            clock.tick(11)
            self.assertEqual(self.go_on(dossier.code, waited=token).status_code, 303)
            self.assertEqual(self.get(dossier.code).status_code, 200)
            self.opener.cookies.clear()
            self.assertEqual(self.go_on(dossier.code, waited=token).status_code, 429, "once")

    def test_the_slow_way_is_narrow(self):
        self.limit(address=0)
        codes = [CODE.format(9000 + n) for n in range(12)]
        with freeze_time(local(MONDAY)) as clock:
            tokens = [self.waiting(self.get(code)) for code in codes]
            clock.tick(16)
            opened = [
                self.go_on(code, f"203.0.113.{n}", waited=token).status_code
                for n, (code, token) in enumerate(zip(codes, tokens, strict=True))
            ]
            self.assertEqual(opened, [303] * 10 + [429] * 2)
            self.assertEqual(self.go_on(codes[11], "198.51.100.1", waited=tokens[11]).status_code, 303)

    # ------------------------------------------------------------------ the page

    def test_scripts_only_where_they_are_needed(self):
        dossier = self.receive()
        self.assertNotIn("script-src", self.get(dossier.code).headers["Content-Security-Policy"])
        self.assertNotIn("<script", self.get(dossier.code).text)
        self.limit(address=0)
        page = self.get(dossier.code)
        policy = dict(part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";"))
        self.assertEqual(policy["default-src"], "'none'")
        for kind in ("script-src", "worker-src", "connect-src", "style-src"):
            self.assertEqual(policy[kind], "'self'", kind)
        document = html.fromstring(page.content)
        scripts = document.xpath("//script/@src")
        self.assertEqual(scripts, ["/onestop_core/static/src/challenge/challenge.js"])
        self.assertFalse(document.xpath("//script[not(@src)] | //*[@style] | //*[@onclick]"))
        for path in (*scripts, "/onestop_core/static/lib/altcha/altcha.min.js", "/onestop_core/static/lib/altcha/pbkdf2.js"):  # fmt: skip
            answer = self.url_open(path)
            self.assertEqual(answer.status_code, 200)
            self.assertIn("javascript", answer.headers["Content-Type"])

    def test_challenges_are_made_for_known_forms_and_never_kept(self):
        first, second = (self.url_open("/onestop/challenge/look_up?bound=x") for _n in range(2))
        self.assertEqual(first.headers["Cache-Control"], "no-store")
        self.assertNotEqual(first.json()["signature"], second.json()["signature"])
        self.assertEqual(self.url_open("/onestop/challenge/other").status_code, 404)

    def test_a_browser_goes_on_by_itself(self):
        """In Chromium, under the page's own policy: the widget loads, works, and the form is sent."""
        dossier = self.receive()
        self.limit(address=0)
        self.browser_js(
            f"{LOOKUP_PATH}?{urlencode({'code': dossier.code, 'lang': 'en'})}",
            "",
            ready=f"!!document.querySelector('article') && document.body.textContent.includes({dossier.code!r})"
            " && (console.log('test successful'), true)",
            timeout=60,
        )

    # ------------------------------------------------------------------ whose address it is

    def test_only_named_proxies_are_believed(self):
        self.limit(address=2)
        with patch.dict(config.options, {"onestop_proxies": "10.0.0.0/8"}), mute_logger("odoo.addons.onestop_core.trusted_proxies"):  # fmt: skip
            statuses = [self.get(CODE.format(9001), f"198.51.100.{n}").status_code for n in range(4)]
        self.assertEqual(
            statuses, [404, 404, 429, 429], "a visitor who writes another address each time is one visitor"
        )
        self.assertEqual([self.get(CODE.format(9001), f"198.51.100.{n}").status_code for n in range(4)], [404] * 4)


@tagged("post_install", "-at_install")
class TestEnumeration(ChallengeCase):
    """A day of a commune asked for by counting: 2 000 look-ups from 50 addresses in ten neighbourhoods."""

    def test_counting_through_a_day_tells_next_to_nothing(self):
        with freeze_time(local(MONDAY)):
            dossiers = [self.receive(applicant_identity=f"03519000{n:04d}") for n in range(20)]
            self.as_role(dossiers[0], "receptionist").act("request_supplement", lines=[{"document_id": dossiers[0].document_ids[0].id, "kind": "wrong"}], reason="Thiếu", content="Giấy ra viện khoa ung bướu")  # fmt: skip
            addresses = [f"203.0.{n % 10}.{n}" for n in range(50)]
            answers = {}
            for number in range(1, 41):
                for address in addresses:
                    response = self.get(CODE.format(number), address)
                    answers.setdefault(response.status_code, []).append(response)
            told = answers.get(200, [])
            self.assertEqual(set(answers), {200, 404, 429} if 404 in answers else {200, 429})
            self.assertLessEqual(len(told) + len(answers.get(404, [])), 100)
            self.assertGreaterEqual(len(answers[429]), 1900)
            for page in told:
                for secret in ("N. T. T.", "Thủ tục ba ngày", "ung bướu", "03519000", "0912000001", "Thôn Thử"):
                    self.assertNotIn(secret, page.text)
            for page in answers[429]:
                self.assertIn("altcha-widget", page.text)
                self.assertNotIn("Xã Một", page.text)

            # an honest citizen behind one of these addresses gets through, and who holds the slip is not even asked
            mine = dossiers[7]
            page = self.get(mine.code, addresses[3])
            self.assertEqual(page.status_code, 429)
            self.go_on(mine.code, addresses[3], altcha=solve(self.asked(page)))
            self.assertEqual(self.get(mine.code, addresses[3]).status_code, 200)
            self.opener.cookies.clear()
            path = urlsplit(dossiers[9]._lookup_url()).path
            slip = self.url_open(f"{path}?lang=en", headers=self.headers(addresses[4]))
            self.assertIn("N. T. T.", self.text(slip))
