from datetime import date, datetime, timedelta, timezone
from unittest import TestCase

from hypothesis import given, settings
from hypothesis import strategies as st

from ...engine.calendar import (
    CalendarDay,
    WorkCalendar,
    from_naive_utc,
    to_naive_utc,
)
from .engine_common import OFFICE, OFFICE_DAY, TZ, at, is_working, written

SATURDAY_MORNING = WorkCalendar(TZ, (OFFICE_DAY,) * 5 + (((7 * 60, 11 * 60 + 30),), ()))


class TestWorkCalendar(TestCase):
    def test_intervals_on(self):
        own = ((480, 600),)
        calendar = WorkCalendar(
            TZ,
            OFFICE.week,
            {
                date(2026, 5, 6): CalendarDay(True, own, "Giờ làm việc riêng"),
                date(2026, 5, 9): CalendarDay(True),
                date(2026, 5, 10): CalendarDay(True, own),
                date(2026, 5, 11): CalendarDay(False, None, "Nghỉ"),
            },
        )
        for day, expected in [
            (date(2026, 5, 5), OFFICE_DAY),
            (date(2026, 5, 6), own),
            (date(2026, 5, 9), OFFICE_DAY),  # a make-up day has Monday's hours
            (date(2026, 5, 10), own),
            (date(2026, 5, 11), ()),
            (date(2026, 5, 16), ()),
        ]:
            with self.subTest(day=day):
                self.assertEqual(calendar.intervals_on(day), expected)
                self.assertEqual(calendar.is_working_day(day), bool(expected))

    def test_make_up_day(self):
        self.assertTrue(OFFICE.is_make_up_day(date(2026, 5, 9)))
        self.assertFalse(OFFICE.is_make_up_day(date(2026, 5, 8)))
        self.assertFalse(OFFICE.is_make_up_day(date(2026, 5, 10)))

    def test_neighbouring_working_days(self):
        self.assertEqual(OFFICE.next_working_day(date(2026, 4, 24)), date(2026, 4, 28))
        self.assertEqual(OFFICE.previous_working_day(date(2026, 5, 4)), date(2026, 4, 29))
        self.assertEqual(OFFICE.next_working_day(date(2026, 5, 8)), date(2026, 5, 9))

    def test_opening_and_closing(self):
        self.assertEqual(OFFICE.opening(date(2026, 4, 24)), at("24/04 07:00"))
        self.assertEqual(OFFICE.closing(date(2026, 4, 24)), at("24/04 17:00"))
        with self.assertRaisesRegex(ValueError, "day off"):
            OFFICE.closing(date(2026, 4, 25))

    def test_next_working_moment(self):
        for moment, expected in [
            ("24/04 06:59", "Fri 24/04 07:00"),
            ("24/04 07:00", "Fri 24/04 07:00"),
            ("24/04 11:29", "Fri 24/04 11:29"),
            ("24/04 11:30", "Fri 24/04 13:30"),
            ("24/04 12:00", "Fri 24/04 13:30"),
            ("24/04 16:59", "Fri 24/04 16:59"),
            ("24/04 17:00", "Tue 28/04 07:00"),
            ("25/04 10:00", "Tue 28/04 07:00"),
            ("29/04 18:00", "Mon 04/05 07:00"),
            ("08/05 18:00", "Sat 09/05 07:00"),
        ]:
            with self.subTest(moment=moment):
                self.assertEqual(written(OFFICE.next_working_moment(at(moment))), expected)

    def test_is_working_moment(self):
        for moment, expected in [
            ("24/04 06:59", False),
            ("24/04 07:00", True),
            ("24/04 11:30", True),
            ("24/04 11:31", False),
            ("24/04 17:00", True),
            ("24/04 17:01", False),
            ("25/04 10:00", False),
            ("27/04 10:00", False),
        ]:
            with self.subTest(moment=moment):
                self.assertIs(is_working(OFFICE, at(moment)), expected)

    def test_working_minutes_between(self):
        for start, end, expected in [
            ("24/04 07:00", "24/04 17:00", 480),
            ("24/04 11:00", "24/04 14:00", 60),
            ("24/04 16:00", "28/04 08:00", 120),
            ("28/04 08:00", "24/04 16:00", -120),
            ("25/04 00:00", "28/04 00:00", 0),
            ("01/01/2019 00:00", "01/01/2019 00:00", 0),
        ]:
            with self.subTest(start=start, end=end):
                self.assertEqual(OFFICE.working_minutes_between(at(start), at(end)), expected)

    def test_add_working_minutes_at_a_boundary(self):
        start = at("24/04 07:00")
        for minutes, expected in [
            (270, "Fri 24/04 11:30"),
            (480, "Fri 24/04 17:00"),
            (481, "Tue 28/04 07:01"),
            (-1, "Thu 23/04 16:59"),
        ]:
            with self.subTest(minutes=minutes):
                self.assertEqual(written(OFFICE.add_working_minutes(start, minutes)), expected)

    def test_add_working_days(self):
        for moment, days, expected in [
            ("24/04 16:00", 1, "Tue 28/04 16:00"),
            ("24/04 17:00", 1, "Tue 28/04 17:00"),
            ("25/04 10:00", 1, "Tue 28/04 17:00"),
            ("24/04 07:00", 1, "Tue 28/04 07:00"),
            ("24/04 12:00", 1, "Tue 28/04 13:30"),
            ("28/04 09:00", -1, "Fri 24/04 09:00"),
            ("24/04 16:00", 0, "Fri 24/04 16:00"),
            ("08/05 10:00", 1, "Sat 09/05 10:00"),
        ]:
            with self.subTest(moment=moment, days=days):
                self.assertEqual(written(OFFICE.add_working_days(at(moment), days)), expected)

    def test_days_far_back(self):
        self.assertEqual(written(OFFICE.add_working_days(at("01/01/1990 10:00"), 1)), "Tue 02/01 10:00")
        self.assertEqual(written(OFFICE.add_working_days(at("02/01/2019 10:00"), -300)), "Wed 08/11 10:00")

    def test_minutes_per_day(self):
        self.assertEqual(OFFICE.minutes_per_day, 480)
        self.assertEqual(SATURDAY_MORNING.minutes_per_day, 480)

    def test_any_zone_is_accepted_and_seconds_are_dropped(self):
        moment = datetime(2026, 4, 24, 0, 15, 59, tzinfo=timezone.utc)
        self.assertEqual(OFFICE.next_working_moment(moment), at("24/04 07:15"))
        self.assertEqual(OFFICE.next_working_moment(moment).tzinfo, OFFICE.zone)

    def test_moments_without_zone_are_refused(self):
        with self.assertRaisesRegex(ValueError, "no time zone"):
            OFFICE.next_working_moment(datetime.fromisoformat("2026-04-24 07:00"))
        with self.assertRaisesRegex(ValueError, "no time zone"):
            to_naive_utc(datetime.fromisoformat("2026-04-24 07:00"))
        with self.assertRaisesRegex(ValueError, "already has"):
            from_naive_utc(at("24/04 07:00"))

    def test_database_moments(self):
        stored = datetime.fromisoformat("2026-04-24 00:00")
        self.assertEqual(from_naive_utc(stored), at("24/04 07:00"))
        self.assertEqual(to_naive_utc(at("24/04 07:00")), stored)

    def test_unusable_hours_are_refused(self):
        for week in [
            (OFFICE_DAY,) * 5,
            ((),) * 7,
            (((600, 540),),) + ((),) * 6,
            (((480, 600), (590, 700)),) + ((),) * 6,
            (((600, 700), (480, 500)),) + ((),) * 6,
            (((600, 1440),),) + ((),) * 6,
        ]:
            with self.subTest(week=week), self.assertRaises(ValueError):
                WorkCalendar(TZ, week)
        for exception in [CalendarDay(True, ()), CalendarDay(False, OFFICE_DAY)]:
            with self.subTest(exception=exception), self.assertRaises(ValueError):
                WorkCalendar(TZ, OFFICE.week, {date(2026, 5, 9): exception})

    def test_far_dates(self):
        self.assertEqual(OFFICE.next_working_moment(at("01/01/1990 00:00")).year, 1990)
        self.assertEqual(OFFICE.next_working_moment(at("01/01/2090 00:00")).year, 2090)
        # What was worked out before the calendar grew still holds.
        self.assertEqual(OFFICE.working_minutes_between(at("24/04 07:00"), at("24/04 08:00")), 60)


class TestAgainstCountingMinutes(TestCase):
    """The arithmetic agrees with counting minute by minute."""

    @settings(max_examples=50)
    @given(
        start=st.integers(0, 20 * 1440),
        length=st.integers(0, 6 * 1440),
    )
    def test_working_minutes_between(self, start, length):
        begin = at("20/04 00:00") + timedelta(minutes=start)
        counted = 0
        for step in range(length):
            moment = begin + timedelta(minutes=step)
            minute = moment.hour * 60 + moment.minute
            counted += any(opens <= minute < closes for opens, closes in OFFICE.intervals_on(moment.date()))
        end = begin + timedelta(minutes=length)
        self.assertEqual(OFFICE.working_minutes_between(begin, end), counted)

    @given(start=st.integers(0, 60 * 1440), minutes=st.integers(1, 20_000))
    def test_adding_is_the_inverse_of_measuring(self, start, minutes):
        begin = at("01/04 00:00") + timedelta(minutes=start)
        moment = OFFICE.add_working_minutes(begin, minutes)
        self.assertEqual(OFFICE.working_minutes_between(begin, moment), minutes)
        self.assertTrue(is_working(OFFICE, moment))
