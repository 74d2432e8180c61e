import uuid
from urllib.parse import urlsplit

from odoo.tests import tagged

from .common import at
from .test_devices_http import HallHttpCase


@tagged("post_install", "-at_install")
class TestKioskHttp(HallHttpCase):
    def setUp(self):
        super().setUp()
        self.pair(self.kiosk)

    def test_what_the_kiosk_starts_with(self):
        with at("08:00"):
            home = self.url_open("/kiosk/bat-dau?lang=vi").json()
        self.assertEqual(
            [(queue["name"], queue["closed"]) for queue in home["queues"]], [("Hộ tịch", ""), ("Đất đai", "")]
        )
        self.assertIn("Người cao tuổi", [group["name"] for group in home["groups"]])
        self.assertEqual((home["idle"], home["idle_warning"]), (60, 20))
        with at("21:00"):
            home = self.url_open("/kiosk/bat-dau?lang=en").json()
        self.assertTrue(home["queues"][0]["closed"].startswith("Closed for today"))

    def test_a_number(self):
        sent = {"queue": self.queue.id, "group": 0, "uuid": str(uuid.uuid4())}
        with at("08:00"):
            answer = self.send("/kiosk/lay-so", sent)
            again = self.send("/kiosk/lay-so", sent)
        self.assertEqual((answer.json()["code"], again.json()["code"]), ("A001", "A001"))
        self.assertEqual((answer.json()["ahead"], answer.json()["day"]), (0, "23/11/2026"))
        self.assertTrue(answer.json()["qr"].startswith("data:image/svg+xml"))
        ticket = self.env["onestop.ticket"].search([("queue_id", "=", self.queue.id)])
        self.assertEqual((ticket.device_id, ticket.source), (self.kiosk, "kiosk"))
        with at("08:01"):
            place = self.url_open(urlsplit(answer.json()["address"]).path)
        self.assertEqual(place.status_code, 200)
        self.assertIn("A001", place.text)

    def test_what_is_no_number_of_this_hall(self):
        with at("08:00"):
            for queue in (self.queue_other.id, 0, -1, 10**12, "1", None, [1], True):
                answer = self.send("/kiosk/lay-so?lang=en", {"queue": queue, "uuid": str(uuid.uuid4())})
                self.assertEqual(
                    (answer.status_code, "not served here" in answer.json()["message"]), (422, True), queue
                )
            for body in (
                "{",
                "[",
                "[]",
                "null",
                "1",
                "[" * 100_000,
                '{"queue": "\\ud800"}',
                f'{{"text": "{"a" * 100_000}"}}',
            ):
                answer = self.url_open("/kiosk/lay-so", data=body, headers={"Content-Type": "application/json"})
                self.assertEqual(answer.status_code, 422)
            answer = self.send("/kiosk/lay-so", {"queue": self.queue.id, "uuid": "1"})
            self.assertEqual(answer.status_code, 422)
        self.assertFalse(self.env["onestop.ticket"].search([("queue_id", "in", (self.queue | self.queue_other).ids)]))

    def test_a_page_that_follows_no_number(self):
        self.assertEqual(self.url_open("/kiosk/so/x").status_code, 404)

    def test_by_code_alone_the_kiosk_says_what_the_public_page_says(self):
        dossier = self.receive()
        self.env.flush_all()
        by_code = self.send("/kiosk/tra-cuu", {"text": dossier.code}).json()["dossier"]
        self.assertFalse(by_code["known"])
        self.assertNotIn("procedure", by_code)
        by_slip = self.send("/kiosk/tra-cuu", {"text": dossier.sudo()._lookup_url()}).json()["dossier"]
        self.assertEqual(
            (by_slip["known"], by_slip["procedure"], by_slip["may_rate"]), (True, "Thủ tục ba ngày", False)
        )
        self.assertIsNone(self.send("/kiosk/tra-cuu", {"text": "H99.11-000000-0000"}).json()["dossier"])
        for text in ("'; DROP", "a\0b", "9" * 5000, ["x"], {"a": 1}, True):
            self.assertIsNone(self.send("/kiosk/tra-cuu", {"text": text}).json()["dossier"], text)

    def test_a_day_is_not_read_by_typing(self):
        """Whoever has taken the cookie of a kiosk and counts through the codes of a day is stopped; a slip is read all the same."""
        dossier = self.receive()
        self.env.flush_all()
        stem = dossier.code[:-4]
        answers = [
            self.send("/kiosk/tra-cuu?lang=en", {"text": f"{stem}{number:04d}"}).status_code for number in range(1, 71)
        ]
        self.assertEqual((answers.count(200), answers.count(422)), (60, 10))
        by_slip = self.send("/kiosk/tra-cuu", {"text": dossier.sudo()._lookup_url()})
        self.assertTrue(by_slip.json()["dossier"]["known"])

    def test_rated_once_by_whoever_holds_the_slip(self):
        dossier = self.receive(user=self.users["receptionist"], procedure=self.procedure)
        dossier.sudo().write({"state": "returned"})
        dossier.sudo()._log("return_result")
        self.env.flush_all()
        slip = dossier.sudo()._lookup_url()
        verdict = {"text": dossier.code, "verdict": "2", "uuid": str(uuid.uuid4())}
        self.assertEqual(self.send("/kiosk/danh-gia", verdict).status_code, 422)
        verdict["text"] = slip
        self.assertTrue(self.send("/kiosk/tra-cuu", {"text": slip}).json()["dossier"]["may_rate"])
        self.assertEqual(self.send("/kiosk/danh-gia", {**verdict, "verdict": "9"}).status_code, 422)
        self.assertEqual(self.send("/kiosk/danh-gia", {**verdict, "feedback": "a\0b"}).status_code, 422)
        self.assertEqual(self.send("/kiosk/danh-gia", {**verdict, "feedback": "Nhanh"}).status_code, 200)
        self.assertEqual(self.send("/kiosk/danh-gia", verdict).status_code, 200)
        self.assertEqual(self.send("/kiosk/danh-gia", {**verdict, "uuid": str(uuid.uuid4())}).status_code, 422)
        rating = self.env["onestop.rating"].search([("dossier_id", "=", dossier.id)])
        self.assertEqual((len(rating), rating.verdict, rating.source, rating.feedback), (1, "2", "kiosk", "Nhanh"))

    def test_the_catalogue_has_what_is_received_here(self):
        answer = self.url_open("/kiosk/danh-muc").json()
        codes = {procedure["code"] for procedure in answer["procedures"]}
        self.assertIn("9.000001", codes)

    def test_a_device_that_asks_too_often_waits(self):
        for _time in range(240):
            answer = self.url_open("/kiosk/bat-dau")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.url_open("/kiosk/bat-dau").status_code, 429)
