from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestBankDemo(TransactionCase):
    def test_lists(self):
        """Every list has something, and one line waits for a person."""
        self.assertTrue(self.env["onestop.bank.statement"].search([]))
        states = set(self.env["onestop.bank.line"].search([]).mapped("state"))
        self.assertEqual(states, {"proposed", "unclear", "outgoing"})
