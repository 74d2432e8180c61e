from odoo.tests import tagged

from .common import OnestopHttpCase


@tagged("post_install", "-at_install")
class TestDossierTour(OnestopHttpCase):
    """The screens of a dossier, as the people at them click through it."""

    def test_from_counter_to_result(self):
        self.start_tour("/odoo/dossiers", "onestop_dossier_receive", login="test_receptionist")
        dossier = self.env["onestop.dossier"].search([("received_agency_id", "=", self.commune.id)])
        self.assertRecordValues(
            dossier,
            [
                {
                    "state": "processing",
                    "received_agency_id": self.commune.id,
                    "receiver_id": self.users["receptionist"].id,
                    "holder_id": self.users["specialist"].id,
                }
            ],
        )
        self.assertEqual(dossier.document_ids.mapped("name"), [f"Giấy tờ {n}" for n in range(1, 6)])

        self.start_tour("/odoo/my-dossiers", "onestop_dossier_appraise", login="test_specialist")
        self.assertEqual(dossier.holder_id, self.users["leader"])

        self.start_tour("/odoo/my-dossiers", "onestop_dossier_approve", login="test_leader")
        self.assertRecordValues(
            dossier, [{"state": "ready", "outcome": "granted", "holder_agency_id": self.commune.id, "holder_id": False}]
        )
