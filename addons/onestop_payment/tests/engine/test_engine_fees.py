import csv
from pathlib import Path
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.onestop_core.tests.engine import engine_common  # noqa: F401  the profile of the property tests

from ...engine import fees

CASES = Path(__file__).parents[1] / "data/fee_cases.csv"
# the certified copy of TT 226/2016/TT-BTC: 2.000 đ a page, from the third on 1.000 đ, at most 200.000 đ a copy
COPY = fees.Rule(
    1,
    1,
    fees.BANDS,
    bands=(fees.Band(2, 2000), fees.Band(None, 1000)),
    maximum=200_000,
    unit="trang",
    pieces_unit="bản",
)
BANDS = st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**5), st.booleans()), max_size=4).map(
    lambda rows: (
        *(fees.Band(upto, amount, flat) for upto, (amount, flat) in sorted({row[0]: row[1:] for row in rows}.items())),
        fees.Band(None, 500),
    )
)


def rule_of(row):
    """A rule from the words of a row of the table: ``2:2000|*:1000`` are bands, ``=`` before an amount makes it flat."""
    bands = []
    for text in filter(None, row["bands"].split("|")):
        upto, amount = text.split(":")
        bands.append(
            fees.Band(None if upto == "*" else int(upto), int(amount.lstrip("=")), flat=amount.startswith("="))
        )
    return fees.Rule(
        1, 1, row["method"], int(row["amount"] or 0), tuple(bands), row["basis"] or fees.QUANTITY,
        int(row["minimum"] or 0), int(row["maximum"] or 0), int(row["round_to"] or 1),
    )  # fmt: skip


class TestFees(TestCase):
    def test_table(self):
        """Reckoned by hand, with its source, in ``tests/data/fee_cases.csv``."""
        with CASES.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertGreaterEqual(len(rows), 32)
        for row in rows:
            with self.subTest(row["case"]):
                found = fees.charge(
                    rule_of(row),
                    quantity=int(row["quantity"]) if row["quantity"] else None,
                    value=int(row["value"]) if row["value"] else None,
                    pieces=int(row["pieces"] or 1),
                    exemption=fees.Exemption(1, "Nhóm", int(row["let_off"])) if row["let_off"] else None,
                )
                self.assertEqual((found.full, found.amount), (int(row["full"]), int(row["owed"])))
                self.assertEqual(sum(step.amount for step in found.steps), found.amount)

    def test_what_nobody_said_is_no_nought(self):
        for rule, missing in (
            (COPY, fees.QUANTITY),
            (fees.Rule(1, 1, fees.PER_UNIT, 8000), fees.QUANTITY),
            (fees.Rule(1, 1, fees.PERCENT, 50), fees.VALUE),
            (fees.Rule(1, 1, fees.BANDS, bands=(fees.Band(None, 5),), basis=fees.VALUE), fees.VALUE),
        ):
            with self.assertRaises(fees.Unanswered) as caught:
                fees.charge(rule)
            self.assertEqual(caught.exception.args, (missing,))

    def test_figures_below_zero(self):
        for figures in ({"quantity": -1}, {"quantity": 1, "pieces": 0}):
            with self.assertRaises(ValueError):
                fees.charge(COPY, **figures)

    def test_the_most_particular_rule_holds(self):
        national = fees.Rule(1, 1, amount=1)
        province = fees.Rule(2, 1, amount=2, depth=1)
        case = fees.Rule(3, 1, amount=3, depth=1, case="khai sinh")
        online = fees.Rule(4, 1, amount=0, depth=1, channel="online")
        other_fee = fees.Rule(5, 2, amount=5)
        for asked, expected in [
            ({}, {2, 5}),
            ({"case": "khai sinh"}, {3, 5}),
            ({"channel": "online"}, {4, 5}),
            ({"case": "khai sinh", "channel": "online"}, {3, 5}),
            ({"channel": "post"}, {2, 5}),
        ]:
            found = fees.chosen([national, province, case, online, other_fee], **asked)
            self.assertEqual({rule.key for rule in found}, expected, asked)
        self.assertEqual([rule.key for rule in fees.chosen([national])], [1])
        self.assertEqual(fees.chosen([case]), [])

    def test_rules_that_contradict_each_other(self):
        with self.assertRaises(ValueError) as caught:
            fees.chosen([fees.Rule(7, 1), fees.Rule(8, 1)])
        self.assertEqual(caught.exception.args, ((7, 8),))

    def test_percent(self):
        for share, text in [(5000, "50 %"), (1250, "12,5 %"), (5, "0,05 %"), (10_000, "100 %"), (1001, "10,01 %")]:
            self.assertEqual(fees.percent(share), text)

    @given(st.integers(0, 10**5), st.integers(1, 50), BANDS, st.integers(0, 10**6), st.sampled_from([1, 500, 1000]))
    def test_steps_add_up_and_no_cap_is_passed(self, quantity, pieces, bands, maximum, round_to):
        rule = fees.Rule(1, 1, fees.BANDS, bands=bands, maximum=maximum, round_to=round_to)
        found = fees.charge(rule, quantity=quantity, pieces=pieces)
        self.assertEqual(sum(step.amount for step in found.steps), found.amount)
        self.assertEqual(found.amount % round_to, 0)
        if maximum:
            self.assertLessEqual(found.amount, maximum * pieces + round_to)

    @given(st.integers(0, 10**12), st.integers(0, fees.WHOLE))
    def test_what_is_let_off_and_what_is_left(self, amount, share):
        found = fees.charge(fees.Rule(1, 1, amount=amount), exemption=fees.Exemption(1, "N", share))
        self.assertLessEqual(0, found.amount)
        self.assertLessEqual(found.amount, found.full)
        # off by half a đồng at most, in favour of none
        self.assertLessEqual(abs(found.amount * fees.WHOLE - amount * (fees.WHOLE - share)), fees.WHOLE // 2)

    @given(st.integers(0, 10**12), st.integers(0, fees.WHOLE))
    def test_retention_and_budget_are_the_whole(self, amount, share):
        kept = fees.retained(amount, share)
        self.assertTrue(0 <= kept <= amount)
        self.assertEqual(fees.retained(amount, fees.WHOLE), amount)
        self.assertEqual(fees.retained(amount, 0), 0)
