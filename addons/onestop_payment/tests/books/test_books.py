from odoo.addons.onestop_core.tests.common import MONDAY, local
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ...engine import books as purposes
from ..payment_case import PaymentCase

TUESDAY = "2026-11-24"


@tagged("post_install", "-at_install")
class TestBooks(PaymentCase):
    def post(self, day=TUESDAY):
        with freeze_time(local(day, "01:00")):
            if day != MONDAY:
                self.close_drawers()
            self.env["onestop.fee.books"]._cron_post()
        return self.env["account.move"].search(
            [("onestop_agency_id", "in", (self.commune | self.commune_2).ids)], order="id"
        )

    def balance(self, purpose, company=None):
        account = self.env["onestop.fee.books"]._of(company or self.company)._account(purpose)
        lines = self.env["account.move.line"].search([("account_id", "=", account.id), ("parent_state", "=", "posted")])
        return sum(lines.mapped("balance"))

    def test_one_entry_a_day_fee_and_method(self):
        with freeze_time(local(MONDAY)):
            payments = (
                self.pay(self.received())
                | self.pay(self.received())
                | self.pay(self.received(), method="transfer", reference="FT1")
                | self.pay(self.received(self.procedure_same_day, quantity=2, pieces=1))
            )
            self.assertFalse(self.post(MONDAY))
        moves = self.post()
        self.assertEqual(sorted(moves.mapped("amount_total")), [4000, 24_000, 48_000])
        self.assertEqual(set(moves.mapped("state")), {"posted"})
        self.assertEqual(set(moves.mapped("date")), {payments[0].day})
        self.assertEqual(moves.onestop_agency_id, self.commune)
        self.assertEqual(self.balance(purposes.CASH), 52_000)
        self.assertEqual(self.balance(purposes.BANK), 24_000)
        self.assertEqual(self.balance(purposes.LEVY), -72_000)
        self.assertEqual((self.balance(purposes.CHARGE_KEPT), self.balance(purposes.CHARGE_BUDGET)), (-2000, -2000))
        # each entry leads to its payments, and none is posted twice
        self.assertEqual(moves.onestop_line_ids, payments.line_ids)
        self.assertEqual(self.post(), moves)

    def test_who_keeps_the_books_begins_with_their_company(self):
        """Odoo's lists show the company in use: without it the accountant would see nothing of their agency."""
        accountant = self.money["accountant"]
        self.assertEqual(accountant.company_id, self.company)
        new = self.env["res.company"].create({"name": "Xã Một mới", "currency_id": self.env.ref("base.VND").id})
        self.commune.company_id = new
        self.assertEqual(accountant.company_id, new)
        self.assertIn(new, accountant.company_ids)
        # who keeps no books stays where they are
        self.assertEqual(self.cashier.company_id, self.env.company)

    def test_undone_is_in_no_entry_and_posted_is_not_undone(self):
        with freeze_time(local(MONDAY)):
            payment = self.pay(self.received())
            self.pay(self.received())._undo("Nhập nhầm")
        moves = self.post()
        self.assertEqual(moves.mapped("amount_total"), [24_000])
        with freeze_time(local(MONDAY)):
            self.assertRefused(UserError, "in the books", payment._undo, "Nhập nhầm")
        with freeze_time(local(TUESDAY)):
            late = self.pay(self.received())
        with freeze_time(local("2026-11-25")):
            self.assertRefused(UserError, "own day", late._undo, "Nhập nhầm")

    def test_d2_27_a_refund_belongs_to_the_day_on_which_it_is_paid(self):
        with freeze_time(local(MONDAY)):
            payment = self.pay(self.received())
        self.post()
        with freeze_time(local(TUESDAY)):
            self.open_drawer(self.cashier)
            payment._refund("Thu thừa").with_user(self.money["fee_approver"]).action_approve_refund()
        moves = self.post("2026-11-25")
        self.assertEqual([str(day) for day in moves.mapped("date")], [MONDAY, TUESDAY])
        self.assertEqual(self.balance(purposes.CASH), 0)
        self.assertEqual(self.balance(purposes.LEVY), 0)

    def test_three_companies(self):
        """Each holder of accounts keeps its own books; the money of an agency is in those of its company alone."""
        companies = self.env["res.company"].create(
            [{"name": name, "currency_id": self.env.ref("base.VND").id} for name in ("Xã Hai", "Sở Thử")]
        )
        self.commune_2.company_id = companies[0]
        self.make_series("levy", "AB", agency_id=self.commune_2.id)
        cashier_2 = self.make_staff("cashier", self.commune_2, "_2")
        with freeze_time(local(MONDAY)):
            self.pay(self.received())
            other = self.receive(
                user=self.users_2["receptionist"],
                agency=self.commune_2,
                fee_answers={str(self.extract.id): {"quantity": 1}},
            )
            self.pay(other, user=cashier_2)
        moves = self.post()
        self.assertEqual(
            {move.company_id: (move.amount_total, move.onestop_agency_id) for move in moves},
            {self.company: (24_000, self.commune), companies[0]: (8000, self.commune_2)},
        )
        self.assertEqual(self.balance(purposes.CASH), 24_000)
        self.assertEqual(self.balance(purposes.CASH, companies[0]), 8000)
        self.assertEqual(self.balance(purposes.CASH, companies[1]), 0)

    def test_a_chart_that_is_there_is_used(self):
        """A company with accounts of its own (l10n_vn installs itself) keeps them."""
        company = self.env["res.company"].create({"name": "Có sẵn", "currency_id": self.env.ref("base.VND").id})
        cash = self.env["account.account"].create(
            {
                "code": "1111",
                "name": "Tiền Việt Nam",
                "account_type": "asset_cash",
                "company_ids": [(6, 0, company.ids)],
            }
        )
        self.assertEqual(self.env["onestop.fee.books"]._of(company)._account(purposes.CASH), cash)

    def test_books_in_another_currency(self):
        company = self.env["res.company"].create({"name": "Đô la", "currency_id": self.env.ref("base.USD").id})
        books = self.env["onestop.fee.books"]
        self.assertEqual(books._of(company).company_id.currency_id, self.env.ref("base.VND"))

    def test_odoo_makes_no_payment_of_its_own(self):
        due = self.received().due_ids
        provider = self.env["payment.provider"].search([], limit=1)
        method = self.env["payment.method"].with_context(active_test=False).search([], limit=1)
        transaction = self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": method.id,
                "amount": 24_000,
                "currency_id": self.env.ref("base.VND").id,
                "partner_id": self.env["onestop.fee.books"]._of(self.company).payer_id.id,
                "reference": "T1",
                "onestop_due_ids": [(6, 0, due.ids)],
                "state": "done",
            }
        )
        before = self.env["account.payment"].search_count([])
        transaction._post_process()
        self.assertEqual(self.env["account.payment"].search_count([]), before)
        self.assertFalse(transaction.payment_id)

    def test_who_posts(self):
        self.assertRefused(
            AccessError, "accountant", self.env["onestop.fee.books"].with_user(self.cashier).action_post_now
        )
        with freeze_time(local(MONDAY)):
            # a transfer in no shift
            self.close_drawers()
            line = self.pay(self.received(), method="transfer", reference="FT1").line_ids
        books = self.env["onestop.fee.books"]
        other = self.make_money_staff("accountant", self.commune_2, "_2")
        with freeze_time(local(TUESDAY, "01:00")):
            books.with_user(other).action_post_now()
            self.assertFalse(line.move_id)
            books.with_user(self.money["accountant"]).action_post_now()
            self.assertTrue(line.move_id)
