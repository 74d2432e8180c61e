import unittest
from datetime import date, datetime, timezone
from decimal import Decimal

from odoo.addons.onestop_core.engine.duration import NO_LIMIT, SAME_DAY, Duration
from odoo.addons.onestop_core.engine.wording import balanced_lines, date_words, duration_words, moment_words


class TestWording(unittest.TestCase):
    def test_dates(self):
        for day, words in (
            (date(2026, 11, 23), "ngày 23 tháng 11 năm 2026"),
            # a zero before days below 10 and before January and February, so that no digit can be put before them
            (date(2027, 2, 5), "ngày 05 tháng 02 năm 2027"),
            (date(2027, 3, 10), "ngày 10 tháng 3 năm 2027"),
            (None, "ngày …… tháng …… năm ……"),
        ):
            self.assertEqual(date_words(day), words)

    def test_moments(self):
        self.assertEqual(
            moment_words(datetime(2026, 11, 23, 8, 15, tzinfo=timezone.utc)), "8 giờ 15 phút, ngày 23 tháng 11 năm 2026"
        )
        self.assertEqual(
            moment_words(datetime(2026, 11, 23, 16, 5, tzinfo=timezone.utc)),
            "16 giờ 05 phút, ngày 23 tháng 11 năm 2026",
        )
        self.assertEqual(moment_words(None), "…… giờ …… phút, ngày …… tháng …… năm ……")

    def test_time_limits(self):
        for duration, words in (
            (Duration(3, "working_day"), "03 ngày làm việc"),
            (Duration(15, "calendar_day"), "15 ngày"),
            (Duration(8, "hour"), "08 giờ làm việc"),
            (Duration(Decimal("2.50"), "working_day"), "2,5 ngày làm việc"),
            (Duration(Decimal("4.0"), "working_day"), "04 ngày làm việc"),
            (Duration(1, "month"), "01 tháng"),
            (SAME_DAY, "trong ngày làm việc"),
            (NO_LIMIT, ""),
        ):
            self.assertEqual(duration_words(duration), words)

    def test_names_set_in_the_middle(self):
        for text, width, lines in (
            ("Trung tâm Phục vụ hành chính công", 28, ["Trung tâm Phục vụ", "hành chính công"]),
            ("UBND xã Khả Phong", 28, ["UBND xã Khả Phong"]),
            ("Nghiêng", 3, ["Nghiêng"]),
            ("", 28, []),
        ):
            self.assertEqual(balanced_lines(text, width), lines)
