from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestBankDemo(TransactionCase):
    def test_lists(self):
        """Every list has something, and one line waits for a person."""
        self.assertTrue(self.env["onestop.bank.statement"].search([]))
        states = set(self.env["onestop.bank.line"].search([]).mapped("state"))
        self.assertEqual(states, {"proposed", "unclear", "outgoing"})
        self.assertEqual(sorted(self.env["onestop.fee.deposit"].search([]).mapped("state")), ["draft", "sent"])
        self.assertEqual(self.env["onestop.gateway.settlement"].search([]).mapped("state"), ["awaited"])
        month = self.env["onestop.fee.month"].search([("dues_sum", ">", 0)])
        self.assertTrue(month.declaration_ids)
        self.assertTrue(month.difference_ids.filtered(lambda one: one.state == "open"))
