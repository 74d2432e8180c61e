from datetime import date

from odoo.addons.onestop_payment_online.tests.test_vnpay import VnpayCase
from odoo.tests import freeze_time
from odoo.tools import SQL

HEAD = "Ngày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Mô tả"
# the month that is looked at, on a day of the next one by which all should have come
MONTH = date(2026, 10, 1)
LATER = "2026-11-20 03:00:00"


class TreasuryCase(VnpayCase):
    """A commune that collects at the till, by transfer, online and by the post in October 2026."""

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.account = cls.make_account(cls.commune)
        cls.make_account(cls.commune, kind="charge")
        cls.accountant = cls.money["accountant"]
        # another terminal than that of whoever begins at an earlier time
        cls.bank_reference = iter(range(1, 10_000))
        return result

    def setUp(self):
        super().setUp()
        self.close_drawers()

    @staticmethod
    def on(day, hour=9):
        """Frozen at an hour in Hanoi of a day of October."""
        return freeze_time(f"2026-10-{day:02d} {hour - 7:02d}:00:00")

    def due_of(self, dossier):
        return dossier.due_ids.with_user(self.cashier)

    def transfer(self, dossier):
        """Ask for a transfer of what a dossier owes."""
        return self.env["onestop.fee.transfer"].with_user(self.cashier)._await(self.due_of(dossier))

    def take_in(self, *lines):
        """Take a statement in: ``(amount, memo)``; what goes out is below zero."""
        today = f"{self.env['onestop.agency']._today():%d/%m/%Y}"
        rows = [
            f"{today};FT{next(self.bank_reference)};{-amount if amount < 0 else ''};{amount if amount > 0 else ''};{memo}"
            for amount, memo in lines
        ]
        statements = self.env["onestop.bank.statement"].with_user(self.accountant)
        content = "\n".join((HEAD, *rows)).encode()
        return statements._take_in(self.account.with_user(self.accountant), "SaoKe.csv", content)

    def by_transfer(self, dossier):
        """A transfer that its line shows."""
        transfer = self.transfer(dossier)
        self.take_in((transfer.amount, transfer.code))
        return transfer.payment_id

    def online(self, dossier):
        transaction, _sent = self.begin(dossier)
        self.tell(transaction, number=f"14{transaction.id:06d}")
        return transaction

    def by_post(self, dossier):
        due = self.due_of(dossier)
        return (
            self.env["onestop.fee.payment"].with_user(self.cashier)._collect(due, "post", sum(due.mapped("remaining")))
        )

    def till(self, *dossiers, short=0):
        """A drawer that takes cash for dossiers and is closed, ``short`` of what it should hold."""
        session = self.open_drawer(self.cashier, self.counter, 500_000)
        for dossier in dossiers:
            self.pay(dossier)
        session._count(self.pieces(session.sudo()._cash_inside() - short))
        session._close("Trả nhầm tiền thừa" if short else "")
        return session

    def month(self, check=True):
        month = self.env["onestop.fee.month"]._of(self.commune, MONTH).with_user(self.accountant)
        if check:
            month.action_check()
        return month

    def kinds(self, month):
        """How often each kind of difference was found and is not mended."""
        found = month.difference_ids.filtered(lambda one: one.state != "gone").mapped("kind")
        return {kind: found.count(kind) for kind in sorted(set(found))}

    def deposit(self, kind, amount, source="bank", slip=None, **values):
        values = {
            "agency_id": self.commune.id, "kind": kind, "source": source, "amount": amount, "month": MONTH,
            "slip_number": slip or f"GNT{next(self.bank_reference)}", **values,
        }  # fmt: skip
        deposit = self.env["onestop.fee.deposit"].with_user(self.accountant).create(values)
        deposit.action_send()
        return deposit

    def post_books(self):
        self.end_transaction()
        self.env["onestop.fee.books"]._cron_post()


class FaultsCase(TreasuryCase):
    """A month into which faults are seeded behind the back of the code."""

    def some(self, chance):
        if chance.random() < 0.5:
            return self.received(quantity=chance.randint(1, 5))
        return self.received(self.procedure_same_day, quantity=chance.randint(1, 6), pieces=chance.randint(1, 3))

    def sql(self, query, *args):
        self.env.flush_all()
        # the statements are those of the tests, with their values apart
        self.env.cr.execute(SQL(query, *args))  # pylint: disable=sql-injection
        self.env.invalidate_all()

    def paid_by(self, method):
        """Payments of the month that nothing is wrong with yet, each given out once."""
        payments = self.env["onestop.fee.payment"].search(
            [("agency_id", "=", self.commune.id), ("method", "=", method), ("state", "=", "done"), ("id", "not in", self.spoilt)],
            order="id", limit=1,
        )  # fmt: skip
        self.spoilt.append(payments.id)
        return payments

    def without_money(self, payment):
        self.sql("UPDATE onestop_fee_payment_line SET state = 'undone' WHERE payment_id = %s", payment.id)
        self.sql("UPDATE onestop_fee_payment SET state = 'undone', signed_amount = 0 WHERE id = %s", payment.id)
