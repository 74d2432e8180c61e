from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .test_vnpay import GatewayCase

LOGGER = "odoo.addons.onestop_payment_online.models.onestop_online_refund"


@tagged("post_install", "-at_install")
class TestOnlineRefund(GatewayCase):
    def paid(self, dossier=None, number="14012345"):
        """A transaction that the gateway has told of, and knows itself."""
        transaction, _sent = self.begin(dossier or self.received())
        self.tell(transaction, number=number)
        self.gateway.payments[transaction.reference] = (transaction.onestop_amount, "00")
        return transaction

    def approved(self, transaction, **values):
        """A refund of the fees of a transaction, approved by the second person: what goes to the gateway."""
        payment = transaction.onestop_payment_id.with_user(self.cashier)
        refund = payment._refund("Nộp nhầm hồ sơ", method="online", **values)
        refund.with_user(self.money["fee_approver"]).action_approve_refund()
        return refund, transaction.online_refund_ids.filtered(lambda one: one.refund_id == refund)

    def deliver(self, refund):
        self.env.flush_all()
        waits = refund.sudo()._deliver()
        self.env.invalidate_all()
        return waits

    def ask(self, after):
        with freeze_time(fields.Datetime.now() + after):
            return self.env["onestop.online.refund"]._cron_ask()

    def test_from_the_proposal_to_the_bank(self):
        dossier = self.received()
        transaction = self.paid(dossier)
        refund, sent = self.approved(transaction)
        self.assertEqual((refund.state, sent.state, dossier.due_ids.state), ("sent", "pending", "paid"))
        self.assertEqual(self.deliver(sent), 0)
        [asked] = self.gateway.questions
        self.assertEqual(
            (asked["vnp_TransactionType"], asked["vnp_Amount"], asked["vnp_RequestId"]), ("02", "2400000", sent.uuid)
        )
        self.assertEqual((sent.state, refund.state), ("sent", "sent"))
        self.ask(timedelta(hours=2))
        self.assertEqual(sent.state, "sent", "the gateway is still at it")
        self.gateway.payments[transaction.reference] = (24_000, "06")
        self.ask(timedelta(hours=5))
        self.assertEqual((sent.state, refund.state, dossier.due_ids.state), ("delivered", "done", "open"))
        self.assertEqual(transaction.onestop_payment_id.receipt_ids.state, "cancelled")
        self.assertEqual(refund.approved_by_id, self.money["fee_approver"])

    def test_a_part(self):
        first, second = self.received(), self.received(quantity=1)
        transaction, _sent = self.begin(first, second)
        self.tell(transaction)
        self.gateway.payments[transaction.reference] = (32_000, "00")
        lines = transaction.onestop_payment_id.line_ids
        _refund, sent = self.approved(transaction, lines=lines.filtered(lambda line: line.amount == 8_000))
        self.deliver(sent)
        self.assertEqual((self.gateway.questions[0]["vnp_TransactionType"], sent.amount), ("03", 8_000))

    def test_a_second_person(self):
        transaction = self.paid()
        refund = transaction.onestop_payment_id.with_user(self.cashier)._refund("x", method="online")
        self.assertRefused(AccessError, "second person", refund.action_approve_refund)
        refund.with_user(self.money["fee_approver"]).action_refuse_refund()
        self.assertFalse(transaction.online_refund_ids)
        cash = self.pay(self.received())
        self.assertRefused(UserError, "did not come by the gateway", cash._refund, "x", method="online")

    def test_d2_12_what_was_paid_twice_goes_back(self):
        dossier = self.received()
        first, again = self.begin(dossier)[0], self.begin(dossier)[0]
        self.tell(first)
        self.tell(again, number="14012399")
        self.gateway.payments[again.reference] = (24_000, "00")
        exception = self.noted("paid_twice").with_user(self.money["accountant"])
        self.assertTrue(exception.can_give_back)
        refund = self.env["onestop.online.refund"].browse(exception.action_give_back()["res_id"])
        self.assertEqual((refund.state, refund.amount), ("proposed", 24_000))
        self.assertRefused(AccessError, "second person", refund.with_user(self.money["accountant"]).action_approve)
        self.assertRefused(AccessError, "fee approver", refund.with_user(self.money["auditor"]).action_approve)
        self.assertRefused(UserError, "left to give back", exception.action_give_back)
        refund.with_user(self.money["fee_approver"]).action_approve()
        self.deliver(refund)
        self.gateway.payments[again.reference] = (24_000, "06")
        self.ask(timedelta(hours=2))
        self.assertEqual((refund.state, exception.state, dossier.due_ids.state), ("delivered", "resolved", "paid"))

    def test_d2_17_no_more_than_was_paid(self):
        transaction = self.paid()
        payment = transaction.onestop_payment_id.with_user(self.cashier)
        self.approved(transaction)
        self.assertRefused(UserError, "left to give back", payment._refund, "x", method="online")
        self.assertRefused(UserError, "left to give back", payment._refund, "x")
        self.assertEqual(transaction._vnpay_left(), 0)

    @mute_logger(LOGGER)
    def test_d2_18_a_refund_that_fails_later(self):
        dossier = self.received()
        transaction = self.paid(dossier)
        refund, sent = self.approved(transaction)
        self.deliver(sent)
        self.gateway.payments[transaction.reference] = (24_000, "09")
        self.ask(timedelta(hours=2))
        self.assertEqual((sent.state, refund.state, dossier.due_ids.state), ("failed", "refused", "paid"))
        self.assertEqual((transaction._vnpay_left(), len(self.noted("refund_failed"))), (24_000, 1))
        self.gateway.payments[transaction.reference] = (24_000, "00")
        _refund, again = self.approved(transaction)
        self.assertEqual(again.state, "pending")

    def test_d2_19_what_was_decided_stays_decided(self):
        transaction = self.paid()
        _refund, sent = self.approved(transaction)
        approver = sent.with_user(self.money["fee_approver"])
        self.assertRefused(UserError, "decided already", approver.action_approve)
        self.assertRefused(UserError, "decided already", approver.action_refuse)
        self.assertRefused(UserError, "can have gone", sent.with_user(self.money["accountant"]).action_gone)
        self.assertRefused(AccessError, "system alone", approver.write, {"state": "proposed"})
        self.assertRefused(UserError, "stays", sent.sudo().unlink)

    def test_d2_22_a_line_that_breaks_gives_it_back_once(self):
        transaction = self.paid()
        _refund, sent = self.approved(transaction)
        self.gateway.behaviours[:] = ["lost_after"]
        self.assertGreater(self.deliver(sent), 0)
        self.assertEqual(sent.state, "pending")
        sent.next_try_at = fields.Datetime.now()
        self.assertEqual(self.deliver(sent), 0)
        self.assertEqual((sent.state, sent.answer, len(self.gateway.refunds)), ("sent", "94", 1))

    def test_refused_at_once(self):
        transaction = self.paid()
        self.gateway.payments[transaction.reference] = (24_000, "02")
        refund, sent = self.approved(transaction)
        self.deliver(sent)
        self.assertEqual((sent.state, sent.answer, refund.state), ("failed", "95", "refused"))

    @mute_logger(LOGGER)
    def test_the_gateway_never_says(self):
        transaction = self.paid()
        refund, sent = self.approved(transaction)
        self.deliver(sent)
        self.gateway.behaviours[:] = ["broken"] * 8
        for hours in (1, 4, 12, 24, 48, 72, 120, 168):
            self.ask(timedelta(hours=hours, minutes=1))
        self.assertEqual((sent.state, len(self.noted("no_answer"))), ("sent", 1))
        self.assertRefused(AccessError, "accountant says", sent.with_user(self.cashier).action_gone)
        sent.with_user(self.money["accountant"]).action_gone()
        self.assertEqual((sent.state, refund.state), ("delivered", "done"))

    def test_the_dialog_gives_back_at_the_gateway(self):
        transaction = self.paid()
        payment = transaction.onestop_payment_id
        dialog = (
            self.env["onestop.fee.payment.back"]
            .with_user(self.cashier)
            .with_context(active_id=payment.id)
            .create({"reason": "Nộp nhầm"})
        )
        self.assertEqual((dialog.payment_id, dialog.method), (payment, "online"))
        refund = self.env["onestop.fee.payment"].browse(dialog.action_propose()["res_id"])
        self.assertEqual((refund.method, refund.state), ("online", "proposed"))
