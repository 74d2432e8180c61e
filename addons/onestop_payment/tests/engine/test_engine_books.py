from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.onestop_core.tests.engine import engine_common  # noqa: F401  the profile of the property tests

from ...engine import books
from ...engine.books import Paid

DAY = ("2026-11-23",)
LINES = st.lists(
    st.builds(
        Paid,
        key=st.integers(1, 10**6),
        group=st.sampled_from([("a",), ("b",)]),
        kind=st.just("charge"),
        fee=st.integers(1, 3),
        method=st.sampled_from(sorted(books.MONEY)),
        amount=st.integers(-(10**9), 10**9).filter(bool),
        share=st.integers(0, 10_000),
    ),
    max_size=30,
)


class TestBooks(TestCase):
    def test_a_day(self):
        """Two levies in cash, a charge of which a half is kept by transfer, and one of the levies given back."""
        found = books.entries(
            [
                Paid(1, DAY, "levy", 1, "cash", 24_000),
                Paid(2, DAY, "levy", 1, "cash", 8000),
                Paid(3, DAY, "charge", 2, "transfer", 5001, 5000),
                Paid(4, DAY, "levy", 1, "cash", -8000),
            ]
        )
        self.assertEqual(
            [(entry.lines, entry.keys) for entry in found],
            [
                ((("cash", 32_000), ("levy", -32_000)), (1, 2)),
                ((("cash", -8000), ("levy", 8000)), (4,)),
                ((("bank", 5001), ("charge_kept", -2501), ("charge_budget", -2500)), (3,)),
            ],
        )

    def test_nothing_kept_is_no_line(self):
        [entry] = books.entries([Paid(1, DAY, "charge", 1, "cash", 100, 0)])
        self.assertEqual(entry.lines, (("cash", 100), ("charge_budget", -100)))
        self.assertEqual(books.entries([]), [])

    @given(LINES)
    def test_balanced_and_complete(self, paid):
        found = books.entries(paid)
        for entry in found:
            self.assertEqual(sum(amount for _account, amount in entry.lines), 0)
        self.assertEqual(sorted(key for entry in found for key in entry.keys), sorted(line.key for line in paid))
        money = set(books.MONEY.values())
        self.assertEqual(
            sum(amount for entry in found for account, amount in entry.lines if account in money),
            sum(line.amount for line in paid),
        )
