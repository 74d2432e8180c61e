from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.tests import tagged

from .payment_case import PaymentCase

DUES = "/odoo/action-onestop_payment.onestop_fee_due_action"
PAYMENTS = "/odoo/action-onestop_payment.onestop_fee_payment_action"
RECEIPTS = "/odoo/action-onestop_payment.onestop_fee_receipt_action"


@tagged("post_install", "-at_install")
class TestPaymentTour(PaymentCase, OnestopHttpCase):
    """The screens of those who handle money, as the people at them click through."""

    def test_taken_replaced_and_given_back(self):
        due = self.received().due_ids
        self.env.cr.flush()
        self.start_tour(DUES, "onestop_payment_take", login="test_cashier")
        due.invalidate_recordset()
        self.assertEqual(
            (due.state, due.paid, due.exemption_proof), ("paid", 12_000, "Giấy chứng nhận hộ nghèo số 12/2026")
        )
        payment = due.line_ids.payment_id
        [old] = payment.receipt_ids
        self.start_tour(RECEIPTS, "onestop_payment_replace", login="test_cashier")
        self.env.invalidate_all()
        self.assertEqual(
            (old.state, old.replaced_by_id.payer_name, old.replaced_by_id.number),
            ("replaced", "Nguyễn Thị Thử Nghiệm", 2),
        )
        self.start_tour(PAYMENTS, "onestop_payment_give_back", login="test_cashier")
        self.env.invalidate_all()
        refund = payment.refund_ids
        self.assertEqual(
            (refund.state, refund.amount, refund.refund_reason, refund.method, refund.refund_account),
            ("proposed", 12_000, "Công dân nộp trùng", "transfer", "0123456789 – BIDV"),
        )
        self.assertEqual((refund.proposed_by_id, refund.approved_by_id.id), (self.cashier, False))
        # whoever has proposed it is shown no way to decide
        self.start_tour(PAYMENTS, "onestop_payment_not_mine", login="test_cashier")
        self.start_tour(PAYMENTS, "onestop_payment_approve", login="test_fee_approver")
        self.env.invalidate_all()
        self.assertEqual((refund.state, refund.approved_by_id), ("done", self.money["fee_approver"]))
        self.assertEqual((due.state, due.paid, old.replaced_by_id.state), ("open", 0, "cancelled"))
