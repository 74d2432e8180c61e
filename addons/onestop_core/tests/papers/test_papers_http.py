from odoo import http
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ...examination import OWN_FILE
from .. import upload_samples as samples
from ..common import OnestopHttpCase
from .test_papers import FILE, PapersCase


@tagged("post_install", "-at_install")
class TestPapersHttp(PapersCase, OnestopHttpCase):
    def setUp(self):
        super().setUp()
        self.dossier = self.receive()
        self.file = self.add(self.dossier)

    def log_in(self, user):
        self.authenticate(user.login, user.login)

    def upload(self, name, content, **data):
        return self.url_open(
            "/onestop/file/upload",
            data={"dossier_id": self.dossier.id, "csrf_token": http.Request.csrf_token(self), **data},
            files={"ufile": (name, content, "application/octet-stream")},
        )

    def views(self):
        self.env.invalidate_all()
        return self.actions(self.dossier).count("file_view")

    def test_download(self):
        self.log_in(self.users["receptionist"])
        answer = self.url_open(f"/onestop/file/{self.file.id}")
        self.assertEqual((answer.status_code, answer.content), (200, self.file._content()))
        headers = answer.headers
        self.assertEqual(headers["Content-Type"], "application/pdf")
        self.assertEqual(
            headers["Content-Disposition"],
            "attachment; filename=\"To khai.pdf\"; filename*=UTF-8''T%E1%BB%9D%20khai.pdf",
        )
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(headers["Cache-Control"], "private, no-store")
        self.assertEqual(headers["Content-Security-Policy"], "default-src 'none'")
        self.assertEqual(self.views(), 1)

    def test_superseded_is_given_out(self):
        content = self.file._content()
        self.file.remove_file("Chụp mờ")
        self.log_in(self.users["leader"])
        answer = self.url_open(f"/onestop/file/{self.file.id}")
        self.assertEqual((answer.status_code, answer.content), (200, content))
        self.assertEqual(self.views(), 1)

    def test_view_in_the_page(self):
        self.log_in(self.users["leader"])
        shown = self.url_open(f"/onestop/file/{self.file.id}?view=1")
        self.assertTrue(shown.headers["Content-Disposition"].startswith("inline"))
        word = self.add(self.dossier, samples.docx(), "a.docx")
        self.assertTrue(
            self.url_open(f"/onestop/file/{word.id}?view=1").headers["Content-Disposition"].startswith("attachment")
        )
        thumbnail = self.url_open(f"/onestop/file/{self.file.id}/thumbnail")
        self.assertEqual((thumbnail.status_code, thumbnail.headers["Content-Type"]), (200, "image/jpeg"))
        self.assertEqual(self.url_open(f"/onestop/file/{word.id}/thumbnail").status_code, 404)

    @mute_logger("odoo.http")
    def test_foreign_file_does_not_exist(self):
        addresses = [
            f"/onestop/file/{self.file.id}",
            f"/onestop/file/{self.file.id}/thumbnail",
            "/onestop/file/999999999",
        ]
        employee = new_test_user(self.env, "test_papers_employee", groups="base.group_user")
        citizen = new_test_user(self.env, "test_papers_citizen", groups="base.group_portal")
        for user in (self.users_2["receptionist"], self.users_2["leader"], employee, citizen):
            self.log_in(user)
            for address in addresses:
                with self.subTest(address, user=user.name):
                    self.assertEqual(self.url_open(address).status_code, 404)
            self.assertEqual(
                self.upload("a.pdf", samples.pdf(2), document_id=self.dossier.document_ids[0].id).status_code, 404
            )
            self.assertEqual(self.upload("a.pdf", samples.pdf(2)).status_code, 404)
        self.assertEqual(self.views(), 0)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(addresses[0]).url)

    @mute_logger("odoo.http")
    def test_quarantined(self):
        self.file.sudo().scan_state = "pending"
        for user in (self.users["receptionist"], self.users["leader"], self.env.ref("base.user_admin")):
            self.log_in(user) if user != self.env.ref("base.user_admin") else self.authenticate("admin", "admin")
            attachment = self.file.sudo().attachment_id
            leaks = [
                f"/onestop/file/{self.file.id}",
                f"/onestop/file/{self.file.id}/thumbnail",
                f"/web/content/{attachment.id}",
                f"/web/content/{attachment.id}/datas/a.pdf",
                f"/web/content/ir.attachment/{attachment.id}/raw",
                f"/web/image/{attachment.id}",
                f"/web/content/onestop.dossier.file/{self.file.id}/attachment_id",
            ]
            for address in leaks:
                with self.subTest(address, user=user.name):
                    answer = self.url_open(address)
                    self.assertNotIn(b"%PDF", answer.content)
                    if not address.startswith("/web/image"):
                        self.assertIn(
                            answer.status_code,
                            (403, 404, 423, 400, 500) if "onestop.dossier.file" in address else (403, 404, 423),
                        )
        self.assertEqual(self.views(), 0)
        self.log_in(self.users["receptionist"])
        answer = self.url_open(f"/onestop/file/{self.file.id}")
        self.assertEqual(answer.status_code, 423)
        self.assertIn("đang được quét vi-rút", answer.text)

    @mute_logger("odoo.http")
    def test_tampered(self):
        self.file.sudo().attachment_id.with_context(onestop_own_file=OWN_FILE).raw = samples.pdf(text="Forged")
        self.log_in(self.users["receptionist"])
        with self.assertLogs(FILE, "ERROR"):
            answer = self.url_open(f"/onestop/file/{self.file.id}")
        self.assertEqual(answer.status_code, 423)
        self.assertIn("đã bị thay đổi sau khi lưu", answer.text)
        self.env.invalidate_all()
        self.assertEqual(self.actions(self.dossier)[-1], "file_changed")

    def test_upload(self):
        self.log_in(self.users["receptionist"])
        paper = self.dossier.document_ids[1]
        answer = self.upload("Đơn.pdf", samples.pdf(2), document_id=paper.id)
        self.assertEqual(answer.status_code, 200)
        self.env.invalidate_all()
        self.assertEqual(paper.file_ids.ids, [answer.json()["file"]["id"]])
        self.assertEqual((paper.file_ids.name, paper.file_ids.page_count), ("Đơn.pdf", 2))
        result = self.upload("Kết quả.pdf", samples.pdf(3)).json()["file"]
        self.assertEqual(self.env["onestop.dossier.file"].browse(result["id"]).kind, "result")

    @mute_logger("odoo.http")
    def test_refused(self):
        self.log_in(self.users["receptionist"])
        paper = self.dossier.document_ids[1]
        page = samples.pdf()
        for name, content, words in (
            ("a.pdf", page + bytes(50 * 1024 * 1024 - len(page)), "nhỏ hơn 50 MB"),
            ("a.exe", b"MZ", "Không nhận loại tệp này"),
            ("../../a.pdf", page, "chứa đường dẫn"),
            ("a.pdf", page[:300], "bị hỏng"),
        ):
            with self.subTest(words):
                answer = self.upload(name, content, document_id=paper.id)
                self.assertEqual(answer.status_code, 422)
                self.assertIn(words, answer.json()["message"])
        self.env.invalidate_all()
        self.assertFalse(paper.file_ids)
        self.log_in(self.users["cashier"])
        self.assertEqual(self.upload("a.pdf", page, document_id=paper.id).status_code, 422)

    @mute_logger("odoo.http")
    def test_paper_of_another_dossier(self):
        other = self.receive()
        self.log_in(self.users["receptionist"])
        self.assertEqual(self.upload("a.pdf", samples.pdf(2), document_id=other.document_ids[0].id).status_code, 404)
        self.assertEqual(self.upload("a.pdf", samples.pdf(2), document_id="x").status_code, 404)

    @mute_logger("odoo.http")
    def test_upload_needs_its_token(self):
        self.log_in(self.users["receptionist"])
        self.assertEqual(self.upload("a.pdf", samples.pdf(2), csrf_token="0").status_code, 400)
