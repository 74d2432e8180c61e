from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestPostalPaymentDemo(TransactionCase):
    def test_one_has_come_and_one_is_late(self):
        offices = self.env["onestop.postal.office"].search([("code", "=", "KPG")])
        self.assertTrue(offices, "these tests need demo data")
        self.assertEqual((offices.fee_collected, offices.fee_remitted, offices.fee_on_hand), (30_000, 15_000, 15_000))
        remittance = self.env["onestop.postal.remittance"].search([("office_id", "=", offices.id)])
        self.assertEqual((remittance.state, remittance.amount), ("received", 15_000))
        items = self.env["onestop.postal.shipment"]
        late = items.search([*items._unremitted_domain(), ("office_id", "=", offices.id)])
        self.assertEqual(late.sender_name, "Trần Văn Lực")
        self.assertTrue(late.fee_receipt)
