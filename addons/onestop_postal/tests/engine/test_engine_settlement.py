from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine import settlement
from ...engine.settlement import ADJUSTMENT, FIXED, LEG, PENALTY, Item


class TestSettlement(TestCase):
    def test_a_month(self):
        items = (
            Item(LEG, "centre_leg", 214, 26_000),
            Item(FIXED, "premises", 1, 4_500_000),
            Item(FIXED, "staff", 1, 31_000_000),
            Item(PENALTY, "late", 3, -26_000),
            Item(ADJUSTMENT, "month_before", 1, -52_000),
        )
        total = settlement.add_up(items)
        # 214 × 26.000 = 5.564.000
        self.assertEqual((total.legs, total.fixed), (5_564_000, 35_500_000))
        self.assertEqual((total.penalties, total.adjustments), (-78_000, -52_000))
        self.assertEqual((total.net, total.vat, total.payable), (40_934_000, 0, 40_934_000))
        self.assertEqual(settlement.add_up(items, vat=800).payable, 40_934_000 + 3_274_720)

    def test_tax_is_rounded_at_half(self):
        for price, vat in ((6, 0), (7, 1), (12, 1), (19, 2), (-7, -1), (-6, 0)):
            with self.subTest(price=price):
                self.assertEqual(settlement.add_up((Item(ADJUSTMENT, "x", 1, price),), vat=800).vat, vat)

    def test_part_of_a_month(self):
        november = date(2026, 11, 1)
        for begins, ends, expected in (
            (date(2026, 1, 1), None, 3_000_000),
            (date(2026, 11, 16), None, 1_500_000),
            (date(2026, 11, 30), None, 100_000),
            (date(2026, 1, 1), date(2026, 11, 10), 1_000_000),
            (date(2026, 12, 1), None, 0),
            (date(2026, 1, 1), date(2026, 10, 31), 0),
        ):
            with self.subTest(begins=begins, ends=ends):
                self.assertEqual(settlement.part_of_month(3_000_000, november, begins, ends), expected)
        self.assertEqual(settlement.part_of_month(100, date(2027, 2, 1), date(2027, 2, 15), None), 50)
        # 10 × 1/31 is 0,3; 50 × 1/31 is 1,6
        self.assertEqual(settlement.part_of_month(10, date(2026, 12, 1), date(2026, 12, 31), None), 0)
        self.assertEqual(settlement.part_of_month(50, date(2026, 12, 1), date(2026, 12, 31), None), 2)

    def test_what_cannot_be(self):
        for item in (Item(LEG, "a", 1, -1), Item(FIXED, "b", -1, 5), Item(PENALTY, "c", 1, 1)):
            with self.subTest(item=item), self.assertRaises(ValueError):
                settlement.add_up((item,))

    def test_budget(self):
        self.assertEqual(settlement.left_of_budget(500_000_000, 450_000_000, 40_934_000), 9_066_000)
        self.assertEqual(settlement.left_of_budget(1_000, 900, 200), -100)

    @given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 60_000)), max_size=20), st.integers(0, 1_000))
    def test_the_sum_is_that_of_the_lines(self, legs, vat):
        total = settlement.add_up([Item(LEG, str(n), *leg) for n, leg in enumerate(legs)], vat=vat)
        net = sum(quantity * price for quantity, price in legs)
        self.assertEqual(total.net, net)
        self.assertLessEqual(abs(total.vat - net * vat / 10_000), 0.5)
