import json
import uuid

from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.tests import tagged

from ..controllers.page import COOKIE
from ..engine import spoken
from .common import HallWorld, at


class HallHttpCase(HallWorld, OnestopHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_hall()

    def pair(self, device):
        """Set up this browser as a device, as its manager and somebody before it do."""
        token = device.with_user(self.users["agency_admin"])._renew_token()
        self.env.flush_all()
        answer = self.url_open("/kiosk/ghep", data={"token": token}, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        return token, answer

    def send(self, path, values, **kwargs):
        return self.url_open(path, data=json.dumps(values), headers={"Content-Type": "application/json"}, **kwargs)


@tagged("post_install", "-at_install")
class TestDevicesHttp(HallHttpCase):
    def test_set_up_once_and_known_by_the_cookie(self):
        self.assertEqual(self.url_open("/kiosk").status_code, 404)
        _token, answer = self.pair(self.kiosk)
        cookie = answer.headers["Set-Cookie"]
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Strict", cookie)
        self.assertIn("Path=/kiosk", cookie)
        page = self.url_open("/kiosk")
        self.assertEqual(page.status_code, 200)
        self.assertIn('data-kind="kiosk"', page.text)
        self.assertIn("script-src 'self'", page.headers["Content-Security-Policy"])
        self.assertTrue(self.kiosk.last_seen_at)

    def test_the_address_holds_the_token_where_no_server_sees_it(self):
        action = self.kiosk.with_user(self.users["agency_admin"]).action_pair()
        address = action["context"]["default_address"]
        path, _hash, token = address.partition("#")
        self.assertTrue(path.endswith("/kiosk/ghep"))
        self.assertGreaterEqual(len(token), 43)
        pairing = (
            self.env["onestop.hall.pairing"]
            .with_user(self.users["agency_admin"])
            .with_context(**action["context"])
            .create({})
        )
        self.assertIn("data:image/svg", pairing.qr)

    def test_wrong_revoked_and_foreign_are_like_none(self):
        unknown = self.url_open("/kiosk")
        token, _answer = self.pair(self.kiosk)
        self.kiosk.with_user(self.users["agency_admin"]).action_revoke()
        self.env.flush_all()
        revoked = self.url_open("/kiosk")
        self.assertEqual((revoked.status_code, revoked.text), (unknown.status_code, unknown.text))
        for path in ("/kiosk/bat-dau", "/kiosk/danh-muc", "/kiosk/bang"):
            self.assertEqual((self.url_open(path).status_code, self.url_open(path).text), (404, "{}"))
        for path in ("/kiosk/lay-so", "/kiosk/tra-cuu", "/kiosk/danh-gia"):
            self.assertEqual(self.send(path, {}).status_code, 404)
        for wrong in (token[:-1], "", "á", self.kiosk.sudo().token_digest or "x"):
            self.opener.cookies.set(COOKIE, wrong.encode().decode("latin-1"), path="/kiosk")
            self.assertEqual(self.url_open("/kiosk").status_code, 404)

    def test_a_device_of_one_kind_does_nothing_of_another(self):
        self.pair(self.board)
        self.assertEqual(self.url_open("/kiosk/bang").status_code, 200)
        self.assertEqual(self.url_open("/kiosk/bat-dau").status_code, 404)
        self.assertEqual(
            self.send("/kiosk/lay-so", {"queue": self.queue.id, "uuid": str(uuid.uuid4())}).status_code, 404
        )

    def test_setting_up_is_tried_a_few_times_only(self):
        for _time in range(10):
            self.assertEqual(self.url_open("/kiosk/ghep", data={"token": "falsch"}).status_code, 404)
        token = self.kiosk.with_user(self.users["agency_admin"])._renew_token()
        self.env.flush_all()
        self.assertEqual(self.url_open("/kiosk/ghep", data={"token": token}).status_code, 404)

    def test_the_hall_screen(self):
        self.pair(self.board)
        with at("08:00"):
            self.take()
            self.take()
            self.take(self.queue_b)
            self.call(self.counter)
            self.env.flush_all()
            state = self.url_open("/kiosk/bang").json()
        self.assertEqual((state["agency"], state["now"]), ("Xã Một", "08:00"))
        [call] = state["calls"]
        self.assertEqual((call["ticket"], call["counter"], call["fresh"]), ("A001", 1, True))
        self.assertEqual(call["words"], "mời số a không không một đến quầy số một")
        self.assertEqual(call["pieces"], [spoken.file_name(piece) for piece in spoken.call("A", "001", 1)])
        self.assertEqual([(one["prefix"], one["count"]) for one in state["waiting"]], [("A", 1), ("B", 1)])
        with at("08:02"):
            self.assertFalse(self.url_open("/kiosk/bang").json()["calls"][0]["fresh"])

    def test_each_piece_of_a_call_is_there(self):
        for piece in spoken.pieces():
            sound = self.url_open(f"/onestop_kiosk/static/src/audio/{spoken.file_name(piece)}")
            self.assertEqual(sound.status_code, 200, piece)
            self.assertTrue(sound.content.startswith(b"OggS"), piece)
            self.assertGreater(len(sound.content), 1000, piece)

    def test_the_channel_is_secret_and_changes_with_the_token(self):
        self.pair(self.board)
        first = self.board._channel()
        self.assertIn(first, self.url_open("/kiosk").text)
        self.pair(self.board)
        self.assertNotEqual(self.board._channel(), first)

    def test_screens_are_woken_and_told_nothing(self):
        self.pair(self.board)
        bus = self.env["bus.bus"].sudo()
        with at("08:00"):
            self.take()
            self.env.cr.precommit.run()
        told = bus.search([("channel", "ilike", self.board._channel())])
        self.assertTrue(told)
        self.assertEqual({json.loads(one.message)["type"] for one in told}, {"onestop_hall"})
        self.assertNotIn("A001", "".join(told.mapped("message")))
