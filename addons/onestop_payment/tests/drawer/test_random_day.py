import random

from odoo.tests import tagged

from ...engine import books
from ..payment_case import PaymentCase

DAYS, DEALS = 5, 18
FLOAT = 500_000


@tagged("post_install", "-at_install")
class TestRandomDay(PaymentCase):
    """Whatever happens at a till in a day, at its end four sums agree: what was paid of the dues, what the receipts say, what
    moved, and what lay in the drawer but for the differences that have a name. The test keeps its own book of the day.
    """

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.make_account(cls.commune)
        cls.make_account(cls.commune, kind="charge", number="3511009876543")
        return result

    def test_days(self):
        for seed in range(DAYS):
            with self.subTest(seed=seed):
                self.day(random.Random(seed))

    def day(self, chance):
        session = self.env["onestop.drawer.session"].with_user(self.cashier)._of_user()
        if not session:
            session = self.open_drawer(self.cashier, amount=FLOAT)
        book = {"cash": 0, "transfer": 0}
        payments, dossiers = [], []
        for _deal in range(DEALS):
            act = chance.choice(("cash", "cash", "cash", "transfer", "several", "exempt", "undo", "refund"))
            if act in ("cash", "transfer", "several", "exempt"):
                group = [self.dossier(chance) for _one in range(2 if act == "several" else 1)]
                dossiers += group
                if act == "exempt":
                    due = group[0].due_ids.with_user(self.cashier)
                    if due.rule_id != self.extract:
                        continue
                    due.exempt(chance.choice(self.extract.exemption_ids.ids), "Giấy số 5/2026")
                    if due.state == "exempt":
                        continue
                if act == "transfer":
                    dues = group[0].due_ids.with_user(self.cashier)
                    transfer = self.env["onestop.fee.transfer"].with_user(self.cashier)._await(dues)
                    payment = transfer._confirm(f"FT{len(payments):04d}{chance.randrange(10**9)}")
                else:
                    payment = self.pay(*group)
                self.assertEqual(payment.amount, self.price(payment))
                book[payment.method] += payment.amount
                payments.append(payment)
            elif act == "undo" and payments:
                payment = payments.pop(chance.randrange(len(payments)))
                if payment.method == "cash":
                    payment._undo("Nhập nhầm")
                    book["cash"] -= payment.amount
            elif act == "refund" and payments:
                payment = payments.pop(chance.randrange(len(payments)))
                refund = payment._refund("Thu thừa", method=payment.method, account="0123456 VCB")
                if chance.random() < 0.3:
                    refund.with_user(self.money["fee_approver"]).action_refuse_refund()
                    continue
                refund.with_user(self.money["fee_approver"]).action_approve_refund()
                book[payment.method] -= payment.amount
        short, lost = chance.choice((0, 0, -1_000, 500)), chance.choice((0, 0, -500))
        self.close(session, FLOAT + book["cash"], short, lost)
        self.end_transaction()

        dues = self.env["onestop.fee.due"].search([("dossier_id", "in", [one.id for one in dossiers])])
        paid = sum(dues.mapped("paid"))
        receipts = self.env["onestop.fee.receipt"].search(
            [("dossier_id", "in", dues.dossier_id.ids), ("state", "=", "issued")]
        )
        moved = sum(session.payment_ids.filtered(lambda one: one.state == "done").mapped("signed_amount"))
        self.assertEqual(paid, book["cash"] + book["transfer"])
        self.assertEqual(sum(receipts.mapped("amount")), paid)
        self.assertEqual(moved, paid)
        self.assertEqual(session.expected_amount, FLOAT + book["cash"])
        self.assertEqual(session.counted_amount - session.difference, session.expected_amount)
        self.assertEqual((session.difference, session.handover_difference), (short, lost))
        self.assertEqual(
            session.received_amount, FLOAT + paid - book["transfer"] + session.difference + session.handover_difference
        )
        self.assertFalse(receipts.filtered(lambda one: not one.number))
        self.check_books(session, book, short, lost)

    def check_books(self, session, book, short, lost):
        """Each line that moved is in one entry, every entry balances, and its cash is the cash of the day but for what has a
        name.
        """
        lines = session.payment_ids.filtered(lambda one: one.state == "done").line_ids
        self.assertEqual(len(lines.filtered("move_id")), len(lines))
        moves = lines.move_id | session.difference_move_id | session.handover_move_id
        self.assertEqual(set(moves.mapped("state")) - {"posted"}, set())
        own = self.env["onestop.fee.books"]._of(self.commune.company_id)
        sums = {}
        for line in moves.line_ids:
            sums[line.account_id] = sums.get(line.account_id, 0) + int(line.debit) - int(line.credit)
        self.assertEqual(sum(sums.values()), 0)
        named = short + lost
        self.assertEqual(sums.get(own._account(books.CASH), 0), book["cash"] + named)
        self.assertEqual(sums.get(own._account(books.BANK), 0), book["transfer"])
        fees = (books.CHARGE_BUDGET, books.CHARGE_KEPT, books.LEVY)
        self.assertEqual(-sum(sums.get(own._account(one), 0) for one in fees), book["cash"] + book["transfer"])
        for purpose, amount in ((books.SHORTAGE, -min(short, 0) - min(lost, 0)), (books.SURPLUS, -max(short, 0))):
            self.assertEqual(sums.get(own._account(purpose), 0), amount)

    def dossier(self, chance):
        if chance.random() < 0.5:
            return self.received(quantity=chance.randint(1, 5))
        return self.received(self.procedure_same_day, quantity=chance.randint(1, 6), pieces=chance.randint(1, 3))

    def price(self, payment):
        """What the rules of the test's world come to, reckoned by hand."""
        total = 0
        for due in payment.line_ids.due_id:
            if due.rule_id == self.extract:
                share = {self.child: 0, self.poor: 5}.get(due.exemption_id.group_id, 10)
                total += 8_000 * due.quantity * share // 10
            else:
                pages = due.quantity
                total += (2_000 * min(pages, 2) + 1_000 * max(pages - 2, 0)) * due.pieces
        return total

    def close(self, session, expected, short, lost):
        session._count(self.pieces(expected + short))
        session._close("Trả nhầm tiền thừa" if short else "")
        session._hand_over(self.money["accountant"])
        session.with_user(self.money["accountant"])._receive(
            self.pieces(expected + short + lost), "Đếm lại thiếu" if lost else ""
        )
