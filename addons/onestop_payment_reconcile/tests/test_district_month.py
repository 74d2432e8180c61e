import logging
import random
import time
from collections import Counter

from odoo.tests import freeze_time, tagged

from .treasury_case import LATER, FaultsCase

_logger = logging.getLogger(__name__)

# working days of October 2026 up to the 28th, and what is done on each: about two thousand dossiers
DAYS = (1, 2, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28)
TILL, TRANSFERS, ONLINE, POST = 50, 25, 15, 10


@tagged("post_install", "-at_install", "-standard", "district_month")
class TestDistrictMonth(FaultsCase):
    """A month of a district, with faults of twelve kinds in one dossier of a hundred. It takes minutes, so it runs when it is
    asked for: ``./onestop test --tags district_month``. What it proves is proved of a small month by ``test_faults``, each time.
    """

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.signature = cls.env["onestop.fee.type"].create(
            {"code": "PCK", "name": "Phí chứng thực chữ ký", "kind": "charge"}
        )
        cls.make_schedule(
            {
                "procedure_id": cls.procedure_same_day.id,
                "type_id": cls.signature.id,
                "amount": 10_000,
                "retention_share": 5000,
            },
            number="26/2024/NQ-HĐND",
        )
        return result

    def test_every_fault_is_named_and_nothing_else(self):
        self.spoilt, self.seeded = [], Counter()
        chance = random.Random(2000)
        begin = time.perf_counter()
        for day in DAYS:
            self.day(day, chance)
        with self.on(29):
            self.seed_at_the_desk(chance)
        with self.on(30):
            self.post_books()
        self.seed_behind_the_back()
        made = time.perf_counter()
        with freeze_time(LATER):
            month = self.month()
            self.hand_in(month)
            before = time.perf_counter()
            month.action_check()
            took = time.perf_counter() - before
            dossiers = self.env["onestop.dossier"].search_count([("due_ids.agency_id", "=", self.commune.id)])
            found = Counter(one.kind for one in month.difference_ids if one.state != "gone")
            self.assertGreaterEqual(dossiers, 2_000)
            self.assertEqual(found, self.seeded)
            self.assertEqual((sum(self.seeded.values()), len(self.seeded)), (20, 12))
            _logger.info(
                "%s dossiers made in %.0f s, compared in %.2f s: %s", dossiers, made - begin, took, dict(found)
            )

    def paid_by(self, method):
        """One that pays a single fee, so that a fault has one name."""
        while len((payment := super().paid_by(method)).line_ids) > 1:
            pass
        return payment

    def day(self, day, chance):
        """All four channels, as it should be."""
        with self.on(day):
            self.till(*(self.some(chance) for _one in range(TILL)))
            transfers = [self.transfer(self.some(chance)) for _one in range(TRANSFERS)]
            self.take_in(*((one.amount, f"IBFT {one.code} NOP PHI") for one in transfers))
            for _one in range(ONLINE):
                self.online(self.some(chance))
            payments = [self.by_post(self.some(chance)) for _one in range(POST)]
            self.end_transaction()
        with self.on(day + 1, hour=8):
            self.deposit(False, sum(one.amount for one in payments), source="post").action_arrived()
            self.post_books()

    def seed_at_the_desk(self, chance):
        """What people and banks do: counted as they are made."""
        self.till(self.some(chance), short=1_000)
        self.till(self.some(chance), short=-2_000)
        self.seeded["drawer"] += 2
        for number in range(2):
            self.transfer(self.some(chance))._confirm(f"TIN NHAN {number}{number}345")
        self.seeded["not_in_bank"] += 2
        again, cut, other = (self.transfer(self.some(chance)) for _one in range(3))
        self.take_in(
            (again.amount, again.code),
            (again.amount, again.code),
            (77_000, "CHUYEN TIEN"),
            (31_000, "NGUYEN VAN A CHUYEN KHOAN"),
            (cut.amount, cut.code[:9]),
            (other.amount, other.code[:10]),
        )
        held, _sent = self.begin(self.some(chance))
        self.tell(held, "07", "07")
        # twice, unknown, unknown, held
        self.seeded["exception"] += 4
        self.seeded["proposed"] += 2
        self.end_transaction()

    def seed_behind_the_back(self):
        """What no screen lets anybody do."""
        for _time in range(2):
            self.sql(
                "UPDATE onestop_fee_receipt SET state = 'cancelled', closed_at = '2026-10-30 03:00' WHERE payment_id = %s",
                self.paid_by("cash").id,
            )
            self.seeded["no_receipt"] += 1
        with self.on(30):
            twice = self.paid_by("cash")
            self.env["onestop.fee.receipt"].sudo()._issue(twice)
            self.end_transaction()
        self.seeded["two_receipts"] += 1
        other = self.paid_by("cash").receipt_ids[:1]
        self.sql("UPDATE onestop_fee_receipt SET amount = amount + 1000 WHERE id = %s", other.id)
        self.seeded["receipt_amount"] += 1
        for _time in range(2):
            due = self.paid_by("transfer").line_ids.due_id[:1]
            self.sql("UPDATE onestop_fee_due SET paid = paid - 1000 WHERE id = %s", due.id)
            self.seeded["due_differs"] += 1
        got = self.env["payment.transaction"].search([("onestop_payment_id", "=", self.paid_by("online").id)])
        self.sql("UPDATE payment_transaction SET vnpay_received = vnpay_received - 500 WHERE id = %s", got.id)
        self.seeded["online_amount"] += 1
        move = self.paid_by("post").line_ids.move_id
        line = move.line_ids.filtered("credit")[0]
        self.sql("UPDATE account_move_line SET credit = credit + 1000, balance = balance - 1000 WHERE id = %s", line.id)
        self.seeded["books_differ"] += 1
        last = self.env["onestop.fee.receipt"].search(
            [("series_id", "=", self.series_levy.id)], order="number desc", limit=1
        )
        self.sql("UPDATE onestop_fee_receipt SET number = number + 3 WHERE id = %s", last.id)
        self.seeded["gap"] += 1

    def hand_in(self, month):
        """All levies and charges of the budget to the treasury; the slip of the charges never arrives."""
        for kind in ("levy", "charge"):
            owed = sum(row.budget for row in month.declaration_ids if row.kind == kind)
            slip = self.deposit(kind, owed, day="2026-11-04")
            if kind == "levy":
                self.take_in((-owed, f"NOP KBNN {slip.slip_number} LE PHI"))
                self.assertEqual(slip.state, "arrived")
        self.seeded["deposit_open"] += 1
