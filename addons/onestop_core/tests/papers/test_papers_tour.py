from odoo.tests import tagged

from ..common import OnestopHttpCase
from .test_papers import PapersCase


@tagged("post_install", "-at_install")
class TestPapersTour(PapersCase, OnestopHttpCase):
    def test_scan_look_and_supersede(self):
        dossier = self.receive()
        self.start_tour(f"/odoo/dossiers/{dossier.id}", "onestop_dossier_papers", login="test_receptionist")
        files = (
            self.env["onestop.dossier.file"].with_context(active_test=False).search([("dossier_id", "=", dossier.id)])
        )
        # two pages of the same content are one file
        self.assertRecordValues(files, [{"name": "Trang 1.png", "active": False, "superseded_reason": "Chụp mờ"}])
        self.assertEqual(
            [action for action in self.actions(dossier) if action.startswith("file_")],
            ["file_add", "file_view", "file_supersede"],
        )
