import json

from odoo import http
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import OnestopHttpCase


@tagged("post_install", "-at_install")
class TestReportSlipHttp(OnestopHttpCase):
    def download(self, dossier):
        return self.url_open(
            "/report/download",
            data={
                "data": json.dumps([f"/report/pdf/onestop_core.report_receipt_slip/{dossier.id}", "qweb-pdf"]),
                "context": json.dumps({"force_report_rendering": True}),
                "csrf_token": http.Request.csrf_token(self),
            },
        )

    def test_download(self):
        dossier = self.receive()
        self.authenticate(self.users["receptionist"].login, self.users["receptionist"].login)
        answer = self.download(dossier)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn(f"Giay%20tiep%20nhan%20{dossier.code}.pdf", answer.headers["Content-Disposition"])
        self.assertTrue(answer.content.startswith(b"%PDF"))
        self.assertIn("print", dossier.event_ids.mapped("action"))

    @mute_logger("odoo.http", "odoo.addons.web.controllers.report")
    def test_foreign_dossier(self):
        dossier = self.receive()
        self.authenticate(self.users_2["receptionist"].login, self.users_2["receptionist"].login)
        answer = self.download(dossier)
        # Odoo tells the web client of errors in a document of its own
        self.assertIn("odoo.exceptions.AccessError", answer.text)
        self.assertNotIn(b"%PDF", answer.content)
        self.assertNotIn("print", dossier.event_ids.mapped("action"))
