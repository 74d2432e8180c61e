from odoo.addons.onestop_payment.engine import books
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .treasury_case import LATER, TreasuryCase

HEAD = "Mã tham chiếu;Ngày giao dịch;Số tiền;Phí"


@tagged("post_install", "-at_install")
class TestSettlement(TreasuryCase):
    def listed(self, *items, user=None, name="VNPAY.csv"):
        """Take a list in: ``(reference, amount, fee)``."""
        rows = [f"{reference};01/10/2026;{amount};{fee}" for reference, amount, fee in items]
        settlements = self.env["onestop.gateway.settlement"].with_user(user or self.accountant)
        return settlements._take_in(
            self.account.with_user(settlements.env.user), name, "\n".join((HEAD, *rows)).encode()
        )

    def three_days(self):
        transactions = []
        for day in (2, 3, 4):
            with self.on(day):
                transactions.append(self.online(self.received()))
        return [(one.reference, 24_000, 220) for one in transactions]

    def test_d2_26_three_days_in_one_line_less_the_fee(self):
        items = self.three_days()
        with self.on(5):
            settlement = self.listed(*items)
            self.assertEqual(
                (settlement.amount, settlement.fee, settlement.net, settlement.state), (72_000, 660, 71_340, "awaited")
            )
            self.assertEqual(self.listed(*items), settlement, "taken in twice it is one")
            self.assertRefused(UserError, "paid out before", self.listed, items[0])
            statement = self.take_in((71_340, "VNPAY TT GD 02-04/10"))
            line = statement.line_ids
            self.assertEqual(
                (line.state, line.why, settlement.state, settlement.line_id), ("booked", "net", "arrived", line)
            )
            own = self.env["onestop.fee.books"]._of(self.company)
            sums = {
                purpose: sum(
                    int(one.debit - one.credit)
                    for one in settlement.sudo().move_id.line_ids
                    if one.account_id == own._account(purpose)
                )
                for purpose in (books.BANK, books.GATEWAY_FEE, books.ONLINE)
            }
            self.assertEqual(sums, {books.BANK: 71_340, books.GATEWAY_FEE: 660, books.ONLINE: -72_000})

    def test_the_line_came_first_and_is_taken_back(self):
        items = self.three_days()
        with self.on(5):
            line = self.take_in((71_340, "VNPAY TT GD 02-04/10")).line_ids
            self.assertEqual(line.state, "unclear")
            settlement = self.listed(*items)
            self.assertEqual((settlement.state, settlement.line_id, line.state), ("arrived", line, "booked"))
            self.assertEqual(line.exception_id.state, "resolved")
            move = settlement.sudo().move_id
            line._undo("Tiền của đợt khác")
            self.assertEqual((settlement.state, settlement.line_id.id, line.state), ("awaited", False, "unclear"))
            self.assertEqual(move.reversal_move_ids.mapped("state"), ["posted"])
            # what a person has taken back is not booked by itself again
            other = self.take_in((71_340, "VNPAY TT GD")).line_ids
            self.assertEqual((settlement.line_id, line.state), (other, "unclear"))

    def test_what_the_list_says_otherwise(self):
        with self.on(2):
            paid, begun = self.online(self.received()), self.begin(self.received())[0]
        with self.on(5):
            self.listed((paid.reference, 23_000, 0), (begun.reference, 24_000, 0), ("MC0000000000", 8_000, 0))
            self.assertEqual(
                (self.noted("amount_differs").amount, self.noted("unknown_payment").amount), (23_000, 8_000)
            )
            self.assertLessEqual(begun.vnpay_ask_at.day, 5, "asked for at once")
        with freeze_time(LATER):
            self.assertEqual(self.kinds(self.month())["settlement_open"], 1)

    def test_what_is_no_list_and_who_takes_it_in(self):
        take_in = self.env["onestop.gateway.settlement"].with_user(self.accountant)._take_in
        account = self.account.with_user(self.accountant)
        self.assertRefused(UserError, "no list of payments", take_in, account, "x", b"a;b\n1;2\n")
        self.assertRefused(UserError, "cannot be read", self.listed, ("MC1", "24,5", 0))
        self.assertRefused(UserError, "no payments", self.listed)
        for user in (self.cashier, self.money["auditor"]):
            self.assertRefused(AccessError, "accountant takes", self.listed, ("MC1", 1, 0), user=user)
        settlement = self.listed(("MC1", 5_000, 0))
        self.assertRefused(UserError, "stays", settlement.sudo().unlink)
