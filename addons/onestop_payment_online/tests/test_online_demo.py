from ast import literal_eval

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestOnlineDemo(TransactionCase):
    def test_lists(self):
        """Each list has something, and two things wait for a person."""
        transactions = self.env["payment.transaction"].search([("onestop_agency_id", "!=", False)])
        self.assertEqual(sorted(transactions.mapped("state")), ["done", "done", "pending", "pending"])
        self.assertEqual(len(transactions.filtered("vnpay_held")), 1)
        self.assertEqual(transactions.online_refund_ids.mapped("state"), ["proposed"])
        kinds = self.env["onestop.fee.exception"].search([("transaction_id", "in", transactions.ids)]).mapped("kind")
        self.assertEqual(sorted(kinds), ["held", "paid_twice"])

    def test_the_accountant_sees_them(self):
        accountant = self.env.ref("onestop_payment.user_khaphong_ketoan")
        action = self.env["ir.actions.act_window"]._for_xml_id("onestop_payment_online.payment_transaction_action")
        shown = self.env["payment.transaction"].with_user(accountant).search_count(literal_eval(action["domain"]))
        self.assertEqual(shown, 4)
