import unicodedata
from decimal import Decimal
from fractions import Fraction
from unittest import TestCase

from odoo.addons.onestop_core.engine.duration import (
    NO_LIMIT,
    SAME_DAY,
    Duration,
    Unit,
    parse_time_limit,
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


class TestParseTimeLimit(TestCase):
    def test_texts_of_the_national_export(self):
        for text, expected in [
            ("7 ngày làm việc", Duration(7, "working_day")),
            ("3 Ngày làm việc", Duration(3, "working_day")),
            ("03 ngày làm việc.", Duration(3, "working_day")),
            ("  15   ngày ", Duration(15, "calendar_day")),
            ("30 Ngày", Duration(30, "calendar_day")),
            ("08 giờ làm việc", Duration(8, "hour")),
            ("4 Giờ", Duration(4, "hour")),
            ("02 tháng", Duration(2, "month")),
            ("1 Năm", Duration(12, "month")),
            ("2 tuần", Duration(14, "calendar_day")),
            ("1,5 ngày làm việc", Duration(Decimal("1.5"), "working_day")),
            ("0.5 ngày làm việc", Duration(Decimal("0.5"), "working_day")),
            ("1/2 ngày làm việc", Duration(Decimal("0.5"), "working_day")),
            ("Không quá 15 ngày", Duration(15, "calendar_day")),
            ("Trong thời hạn 05 ngày làm việc", Duration(5, "working_day")),
            ("Trong ngày", SAME_DAY),
            ("Ngay trong ngày làm việc", SAME_DAY),
            ("Khác", NO_LIMIT),
            ("0 Khác", NO_LIMIT),
            ("Không quy định", NO_LIMIT),
        ]:
            with self.subTest(text=text):
                self.assertEqual(parse_time_limit(text), expected)
                self.assertEqual(parse_time_limit(unicodedata.normalize("NFD", text)), expected)

    def test_what_cannot_be_known(self):
        for text in [
            None,
            "",
            "7",
            "ngày làm việc",
            "0 ngày làm việc",
            "0,5 ngày",
            "1/2 tháng",
            "1000000 ngày",
            "17 ngày làm việc hoặc 20 ngày làm việc",
            "theo Luật Lý lịch tư pháp",
            "7 ngày làm việc kể từ ngày nhận đủ hồ sơ; 10 ngày nếu phải xác minh",
        ]:
            with self.subTest(text=text):
                self.assertIsNone(parse_time_limit(text))
