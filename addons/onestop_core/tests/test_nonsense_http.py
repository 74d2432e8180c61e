import inspect
import re
from urllib.parse import quote, urlencode

from odoo import http
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import OnestopHttpCase
from .every_door_case import MUTED, PART_OF_RULE, suite_routes

# percent-encoded, as they stand in an address or a form: what no person types, and what no text, number or id is
NONSENSE = {
    "nul": "a%00b",
    "no UTF-8": "%FF%FE",
    "half a sign": "%ED%A0%80",
    "digits without end": "9" * 5000,
    "beyond a bigint": "9" * 20,
    "below zero": "-1",
    "digits that are none": quote("²"),
    "digits of others": quote("٣٤"),
    "quotes": quote("'\"><script>%s%(a)s{{7*7}}"),
    "a path": quote("../../etc/passwd", safe=""),
    "a book": "a" * 30_000,
}
# known by a cookie of their own that no foreign page makes a browser send, by a header, or only looking up
WITHOUT_TOKEN = {
    "/dich-vu-cong/tra-cuu",
    "/dich-vu-cong/tra-cuu/tiep-tuc",
    "/kiosk/danh-gia",
    "/kiosk/ghep",
    "/kiosk/lay-so",
    "/kiosk/tra-cuu",
    "/onestop/sms/report",
}
# a parser that calls itself has an end
DEEP = b"[" * 200_000
JSON = {"Content-Type": "application/json"}


@tagged("post_install", "-at_install")
class TestNonsense(OnestopHttpCase):
    """Every route of the suite with what no browser of ours sends, in each part of its address, in each argument, and as a
    body: it is answered, never by an error of the server. A new route is in without being listed.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # limits are tried elsewhere; here they would stand before what is asked
        cls.classPatch(type(cls.env["onestop.rate.limit"]), "_hit", lambda *_asked: 0)

    def test_nonsense(self):
        tried = 0
        for login in (None, self.users["receptionist"].login):
            self.authenticate(login, login)
            for rule, method, endpoint, routing in suite_routes(self.env):
                if (routing["auth"] == "public") != (login is None):
                    continue
                names = [name for name in list(inspect.signature(endpoint).parameters)[1:] if not name.startswith("_")]
                parts = [part[1] for part in PART_OF_RULE.findall(rule)]
                for name in dict.fromkeys([*parts, *names]):
                    for kind, value in NONSENSE.items():
                        if name in parts and kind == "a book":
                            # no server takes such an address
                            continue
                        tried += 1
                        with self.subTest(rule=rule, method=method, name=name, kind=kind):
                            self.send(rule, method, name if name in parts else "", name, value)
                if method == "POST":
                    tried += 1
                    with self.subTest(rule=rule, kind="depth"):
                        self.answered(method, self.path(rule, "", ""), DEEP, JSON)
        self.assertGreater(tried, 700)

    def test_no_form_is_taken_without_its_token(self):
        """A foreign page can have a browser send a form; it does not know the token. Those that take none change nothing that
        the visitor's session says, and are known.
        """
        free = set()
        for rule, method, _endpoint, routing in suite_routes(self.env):
            if method != "POST" or routing["type"] != "http":
                continue
            if not routing.get("csrf", True):
                free.add(rule)
                continue
            with self.subTest(rule=rule), mute_logger("odoo.http", "werkzeug"):
                for login in (None, self.users["receptionist"].login):
                    self.authenticate(login, login)
                    path = self.base_url() + self.path(rule, "", "")
                    response = self.opener.post(path, data={"a": "1"}, timeout=30, allow_redirects=False)
                    # a page for those who are signed in leads to the sign-in first
                    self.assertIn(response.status_code, (400,) if login or routing["auth"] == "public" else (303, 400))
        self.assertEqual(free - WITHOUT_TOKEN, set())

    def send(self, rule, method, part, name, value):
        path = self.path(rule, part, value)
        sent = "" if part else f"{quote(name)}={value}"
        if method == "GET":
            self.answered(method, f"{path}?{sent}", None, {})
        else:
            body = f"{sent}&{urlencode({'csrf_token': http.Request.csrf_token(self)})}"
            self.answered(method, path, body.encode(), {"Content-Type": "application/x-www-form-urlencoded"})

    def path(self, rule, part, value):
        """The rule with ``value`` in ``part``, and what might be there elsewhere."""

        def filled(match):
            if match[2] == part:
                return value
            if (match[1] or "").startswith("any("):
                return re.search(r"\w+", match[1].removeprefix("any("))[0]
            return "1" if match[1] == "int" else "thu"

        return PART_OF_RULE.sub(filled, rule)

    def answered(self, method, path, body, headers):
        with mute_logger("odoo.http", "werkzeug", *MUTED):
            response = self.opener.request(
                method, self.base_url() + path, data=body, headers=headers, timeout=30, allow_redirects=False
            )
        self.assertLess(response.status_code, 500)
        self.assertNotIn("Traceback", response.text)
