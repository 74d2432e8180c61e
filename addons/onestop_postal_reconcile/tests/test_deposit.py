from datetime import date

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.addons.onestop_payment.engine import books
from odoo.addons.onestop_postal_payment.tests.post_fees_case import PostFeesCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestDeposit(PostFeesCase):
    """Match D: what the post has remitted is missing in no month, and the books say where the money is."""

    def balance(self, purpose):
        account = self.env["onestop.fee.books"]._of(self.company)._account(purpose)
        lines = self.env["account.move.line"].search([("account_id", "=", account.id), ("parent_state", "=", "posted")])
        return int(sum(lines.mapped("balance")))

    def month(self, day):
        return self.env["onestop.fee.month"]._of(self.commune, date.fromisoformat(day))

    def test_remitted_and_received(self):
        with freeze_time(local("2026-11-20", "09:00")):
            self.accept_paid(4)
        with freeze_time(local("2026-11-23", "09:00")):
            self.assertEqual(self.month("2026-11-01")._post_owed(), 32_000)
            one = self.remittance()
            [deposit] = one.sudo().deposit_ids
            self.assertEqual((deposit.state, deposit.amount, deposit.slip_number), ("sent", 32_000, one.reference))
            self.assertEqual((self.balance(books.TRANSIT), self.month("2026-11-01")._post_owed()), (32_000, 0))
            self.receive_money(one)
            self.assertEqual((deposit.state, deposit.arrived_by_id), ("arrived", self.accountant))
            self.assertEqual((self.balance(books.TRANSIT), self.balance(books.BANK)), (0, 32_000))
        with freeze_time(local("2026-11-26", "09:00")):
            self.assertEqual(self.month("2026-11-01")._post_missing(), 0)

    def test_what_is_missing_is_still_with_the_post(self):
        with freeze_time(local("2026-11-20", "09:00")):
            self.accept_paid(4)
        with freeze_time(local("2026-11-24", "09:00")):
            one = self.remittance()
            self.receive_money(one, 30_000, "Ngân hàng báo có 30.000 đ")
            self.assertEqual((one.sudo().deposit_ids.amount, self.balance(books.BANK)), (30_000, 30_000))
            self.assertEqual(self.balance(books.TRANSIT), 0)
            self.assertEqual(self.month("2026-11-01")._post_missing(), 2_000)
            rest = self.env["onestop.postal.remittance"].browse(
                one.with_user(self.remitter).action_complete()["res_id"]
            )
            rest = rest.with_user(self.remitter)
            rest.reference = "FT99"
            rest.action_send()
            self.receive_money(rest)
            self.assertEqual((self.balance(books.BANK), self.month("2026-11-01")._post_missing()), (32_000, 0))

    def test_a_remittance_over_two_months(self):
        for day, copies in (("2026-11-30", 1), ("2026-12-01", 2)):
            with freeze_time(local(day, "09:00")):
                self.accept_paid(copies, applicant_name=f"Người {copies}")
        with freeze_time(local("2026-12-02", "09:00")):
            one = self.remittance()
            self.assertEqual(
                [(f"{deposit.month}", deposit.amount) for deposit in one.sudo().deposit_ids.sorted("id")],
                [("2026-11-01", 8_000), ("2026-12-01", 16_000)],
            )
            self.receive_money(one)
            self.assertEqual(set(one.sudo().deposit_ids.mapped("state")), {"arrived"})

    def test_the_bank_was_faster(self):
        self.accept_paid()
        one = self.remittance()
        deposit = one.sudo().deposit_ids
        deposit._arrive(self.commune._today())
        self.receive_money(one)
        self.assertEqual((deposit.state, self.balance(books.BANK)), ("arrived", 8_000))
