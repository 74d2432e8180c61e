from datetime import timedelta

from odoo import fields
from odoo.addons.onestop_core.tests.administration.config_check_case import ConfigCheckCase
from odoo.tests import tagged

from .outward_case import OutwardCase


@tagged("post_install", "-at_install")
class TestConfigCheckOutward(OutwardCase, ConfigCheckCase):
    def about(self, words, user=None):
        found = self.env["onestop.config.check"].with_user(user or self.manager)._run()
        return [one["message"] for one in found if words in one["message"]]

    def test_what_is_set_up(self):
        for words in (
            f"{self.commune.name} issues electronic receipts and has",
            f"{self.commune.name} has neither",
            "No XML form",
            "No certification",
            "No list",
        ):
            self.assertFalse(self.about(words), words)

    def test_the_certificate(self):
        admin = self.users["agency_admin"]
        self.agency_certificate.valid_to = fields.Datetime.now() + timedelta(days=10)
        self.assertEqual(len(self.about("ends on", admin)), 1)
        self.agency_certificate.active = False
        self.assertEqual(len(self.about(f"{self.commune.name} issues electronic receipts and has", admin)), 1)

    def test_the_connection(self):
        words = f"{self.commune.name} issues electronic receipts that are sent"
        self.assertEqual(len(self.about(words)), 1)
        connection = self.env["onestop.receipt.connection"].create(
            {"agency_id": self.commune.id, "url": "https://bienlai.example"}
        )
        self.assertFalse(self.about(words))
        connection.sealed_values = False
        self.assertEqual(len(self.about("can no longer be read")), 1)

    def test_no_code(self):
        self.commune.budget_code = False
        self.assertEqual(len(self.about(f"{self.commune.name} has neither")), 1)

    def test_no_form(self):
        self.env["onestop.receipt.layout"].search([]).valid_to = "2024-12-31"
        self.assertTrue(self.about("No XML form describes receipts of the form EBL01"))

    def test_nobody_is_trusted(self):
        self.env["ir.config_parameter"].set_param("onestop_core.signing_roots", False)
        self.assertEqual(len(self.about("No certification authority")), 1)

    def test_lists(self):
        lists = self.env["onestop.revocation.list"].search([])
        lists.next_at = "2020-01-01"
        self.assertEqual(len(self.about("out of date")), 1)
        lists.unlink()
        self.assertEqual(len(self.about("No list of revoked")), 1)
