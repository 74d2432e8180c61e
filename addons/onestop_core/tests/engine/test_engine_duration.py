from decimal import Decimal
from fractions import Fraction
from unittest import TestCase

from ...engine.duration import (
    NO_LIMIT,
    SAME_DAY,
    Duration,
    Unit,
)


class TestDuration(TestCase):
    def test_minutes_and_days(self):
        for value, expected in [(8, 480), (Decimal("1.5"), 90), (Decimal("0.01"), 1)]:
            with self.subTest(value=value):
                self.assertEqual(Duration(value, "hour").minutes, expected)
        self.assertEqual(Duration(3, "working_day").days, 3)
        self.assertEqual(Duration(Decimal("0.1"), "working_day").days, Fraction(1, 10))

    def test_unit_by_name(self):
        self.assertIs(Duration(3, "working_day").unit, Unit.WORKING_DAY)
        self.assertEqual(Duration(3, "working_day"), Duration(3, Unit.WORKING_DAY))

    def test_units_without_value(self):
        self.assertEqual(Duration(5, "same_day"), SAME_DAY)
        self.assertEqual(Duration(0, "none"), NO_LIMIT)

    def test_unusable_values(self):
        for value, unit, error in [
            (-1, "working_day", ValueError),
            (10**6, "working_day", ValueError),
            (Decimal("1.5"), "calendar_day", ValueError),
            (Decimal("0.5"), "month", ValueError),
            (3, "week", ValueError),
            (1.5, "hour", TypeError),
            (True, "hour", TypeError),
            ("3", "hour", TypeError),
        ]:
            with self.subTest(value=value, unit=unit), self.assertRaises(error):
                Duration(value, unit)
