import hashlib
import io
import json
import zipfile

from odoo.tests import tagged
from pypdf import PdfReader

from ...examination import OWN_FILE
from .. import upload_samples as samples
from ..common import OnestopHttpCase
from .test_papers import FILE, PapersCase


@tagged("post_install", "-at_install")
class TestPapersExport(PapersCase, OnestopHttpCase):
    def setUp(self):
        super().setUp()
        self.procedure.current_version_id.component_ids[:1].sudo().write({"code": "G09-TP 01"})
        self.dossier = self.receive()
        self.add(self.dossier, samples.pdf(2), "a.pdf")
        self.add(self.dossier, samples.image(), "b.jpg")
        self.add(self.dossier, samples.image("PNG"), "c.png", paper=1)
        self.add(self.dossier, samples.docx(), "d.docx", paper=2)
        self.add(self.dossier, samples.pdf(3), "Kết quả.pdf", paper=None)

    def export(self, kind, user="receptionist"):
        user = self.users.get(user) or self.users_2[user.removesuffix("_2")]
        self.authenticate(user.login, user.login)
        return self.url_open(f"/onestop/dossier/{self.dossier.id}/papers.{kind}")

    def exports(self):
        self.env.invalidate_all()
        return self.dossier.event_ids.filtered(lambda event: event.action == "export")

    def test_zip(self):
        answer = self.export("zip")
        self.assertEqual((answer.status_code, answer.headers["Content-Type"]), (200, "application/zip"))
        self.assertEqual(answer.headers["Content-Length"], str(len(answer.content)))
        code = self.dossier.code
        self.assertIn(f"{code}.zip", answer.headers["Content-Disposition"])
        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        names = [
            f"{code}_G09-TP-01.pdf",
            f"{code}_G09-TP-01.jpg",
            f"{code}_02.png",
            f"{code}_03.docx",
            f"{code}_KQ.pdf",
        ]
        self.assertEqual(archive.namelist(), [*names, "manifest.json"])
        manifest = json.loads(archive.read("manifest.json"))
        self.assertEqual(
            [(line["name"], line["sha256"]) for line in manifest["files"]],
            [(name, hashlib.sha256(archive.read(name)).hexdigest()) for name in names],
        )
        self.assertEqual((manifest["dossier"], manifest["held_back"]), (code, []))
        self.assertEqual([event.data["kind"] for event in self.exports()], ["zip"])

    def test_pdf(self):
        answer = self.export("pdf")
        self.assertEqual((answer.status_code, answer.headers["Content-Type"]), (200, "application/pdf"))
        reader = PdfReader(io.BytesIO(answer.content))
        self.assertEqual(len(reader.pages), 1 + 2 + 1 + 1 + 3)
        cover = " ".join(reader.pages[0].extract_text().split())
        for words in (
            "DANH MỤC GIẤY TỜ",
            self.dossier.code,
            "Nguyễn Thị Thử",
            "Giấy tờ 1",
            "Kết quả giải quyết",
            "_03.docx",
        ):
            self.assertIn(words.lower(), cover.lower())
        self.assertIn("Page 2", reader.pages[2].extract_text())
        self.assertEqual([mark.title for mark in reader.outline][-1], "KQ. Kết quả.pdf")
        # no page is larger than A4
        self.assertLessEqual(max(float(page.mediabox.height) for page in reader.pages), 842.5)
        self.assertEqual([event.data["kind"] for event in self.exports()], ["pdf"])

    def test_foreign_and_unknown(self):
        for kind in ("zip", "pdf"):
            self.assertEqual(self.export(kind, "receptionist_2").status_code, 404)
        self.assertEqual(self.export("exe").status_code, 404)
        self.assertFalse(self.exports())

    def test_nothing_to_export(self):
        self.dossier = self.receive()
        answer = self.export("zip")
        self.assertEqual((answer.status_code, answer.text), (422, "Hồ sơ này chưa có giấy tờ nào được số hóa."))

    def test_quarantined_is_left_out_and_said(self):
        self.dossier.document_ids[1].file_ids.sudo().scan_state = "pending"
        archive = zipfile.ZipFile(io.BytesIO(self.export("zip").content))
        self.assertEqual(json.loads(archive.read("manifest.json"))["held_back"], [f"{self.dossier.code}_02.png"])
        self.assertNotIn(f"{self.dossier.code}_02.png", archive.namelist())
        self.assertEqual(len(PdfReader(io.BytesIO(self.export("pdf").content)).pages), 1 + 2 + 1 + 3)

    def test_changed_file_stops_the_export(self):
        self.dossier.document_ids[1].file_ids.sudo().attachment_id.with_context(
            onestop_own_file=OWN_FILE
        ).raw = b"forged"
        for kind in ("zip", "pdf"):
            with self.assertLogs(FILE, "ERROR"):
                answer = self.export(kind)
            self.assertEqual(answer.status_code, 423)
            self.assertIn("đã bị thay đổi sau khi lưu", answer.text)
