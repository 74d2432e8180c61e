from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestOutwardDemo(TransactionCase):
    def test_signed_receipts(self):
        """Each list has something, and what is signed holds to its end."""
        agency = self.env.ref("onestop_core.agency_kha_phong")
        files = self.env["onestop.receipt.file"].search([("agency_id", "=", agency.id)])
        self.assertGreaterEqual(len(files), 2)
        files.action_verify()
        self.assertEqual(set(files.mapped("verdict")), {"good"})
        self.assertTrue(self.env["onestop.revocation.list"].search([]))
        self.assertTrue(self.env["onestop.receipt.layout"].search([]).provisional)

    def test_what_waits(self):
        messages = self.env["onestop.receipt.message"].search([])
        self.assertEqual({"issued", "refused", "to_issue"}, set(messages.mapped("status")))
        self.assertFalse(
            self.env["onestop.receipt.connection"].search([]), "nothing is sent from a database for trying"
        )

    def test_the_cashier_signs_another_one(self):
        cashier = self.env.ref("onestop_core.user_khaphong_thuphi")
        receipt = self.env["onestop.fee.receipt"].search(
            [("agency_id", "=", self.env.ref("onestop_core.agency_kha_phong").id), ("number", ">", 0), ("file_ids", "=", False)], limit=1
        )  # fmt: skip
        receipt.with_user(cashier).action_official_file()
        self.assertEqual(receipt.file_ids.mapped("verdict")[:1], ["good"])
