from urllib.parse import urlsplit

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import OnestopHttpCase


@tagged("post_install", "-at_install")
class TestPublicPagesHttp(OnestopHttpCase):
    """What is printed leads somewhere, and what is not there is said in our words; a portal may take the addresses over."""

    def said(self, path):
        """``(status, text)`` of what core says where no portal serves the address."""
        http = self.env["ir.http"]
        page, values, status = http._public_answer(self.env(user=self.env.ref("base.public_user")), path)
        return status, str(http._public_html(self.env, page, values))

    def test_home(self):
        status, text = self.said("/dich-vu-cong/")
        self.assertEqual(status, 200)
        self.assertIn("Hồ sơ của tôi đến đâu rồi", text)
        self.assertIn('href="/dich-vu-cong/tra-cuu"', text)
        self.assertNotIn("<script", text)
        self.assertEqual(self.url_open("/dich-vu-cong/").status_code, 200)

    def test_code_of_a_posted_sheet(self):
        path = urlsplit(self.procedure._public_url()).path
        status, text = self.said(path)
        self.assertEqual(status, 200)
        for words in ("Thủ tục ba ngày", "9.000001", "03 ngày làm việc", "Giấy tờ 1"):
            self.assertIn(words, text)
        self.assertNotIn("False", text)
        page = self.url_open(path)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Thủ tục ba ngày", page.text)

    def test_procedure_that_is_not_published_is_not_there(self):
        draft = self.env["onestop.procedure"].create({"code": "9.000099", "sector_id": self.sector.id})
        draft.version_ids.create({"procedure_id": draft.id, "name": "Bí mật"})
        self.env.flush_all()
        texts = set()
        for code in ("9.000099", "0.000000", "..%2f..", "%00", "a%00b"):
            status, text = self.said(f"/dich-vu-cong/thu-tuc/{code}")
            self.assertEqual(status, 404)
            texts.add(text)
        self.assertEqual(len(texts), 1, "what is not for the public looks as what is not there")
        self.assertEqual(self.url_open("/dich-vu-cong/thu-tuc/9.000099").status_code, 404)

    @mute_logger("odoo.http", "odoo.addons.http_routing.models.ir_http")
    def test_unknown_addresses_are_ours(self):
        for path in ("/khong-co", "/my/khong-co", "/web/khong-co", "/khong%00co"):
            page = self.url_open(path)
            with self.subTest(path):
                self.assertEqual(page.status_code, 404)
                self.assertNotIn("Odoo", page.text)
                self.assertIn("Không có trang này", page.text)
                self.assertIn("/dich-vu-cong/tra-cuu", page.text)

    @mute_logger("odoo.http")
    def test_nothing_but_reading(self):
        self.assertIn(self.url_open("/khong-co", data={"a": "b"}).status_code, (400, 404, 405))
