from datetime import date, timedelta
from unittest import TestCase

from ...engine.holidays import vietnam_calendar, vietnam_holidays, vietnam_make_up_days
from ...engine.lunar import days_before_tet


def span(first, last):
    return {first + timedelta(days=shift) for shift in range((last - first).days + 1)}


# Days on which public servants did not work, as the Government published them for
# each year (weekends inside a break included).  2027 is not published yet.
PUBLISHED = {
    2019: [
        span(date(2019, 1, 1), date(2019, 1, 1)),
        span(date(2019, 2, 2), date(2019, 2, 10)),
        span(date(2019, 4, 13), date(2019, 4, 15)),
        span(date(2019, 4, 27), date(2019, 5, 1)),
        span(date(2019, 8, 31), date(2019, 9, 2)),
    ],
    2020: [
        span(date(2020, 1, 1), date(2020, 1, 1)),
        span(date(2020, 1, 23), date(2020, 1, 29)),
        span(date(2020, 4, 2), date(2020, 4, 2)),
        span(date(2020, 4, 30), date(2020, 5, 3)),
        span(date(2020, 9, 2), date(2020, 9, 2)),
    ],
    2021: [
        span(date(2021, 1, 1), date(2021, 1, 3)),
        span(date(2021, 2, 10), date(2021, 2, 16)),
        span(date(2021, 4, 21), date(2021, 4, 21)),
        span(date(2021, 4, 30), date(2021, 5, 3)),
        span(date(2021, 9, 2), date(2021, 9, 5)),
    ],
    2022: [
        span(date(2022, 1, 1), date(2022, 1, 3)),
        span(date(2022, 1, 29), date(2022, 2, 6)),
        span(date(2022, 4, 9), date(2022, 4, 11)),
        span(date(2022, 4, 30), date(2022, 5, 3)),
        span(date(2022, 9, 1), date(2022, 9, 4)),
    ],
    2023: [
        span(date(2023, 1, 1), date(2023, 1, 2)),
        span(date(2023, 1, 20), date(2023, 1, 26)),
        span(date(2023, 4, 29), date(2023, 5, 3)),
        span(date(2023, 9, 1), date(2023, 9, 4)),
    ],
    2024: [
        span(date(2024, 1, 1), date(2024, 1, 1)),
        span(date(2024, 2, 8), date(2024, 2, 14)),
        span(date(2024, 4, 18), date(2024, 4, 18)),
        span(date(2024, 4, 27), date(2024, 5, 1)),
        span(date(2024, 8, 31), date(2024, 9, 3)),
    ],
    2025: [
        span(date(2025, 1, 1), date(2025, 1, 1)),
        span(date(2025, 1, 25), date(2025, 2, 2)),
        span(date(2025, 4, 5), date(2025, 4, 7)),
        span(date(2025, 4, 30), date(2025, 5, 4)),
        span(date(2025, 8, 30), date(2025, 9, 2)),
    ],
    2026: [
        span(date(2026, 1, 1), date(2026, 1, 4)),
        span(date(2026, 2, 14), date(2026, 2, 22)),
        span(date(2026, 4, 25), date(2026, 4, 27)),
        span(date(2026, 4, 30), date(2026, 5, 3)),
        span(date(2026, 8, 29), date(2026, 9, 2)),
    ],
}
PUBLISHED_MAKE_UP = {
    date(2019, 1, 5),  # for 31/12/2018
    date(2019, 5, 4),
    date(2024, 5, 4),
    date(2025, 4, 26),
    date(2026, 1, 10),
    date(2026, 8, 22),
}
# Forecast until the Labour Code is amended: the Politburo chose the day (80-NQ/TW of
# 07/01/2026), no law said so when this was written.
CULTURE_DAY = date(2026, 11, 24)


