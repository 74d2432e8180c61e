import uuid

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..payment_case import PaymentCase

REASON = "Nhập nhầm"


@tagged("post_install", "-at_install")
class TestPayment(PaymentCase):
    def test_a_due_comes_with_the_reception(self):
        due = self.received().due_ids
        self.assertEqual(
            (due.state, due.amount, due.kind, due.payer_name, due.moment),
            ("open", 24_000, "levy", "Nguyễn Thị Thử", "reception"),
        )

    def test_a_quantity_that_nobody_said(self):
        dossier = self.receive()
        due = dossier.due_ids
        self.assertEqual((due.state, due.amount), ("asked", 0))
        due = due.with_user(self.cashier)
        self.assertRefused(UserError, "quantity", due.env["onestop.fee.payment"]._collect, due, "cash", 0)
        for wrong in (-1, 0):
            self.assertRefused(UserError, "whole number", due.answer, quantity=1, pieces=wrong)
        due.answer(quantity=2)
        self.assertEqual((due.state, due.amount), ("open", 16_000))

    def test_taken_and_settled(self):
        dossier = self.received()
        payment = self.pay(dossier, tendered=50_000)
        self.assertEqual(
            (payment.amount, payment.change, payment.collector_id, payment.agency_id, payment.state),
            (24_000, 26_000, self.cashier, self.commune, "done"),
        )
        self.assertEqual((dossier.due_ids.state, dossier.due_ids.paid, dossier.fee_owed), ("paid", 24_000, 0))

    def test_several_dossiers_of_one_visitor(self):
        first, second = self.received(), self.received(self.procedure_same_day, quantity=3, pieces=2)
        payment = self.pay(first, second)
        self.assertEqual(payment.amount, 34_000)
        self.assertEqual((first | second).due_ids.mapped("state"), ["paid", "paid"])

    def test_what_does_not_add_up(self):
        dues = self.received().due_ids.with_user(self.cashier)
        collect = dues.env["onestop.fee.payment"]._collect
        for args, kwargs, words in (
            ((dues, "cash", 23_999), {}, "is owed"),
            ((dues, "cash", 24_000.0), {}, "whole number"),
            ((dues, "cash", "24000"), {}, "whole number"),
            ((dues, "cash", 24_000), {"tendered": 24_000.5}, "whole number"),
            ((dues, "cash", 24_000), {"tendered": 20_000}, "not enough"),
            ((dues, "transfer", 24_000), {"tendered": 30_000}, "change"),
            ((dues, "barter", 24_000), {}, "no such way"),
            ((dues.browse(), "cash", 0), {}, "Nothing is owed"),
        ):
            self.assertRefused(UserError, words, collect, *args, **kwargs)
        collect(dues, "cash", 24_000)
        self.assertRefused(UserError, "Settled already", collect, dues, "cash", 24_000)

    def test_d2_21_sent_twice_is_taken_once(self):
        dossier, sent = self.received(), str(uuid.uuid4())
        payment = self.pay(dossier, client_uuid=sent)
        again = payment._collect(dossier.due_ids.with_user(self.cashier), "cash", 24_000, client_uuid=sent)
        self.assertEqual(again, payment)
        self.assertRefused(
            UserError, "another payment", payment._collect, self.received().due_ids.with_user(self.cashier), "cash", 24_000,
            client_uuid=sent,
        )  # fmt: skip
        self.assertRefused(
            UserError, "no valid identifier", payment._collect, dossier.due_ids, "cash", 1, client_uuid="x"
        )
        payment._undo(REASON)
        due = dossier.due_ids.with_user(self.cashier)
        self.assertRefused(UserError, "undone since", payment._collect, due, "cash", 24_000, client_uuid=sent)
        self.assertEqual((due.state, due.paid), ("open", 0))

    def test_d2_22_what_fails_and_is_tried_again_is_taken_once(self):
        dossier, sent = self.received(), str(uuid.uuid4())
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.pay(dossier, client_uuid=sent)
            self.end_transaction()
            raise ZeroDivisionError
        payment = self.pay(dossier, client_uuid=sent)
        self.end_transaction()
        self.assertEqual(self.env["onestop.fee.payment"].search([("client_uuid", "=", sent)]), payment)
        self.assertEqual((dossier.due_ids.paid, payment.receipt_ids.number), (24_000, 1))

    def test_another_agencys_money(self):
        due = self.received().due_ids
        stranger = self.make_staff("cashier", self.commune_2, "_2")
        with self.assertRaises(AccessError):
            due.with_user(stranger).read(["amount"])
        self.assertRefused(
            AccessError,
            "",
            due.with_user(stranger).env["onestop.fee.payment"]._collect,
            due.with_user(stranger),
            "cash",
            24_000,
        )
        for user in (self.money["auditor"], self.users["leader"], self.users["specialist"]):
            due_of = due.with_user(user)
            self.assertRefused(
                AccessError, "take no money", due_of.env["onestop.fee.payment"]._collect, due_of, "cash", 24_000
            )

    def test_exempt_with_proof(self):
        due = self.received().due_ids.with_user(self.cashier)
        child, poor = self.extract.exemption_ids
        self.assertRefused(UserError, "which proof", due.exempt, child.id, " ")
        self.assertRefused(UserError, "no such exemption", due.exempt, 0, "Giấy")
        due.exempt(poor.id, "Giấy chứng nhận hộ nghèo số 12/2026")
        self.assertEqual((due.full_amount, due.amount, due.state), (24_000, 12_000, "open"))
        due.exempt(child.id, "Giấy khai sinh số 5/2024")
        self.assertEqual((due.amount, due.state, due.exempted_by_id), (0, "exempt", self.cashier))
        self.assertIn("Trẻ em", due.explanation)
        self.assertEqual(due.sudo().dossier_id.event_ids[-1].action, "fee_exempt")
        self.assertRefused(UserError, "Give a reason", due.withdraw_exemption, "")
        dialog = due.env["onestop.fee.due.change"].create({"due_id": due.id, "reason": "Giấy của người khác"})
        self.assertEqual((dialog.given_id, dialog.state), (child, "exempt"))
        dialog.action_withdraw_exemption()
        self.assertEqual((due.amount, due.state, due.exemption_proof), (24_000, "open", False))

    def test_exempt_with_the_reception(self):
        child = self.extract.exemption_ids[:1]
        due = self.received(quantity=1, exemption_id=child.id, proof="Giấy khai sinh").due_ids
        self.assertEqual((due.state, due.amount, due.full_amount), ("exempt", 0, 8000))
        without_proof = self.received(quantity=1, exemption_id=child.id).due_ids
        self.assertEqual((without_proof.state, without_proof.amount), ("open", 8000))

    def test_undone(self):
        dossier = self.received()
        payment = self.pay(dossier)
        self.assertRefused(UserError, "reason", payment._undo, "")
        payment._undo(REASON)
        self.assertEqual((payment.state, payment.undone_by_id, payment.undo_reason), ("undone", self.cashier, REASON))
        self.assertEqual((dossier.due_ids.state, dossier.due_ids.paid), ("open", 0))
        self.assertRefused(UserError, "can be undone", payment._undo, REASON)
        self.assertEqual(self.pay(dossier).amount, 24_000)

    def test_given_back_by_a_second_person(self):
        dossier = self.received()
        payment = self.pay(dossier)
        refund = payment._refund("Thu thừa")
        self.assertEqual(
            (refund.state, refund.amount, refund.signed_amount, dossier.due_ids.paid), ("proposed", 24_000, 0, 24_000)
        )
        self.assertRefused(AccessError, "second person", refund.action_approve_refund)
        self.assertRefused(AccessError, "fee approver", refund.with_user(self.users["leader"]).action_approve_refund)
        refund.with_user(self.money["fee_approver"]).action_approve_refund()
        self.assertEqual((refund.state, dossier.due_ids.state, dossier.due_ids.paid), ("done", "open", 0))
        self.assertRefused(
            UserError, "decided already", refund.with_user(self.money["fee_approver"]).action_approve_refund
        )

    def test_d2_17_no_more_is_given_back_than_was_taken(self):
        payment = self.pay(self.received(), self.received())
        first = payment._refund("Thu thừa", lines=payment.line_ids[0])
        second = payment._refund("Thu thừa")
        self.assertEqual((first.amount, second.amount), (24_000, 24_000))
        self.assertRefused(UserError, "left to give back", payment._refund, "Thu thừa")
        first.with_user(self.money["fee_approver"]).action_refuse_refund()
        self.assertEqual(payment._refund("Thu thừa", method="transfer", account="0123 VCB").amount, 24_000)
        self.assertRefused(UserError, "Enter the account", payment._refund, "x", method="transfer")

    def test_d2_19_what_was_decided_stays_decided(self):
        payment = self.pay(self.received())
        refund = payment._refund("Thu thừa")
        approver = refund.with_user(self.money["fee_approver"])
        approver.action_refuse_refund()
        self.assertRefused(UserError, "decided already", approver.action_approve_refund)
        self.assertEqual(refund.state, "refused")
        self.assertRefused(AccessError, "system alone", payment.write, {"amount": 1})

    def test_the_result_waits_for_the_money(self):
        dossier = self.received(self.procedure_same_day, quantity=1)
        dossier.sudo().write({"state": "ready"})
        desk = dossier.with_user(self.users["receptionist"])
        self.assertRefused(
            UserError, "Not paid yet", desk.act, "return_result", recipient="Nguyễn Thị Thử", identity_seen=True
        )
        self.pay(dossier)
        self.assertFalse(dossier.sudo()._guard_fees_settled(None, {}))

    def test_nothing_is_owed_for_what_was_withdrawn(self):
        dossier = self.received()
        dossier.act("withdraw", reason="Công dân xin rút")
        self.assertEqual((dossier.due_ids.state, dossier.fee_owed), ("cancelled", 0))
