import re
import uuid

from freezegun import freeze_time
from odoo import http
from odoo.addons.onestop_core.tests.common import MONDAY, OnestopHttpCase, local
from odoo.addons.onestop_core.tests.engine.challenge_solver import solve
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestFeedbackHttp(OnestopHttpCase):
    def setUp(self):
        super().setUp()
        self.startPatcher(freeze_time(local(MONDAY)))
        self.authenticate(None, None)

    def post(self, path, **data):
        return self.url_open(path, data={"csrf_token": http.Request.csrf_token(self), **data}, allow_redirects=False)

    def said(self, **changes):
        client_uuid = str(uuid.uuid4())
        return {
            "client_uuid": client_uuid,
            "altcha": solve(self.env["onestop.challenge"]._make("feedback", client_uuid)),
            "eform.kind": "complaint",
            "eform.about": "agency",
            "eform.agency": f"a{self.commune.id}",
            "eform.text": "Phải chờ hai giờ",
            "eform.name": "Trần Thị Bé",
            "eform.phone": "0912 345 678",
            "eform.publish": "yes",
            **changes,
        }

    def send(self, **changes):
        return self.post("/dich-vu-cong/phan-anh/gui", **self.said(**changes))

    def found(self):
        return self.env["onestop.feedback"].search(
            [("about_agency_id", "=", self.commune.id)], order="id desc", limit=1
        )

    def test_the_page_asks_and_offers_what_led_to_it(self):
        page = self.url_open(f"/dich-vu-cong/phan-anh/gui?co-quan={self.commune.code}&thu-tuc=9.000001")
        self.assertEqual(page.status_code, 200)
        self.assertRegex(page.text, f'value="a{self.commune.id}" selected')
        self.assertIn('value="9.000001"', page.text)
        self.assertIn("default-src 'none'", page.headers["Content-Security-Policy"])

    def test_sent_followed_replied_and_pressed_twice_kept_once(self):
        said = self.said()
        first = self.post("/dich-vu-cong/phan-anh/gui", **said)
        self.assertEqual(first.status_code, 303)
        self.assertEqual(self.post("/dich-vu-cong/phan-anh/gui", **said).headers["Location"], first.headers["Location"])
        feedback = self.found()
        path = first.headers["Location"]
        self.assertTrue(path.endswith(feedback._path()))
        page = self.url_open(path)
        self.assertIn(feedback.number, page.text)
        self.assertIn("noindex", page.headers["X-Robots-Tag"])
        self.assertEqual(self.post(path, text="Thêm: sáng thứ Hai").status_code, 303)
        self.assertIn("Thêm: sáng thứ Hai", self.url_open(path).text)
        feedback.with_user(self.users["leader"])._answer("Đã mở thêm quầy", public=True)
        self.assertIn("Đã mở thêm quầy", self.url_open(path).text)
        self.assertEqual(self.post(path, verdict="2").status_code, 303)
        self.assertEqual(self.post(path, verdict="2").status_code, 200)

    def test_what_is_missing_is_named_and_nothing_lost(self):
        page = self.send(**{"eform.phone": "abc", "eform.about": ""})
        self.assertEqual(page.status_code, 200)
        self.assertIn("<title>Lỗi: ", page.text)
        self.assertIn('href="#eform-phone"', page.text)
        self.assertIn("Phải chờ hai giờ", page.text)
        self.assertFalse(self.found())

    def test_a_wrong_link_and_one_of_nothing_look_the_same(self):
        self.send()
        feedback = self.found()
        wrong = self.url_open(f"/dich-vu-cong/phan-anh/theo-doi/{feedback.id}-AAAAAAAAAAAAAAAAAAAA")
        nothing = self.url_open("/dich-vu-cong/phan-anh/theo-doi/99999999-AAAAAAAAAAAAAAAAAAAA")
        self.assertEqual((wrong.status_code, nothing.status_code), (404, 404))
        strip = lambda page: re.sub(r"theo-doi/[0-9]+", "", page.text)  # noqa: E731
        self.assertEqual(strip(wrong), strip(nothing))
        for odd in ("x", "1-", "-AAAAAAAAAA", "9" * 30 + "-AAAAAAAAAA"):
            self.assertEqual(self.url_open(f"/dich-vu-cong/phan-anh/theo-doi/{odd}").status_code, 404)

    def test_without_the_token_of_the_page_nothing_is_taken(self):
        answer = self.url_open("/dich-vu-cong/phan-anh/gui", data=self.said(), allow_redirects=False)
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self.found())

    def test_too_much_is_refused(self):
        for _each in range(3):
            self.assertEqual(self.send().status_code, 303)
        self.assertEqual(self.send().status_code, 429)
        self.assertEqual(self.send(**{"eform.phone": "0987 654 321"}).status_code, 303)

    def test_a_programme_that_does_not_work_for_it_sends_nothing(self):
        page = self.url_open("/dich-vu-cong/phan-anh/gui")
        self.assertIn("altcha-widget", page.text)
        other = self.env["onestop.challenge"]._make("feedback", str(uuid.uuid4()))
        for altcha in ("", "x", solve(other), solve(self.env["onestop.challenge"]._make("file", "1"))):
            page = self.send(altcha=altcha)
            self.assertEqual(page.status_code, 200)
            self.assertIn('role="alert"', page.text)
            self.assertIn("Phải chờ hai giờ", page.text)
        self.assertFalse(self.found())

    def test_public_answers_name_nobody(self):
        self.send()
        feedback = self.found().with_user(self.users["leader"])
        feedback._answer("Đã mở thêm quầy", public=True)
        page = self.url_open("/dich-vu-cong/phan-anh")
        self.assertNotIn("Đã mở thêm quầy", page.text)
        feedback._publish("Phải chờ lâu ở quầy tiếp nhận")
        page = self.url_open("/dich-vu-cong/phan-anh")
        self.assertIn("Phải chờ lâu ở quầy tiếp nhận", page.text)
        for hidden in ("Trần Thị Bé", "0912345678", "Phải chờ hai giờ", feedback.number):
            self.assertNotIn(hidden, page.text)
        self.assertEqual(self.url_open("/dich-vu-cong/phan-anh?trang=abc").status_code, 200)

    # ------------------------------------------------------------------ rating

    def returned(self):
        dossier = self.receive()
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve")
        dossier.act("return_result")
        return dossier.sudo()

    def test_a_returned_dossier_is_rated_once_from_its_link(self):
        dossier = self.returned()
        path = dossier._rating_path()
        self.assertEqual(dossier._citizen_page()["rating_path"], path)
        page = self.url_open(path)
        self.assertEqual(page.status_code, 200)
        self.assertIn(dossier.code, page.text)
        said = {"client_uuid": str(uuid.uuid4()), "eform.contacts": "v2", "eform.feedback": "Rất nhanh"}
        page = self.post(path, **said)
        self.assertIn("<title>Lỗi: ", page.text)
        self.assertFalse(dossier.onestop_rating_ids)
        self.assertEqual(self.post(path, verdict="2", **said).status_code, 303)
        rating = dossier.onestop_rating_ids
        self.assertEqual(
            (rating.verdict, rating.contacts, rating.source, rating.feedback), ("2", "2", "portal", "Rất nhanh")
        )
        page = self.post(path, verdict="0", **{**said, "client_uuid": str(uuid.uuid4())})
        self.assertEqual(page.status_code, 200)
        self.assertNotIn('name="verdict"', page.text)
        self.assertEqual(dossier.onestop_rating_ids.verdict, "2")
        self.assertFalse(dossier._citizen_page()["rating_path"])

    def test_the_link_of_a_rating_is_a_secret_of_the_citizen(self):
        dossier = self.returned()
        notices = self.env["onestop.notice"].search([("dossier_id", "=", dossier.id), ("event", "=", "returned")])
        self.assertNotIn(dossier._rating_key(), "".join(notices.mapped("text")))
        template = self.env.ref("onestop_notice.notice_template_returned_mail")
        self.assertIn("{rating}", template.text)
        offered = template.text
        template._withdraw_rating()
        self.assertNotIn("rating", template.text)
        template._offer_rating()
        self.assertEqual(template.text, offered)
        self.assertEqual(self.url_open(f"/dich-vu-cong/danh-gia/{dossier.id}-AAAAAAAAAA").status_code, 404)
        with freeze_time(local("2027-06-01")):
            self.assertEqual(self.url_open(dossier._rating_path()).status_code, 404)

    def test_what_is_not_handed_over_is_not_rated(self):
        self.assertEqual(self.url_open(self.receive().sudo()._rating_path()).status_code, 404)
