import random

from odoo.tests import freeze_time, tagged

from .treasury_case import LATER, FaultsCase

DAYS = (2, 6, 9, 14, 20, 27)
EACH_DAY = 12
# days of a month made up at random, and what is done on each
RANDOM_MONTHS, DEALS = 3, 14


@tagged("post_install", "-at_install")
class TestFaults(FaultsCase):
    def honest_month(self, chance):
        """Six days at the till, by transfer, online and by the post, all as it should be."""
        for day in DAYS:
            with self.on(day):
                self.till(*(self.some(chance) for _one in range(EACH_DAY // 2)))
                transfers = [self.transfer(self.some(chance)) for _one in range(EACH_DAY // 4)]
                self.take_in(*((one.amount, f"IBFT {one.code} NOP PHI") for one in transfers))
                for _one in range(EACH_DAY // 6):
                    self.online(self.some(chance))
                payment = self.by_post(self.some(chance))
                self.end_transaction()
            with self.on(day + 1):
                self.deposit(False, payment.amount, source="post").action_arrived()

    def test_each_seeded_fault_is_named_and_nothing_else(self):
        """Eighteen faults of sixteen kinds in a month of seventy dossiers."""
        self.spoilt = []
        chance = random.Random(14)
        self.honest_month(chance)
        with self.on(28):
            # a receipt whose money was taken back behind its back, before it is in the books
            gone = self.paid_by("transfer")
            due = gone.line_ids.due_id
            self.sql("UPDATE onestop_fee_due SET paid = 0, remaining = amount, state = 'open' WHERE id = %s", due.id)
        self.without_money(gone)
        with self.on(28):
            # B: a drawer that is short, one that nobody closes
            self.till(self.some(chance), short=1_000)
            self.open_drawer(self.money_clerk(), amount=0)
            # C: money that no statement shows, that nobody knows, that came twice, and whose code is cut
            self.transfer(self.some(chance))._confirm("TIN NHAN 12345")
            again = self.transfer(self.some(chance))
            cut = self.transfer(self.some(chance))
            self.take_in(
                (again.amount, again.code),
                (again.amount, again.code),
                (77_000, "CHUYEN TIEN"),
                (cut.amount, cut.code[:9]),
            )
            held, _sent = self.begin(self.some(chance))
            self.tell(held, "07", "07")
            self.end_transaction()
        with self.on(29):
            self.post_books()
            # F: paid once all was in the books, and never posted
            self.by_transfer(self.some(chance))
            # D: the post keeps a payment
            kept = self.by_post(self.some(chance))
            self.end_transaction()
        # A: a receipt cancelled although its money stayed, one issued twice, one over another amount, a due marked wrongly
        self.sql(
            "UPDATE onestop_fee_receipt SET state = 'cancelled', closed_at = '2026-10-29 03:00' WHERE payment_id = %s",
            self.paid_by("cash").id,
        )
        with self.on(30):
            twice = self.paid_by("cash")
            self.env["onestop.fee.receipt"].sudo()._issue(twice)
            self.end_transaction()
            self.env["onestop.fee.books"]._post(kept.line_ids)
        other = self.paid_by("cash").receipt_ids
        self.sql("UPDATE onestop_fee_receipt SET amount = amount + 1000 WHERE id = %s", other.id)
        marked = self.paid_by("transfer").line_ids.due_id
        self.sql("UPDATE onestop_fee_due SET paid = paid - 1000 WHERE id = %s", marked.id)
        # C: the gateway has less than was booked
        got = self.env["payment.transaction"].search([("onestop_payment_id", "=", self.paid_by("online").id)])
        self.sql("UPDATE payment_transaction SET vnpay_received = vnpay_received - 500 WHERE id = %s", got.id)
        # F: an entry that says something else
        move = self.paid_by("post").line_ids.move_id
        line = move.line_ids.filtered("credit")[0]
        self.sql("UPDATE account_move_line SET credit = credit + 1000, balance = balance - 1000 WHERE id = %s", line.id)
        # G: a number is missing
        last = self.env["onestop.fee.receipt"].search(
            [("series_id", "=", self.series_levy.id)], order="number desc", limit=1
        )
        self.sql("UPDATE onestop_fee_receipt SET number = number + 3 WHERE id = %s", last.id)
        with freeze_time(LATER):
            # E: charges were never handed in, a slip of levies never arrived
            month = self.month()
            self.deposit(
                "levy", sum(row.budget for row in month.declaration_ids if row.kind == "levy"), day="2026-11-04"
            )
            month.action_check()
            self.assertEqual(
                self.kinds(month),
                {
                    "books_differ": 1, "deposit_late": 1, "deposit_open": 1, "drawer": 1, "drawer_open": 1, "due_differs": 1,
                    # twice, unknown, held
                    "exception": 3,
                    "gap": 1, "no_money": 1, "no_receipt": 1, "not_in_bank": 1, "not_posted": 1, "online_amount": 1,
                    "post_late": 1, "proposed": 1, "receipt_amount": 1, "two_receipts": 1,
                },
            )  # fmt: skip
            self.assertEqual(month.difference_ids.filtered(lambda one: one.kind == "gap").amount, 3)

    def money_clerk(self):
        return self.make_staff("cashier", self.commune, "_drawer")

    def test_random_months(self):
        """Whatever comes late, twice, goes back or is undone: what is not alike has a name, and the names are those that the
        test's own book knows.
        """
        for seed in range(RANDOM_MONTHS):
            with self.subTest(seed=seed), self.env.cr.savepoint() as savepoint:
                self.random_month(random.Random(seed))
                savepoint.rollback()
                self.env.invalidate_all()

    def random_month(self, chance):
        expected, dues_sum = [], 0
        late, days = [], sorted(chance.sample(range(1, 27), 3))
        for day in days:
            with self.on(day):
                session = self.open_drawer(self.cashier, self.counter, 500_000)
                for _deal in range(DEALS):
                    act = chance.choice(
                        ("cash", "transfer", "online", "late", "twice", "undo", "refund", "said", "cancelled")
                    )
                    dossier = self.some(chance)
                    amount = dossier.due_ids.amount
                    if act in ("cash", "undo", "refund"):
                        payment = self.pay(dossier)
                        if act == "undo":
                            payment._undo("Nhập nhầm")
                        elif act == "refund":
                            payment._refund("Thu thừa").with_user(self.money["fee_approver"]).action_approve_refund()
                        dues_sum += amount if act == "cash" else 0
                    elif act == "transfer":
                        self.by_transfer(dossier)
                        dues_sum += amount
                    elif act == "said":
                        self.transfer(dossier)._confirm(f"TIN NHAN {dossier.id}")
                        expected.append("not_in_bank")
                        dues_sum += amount
                    elif act == "online":
                        self.online(dossier)
                        dues_sum += amount
                    elif act == "late":
                        late.append((self.begin(dossier)[0], amount))
                    elif act == "twice":
                        first, second = self.begin(dossier)[0], self.begin(dossier)[0]
                        self.tell(first, number=f"1{first.id}")
                        self.tell(second, number=f"2{second.id}")
                        expected.append("exception")
                        dues_sum += amount
                    else:
                        transaction = self.begin(dossier)[0]
                        dossier.due_ids._cancel("Rút hồ sơ")
                        self.tell(transaction, number=f"3{transaction.id}")
                        expected.append("exception")
                short = chance.choice((0, 0, 1_000, -500))
                session._count(self.pieces(session.sudo()._cash_inside() - short))
                session._close("Không rõ" if short else "")
                expected += ["drawer"] if short else []
                self.end_transaction()
        with self.on(28):
            # notices that come days later, in another order
            chance.shuffle(late)
            for transaction, amount in late:
                self.tell(transaction, number=f"4{transaction.id}")
                dues_sum += amount
            self.end_transaction()
        with self.on(29):
            self.post_books()
        with freeze_time("2026-11-03 03:00:00"):
            month = self.month()
            found = self.kinds(month)
            self.assertEqual(found, {kind: expected.count(kind) for kind in sorted(set(expected))})
            self.assertEqual((month.dues_sum, month.receipts_sum, month.entries_sum), (dues_sum,) * 3)
            self.assertEqual(month.money_sum - month.named_sum, dues_sum)