class TestVietnamHolidays(TestCase):
    def test_published_years(self):
        for year, breaks in PUBLISHED.items():
            with self.subTest(year=year):
                expected = {day for days in breaks for day in days if day.weekday() < 5}
                got = {day for day in vietnam_holidays([year]) if day.weekday() < 5}
                self.assertEqual(got - {CULTURE_DAY}, expected)

    def test_published_make_up_days(self):
        self.assertEqual(set(vietnam_make_up_days(PUBLISHED)), PUBLISHED_MAKE_UP)

    def test_one_year_is_enough_for_a_swap_over_new_year(self):
        self.assertIn(date(2019, 1, 5), vietnam_make_up_days([2019]))

    def test_forecast_of_a_year_not_published(self):
        """Fixed days and the lunar dates are certain; days in lieu and swaps are not."""
        days = vietnam_holidays([2027])
        for day, name in [
            (date(2027, 1, 1), "Tết Dương lịch"),
            (date(2027, 2, 6), "Tết Nguyên Đán"),
            (date(2027, 4, 16), "Ngày Giỗ Tổ Hùng Vương"),
            (date(2027, 4, 30), "Ngày Chiến thắng"),
            (date(2027, 5, 1), "Ngày Quốc tế Lao động"),
            (date(2027, 9, 2), "Quốc khánh"),
        ]:
            with self.subTest(day=day):
                self.assertEqual(days[day], name)

    def test_names(self):
        days = vietnam_holidays([2026])
        self.assertEqual(days[date(2026, 4, 27)], "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)")
        self.assertEqual(days[date(2026, 1, 2)], "Ngày nghỉ (thay cho ngày 10/01/2026)")
        self.assertTrue(all(days.values()))

    def test_only_the_years_asked_for_and_in_order(self):
        days = vietnam_holidays([2026, 2025])
        self.assertEqual({day.year for day in days}, {2025, 2026})
        self.assertEqual(list(days), sorted(days))
        self.assertEqual(vietnam_holidays([]), {})
        self.assertEqual(vietnam_make_up_days([]), {})

    def test_many_years(self):
        for year in range(2007, 2051):
            with self.subTest(year=year):
                self.assertGreaterEqual(len(vietnam_holidays([year])), 9)

    def test_two_days_before_tet_have_their_lunar_name(self):
        """From 2025 to 2032 no year has a 30th: the last month ends with the 29th."""
        for year, day, name in [
            (2023, date(2023, 1, 20), "29 Tết"),
            (2024, date(2024, 2, 8), "29 Tết"),
            (2025, date(2025, 1, 27), "28 Tết"),
            (2027, date(2027, 2, 4), "28 Tết"),
            (2028, date(2028, 1, 24), "28 Tết"),
            (2030, date(2030, 1, 31), "28 Tết"),
            (2031, date(2031, 1, 21), "28 Tết"),
        ]:
            with self.subTest(year=year):
                self.assertEqual(vietnam_holidays([year])[day], name)

    def test_length_of_the_last_lunar_month(self):
        """As printed calendars have it."""
        tet = {day.year: day for day, name in vietnam_holidays(range(2020, 2036)).items() if name == "Tết Nguyên Đán"}
        short = {2022, *range(2025, 2033)}
        self.assertEqual({year for year, day in tet.items() if days_before_tet(day) == 29}, short)
        self.assertTrue(all(days_before_tet(day) in (29, 30) for day in tet.values()))

    def test_how_certain_a_day_is(self):
        days = {line.day: line for line in vietnam_calendar([2026, 2027])}
        for day, certainty in [
            (date(2026, 9, 2), "set"),
            (date(2026, 1, 10), "set"),
            (date(2026, 11, 24), "proposed"),
            (date(2027, 2, 6), "forecast"),
            (date(2027, 11, 24), "proposed"),
        ]:
            with self.subTest(day=day):
                self.assertEqual(days[day].certainty, certainty)
        self.assertEqual(days[date(2026, 1, 2)].source, days[date(2026, 1, 10)].source)
        self.assertIn("12729/VPCP-KGVX", days[date(2026, 1, 2)].source)
        # on a Sunday, and its day in lieu
        in_2030 = {line.day: line.certainty for line in vietnam_calendar([2030]) if line.day.month == 11}
        self.assertEqual(in_2030, {date(2030, 11, 24): "proposed", date(2030, 11, 25): "proposed"})
