from datetime import date

from odoo.addons.onestop_payment.engine import books
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .treasury_case import LATER, TreasuryCase


@tagged("post_install", "-at_install")
class TestMonth(TreasuryCase):
    def october(self):
        """Something of each kind, and all as it should be."""
        with self.on(5):
            self.till(self.received(), self.received(quantity=1))
            self.by_transfer(self.received(self.procedure_same_day, quantity=5))
            self.online(self.received())
            self.by_post(self.received(quantity=2))
        with self.on(6):
            self.post_books()
            self.deposit(False, 16_000, source="post").action_arrived()

    def test_a_month_that_agrees_closes(self):
        self.october()
        with freeze_time(LATER):
            deposit = self.deposit("levy", 24_000 + 8_000 + 24_000 + 16_000, slip="GNT2026001")
            # half of 7.000 đ is kept
            self.deposit("charge", 3_500).action_arrived()
            self.take_in((-72_000, "NOP KBNN GNT2026001 LE PHI THANG 10"))
            self.assertEqual((deposit.state, deposit.line_id.state), ("arrived", "deposit"))
            month = self.month()
            self.assertEqual(self.kinds(month), {})
            sums = [month[name] for name in ("dues_sum", "receipts_sum", "entries_sum", "money_sum")]
            self.assertEqual(sums, [79_000] * 4)
            by_method = [month[name] for name in ("cash_sum", "transfer_sum", "online_sum", "post_sum")]
            self.assertEqual(by_method, [32_000, 7_000, 24_000, 16_000])
            declared = {row.type_id: (row.taken, row.given_back, row.kept, row.budget) for row in month.declaration_ids}
            self.assertEqual(declared, {self.charge: (7_000, 0, 3_500, 3_500), self.levy: (72_000, 0, 0, 72_000)})
            month.action_close()
            self.assertEqual((month.state, month.closed_by_id), ("closed", self.accountant))
            self.locked(month)

    def locked(self, month):
        self.assertRefused(UserError, "closed", month.action_close)
        self.assertRefused(UserError, "closed", month.sudo().write, {"dues_sum": 0})
        line = self.env["onestop.bank.line"].search([("agency_id", "=", self.commune.id), ("state", "=", "booked")])
        self.assertRefused(UserError, "10/2026 is closed", line.with_user(self.accountant).action_undo)
        slip = self.env["onestop.fee.deposit"].with_user(self.accountant)
        slip = slip.create(
            {
                "agency_id": self.commune.id,
                "kind": "levy",
                "amount": 1,
                "month": date(2026, 10, 1),
                "day": date(2026, 10, 31),
                "slip_number": "X1",
            }
        )
        self.assertRefused(UserError, "10/2026 is closed", slip.action_send)

    def test_the_books_of_a_deposit(self):
        self.october()
        with freeze_time(LATER):
            deposit = self.deposit("levy", 72_000)
            own = self.env["onestop.fee.books"]._of(self.company)
            self.assertEqual(self.balance(deposit.sent_move_id, own, books.TRANSIT, books.BANK), (72_000, -72_000))
            deposit.action_arrived()
            self.assertEqual(self.balance(deposit.arrived_move_id, own, books.LEVY, books.TRANSIT), (72_000, -72_000))
            self.assertRefused(UserError, "on its way", deposit.action_arrived)
            self.assertRefused(UserError, "stays as it is", deposit.write, {"amount": 1})
            self.assertRefused(UserError, "left to be handed in", self.deposit, "levy", 1)

    def balance(self, move, own, *purposes):
        lines = move.sudo().line_ids
        return tuple(
            sum(int(line.debit - line.credit) for line in lines if line.account_id == own._account(one))
            for one in purposes
        )

    def test_who_and_when(self):
        self.october()
        month = self.month(check=False)
        with self.on(20):
            self.assertRefused(UserError, "not over", month.action_close)
            self.assertRefused(AccessError, "accountant closes", month.with_user(self.cashier).action_check)
        with freeze_time(LATER):
            self.assertRefused(AccessError, "accountant closes", month.with_user(self.money["auditor"]).action_close)
            self.assertRefused(UserError, "not explained", month.action_close)

    def test_what_is_explained_and_what_is_mended(self):
        self.october()
        with freeze_time(LATER):
            month = self.month()
            self.assertEqual(self.kinds(month), {"deposit_late": 2})
            late = month.difference_ids
            self.assertRefused(UserError, "not explained yet", month.action_close)
            action = late[:1].action_explain()
            dialog = self.env[action["res_model"]].with_user(self.accountant).browse(action["res_id"])
            self.assertRefused(UserError, "Say how", dialog.action_confirm)
            dialog.words = "Kho bạc nghỉ chuyển trụ sở"
            dialog.action_confirm()
            self.assertEqual((late[:1].state, late[:1].explained_by_id), ("explained", self.accountant))
            self.deposit("charge", 3_500).action_arrived()
            self.deposit("levy", 71_000).action_arrived()
            month.action_check()
            self.assertEqual(sorted(late.mapped("state")), ["gone", "open"], "what is left is another amount")
            month.difference_ids.filtered(lambda one: one.state == "open")._explain("Thiếu 1.000 đ, nộp bổ sung")
            month.action_close()
            self.assertEqual(month.state, "closed")

    def test_months_close_one_after_the_other(self):
        self.october()
        with freeze_time(LATER):
            self.env["onestop.fee.month"]._cron_check()
            before = self.env["onestop.fee.month"]._of(self.commune, date(2026, 9, 1))
            month = self.month()
            month.difference_ids._explain("Nộp vào tháng sau")
            self.assertRefused(UserError, "Close 09/2026", month.action_close)
            before.with_user(self.accountant).action_close()
            month.action_close()

    def test_d2_29_a_minute_before_midnight_is_that_day(self):
        """23:59 in Hanoi is the day of Hanoi, whatever the server's clock says."""
        with freeze_time("2026-10-31 16:59:59"):
            payment = self.by_post(self.received())
            self.end_transaction()
            self.assertEqual((payment.day, payment.receipt_ids.issued_on), (date(2026, 10, 31), date(2026, 10, 31)))
        with freeze_time("2026-11-01 17:30:00"):
            month = self.month()
            self.assertEqual((month.dues_sum, month.receipts_sum), (24_000, 24_000))

    def test_d2_27_a_difference_of_the_drawer_stays(self):
        with self.on(5):
            session = self.till(self.received(), short=1_000)
        with self.on(6):
            payment = session.payment_ids.with_user(self.cashier)
            self.open_drawer(self.cashier, self.counter, 500_000)
            refund = payment._refund("Thu thừa")
            refund.with_user(self.money["fee_approver"]).action_approve_refund()
            self.close_drawers()
            self.post_books()
        with freeze_time(LATER):
            month = self.month()
            self.assertEqual(self.kinds(month), {"drawer": 1})
            self.assertEqual((month.difference_ids.amount, month.dues_sum, month.money_sum), (-1_000, 0, -1_000))
