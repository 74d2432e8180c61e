from datetime import date
from decimal import Decimal
from unittest import TestCase

from ...engine.calendar import CalendarDay, WorkCalendar
from ...engine.deadline import (
    ClockStart,
    DeadlineRules,
    Extension,
    Kind,
    compute_due,
    remaining,
    soon_until,
    transfer_deadline,
)
from ...engine.duration import NO_LIMIT, SAME_DAY, Duration
from ...engine.holidays import vietnam_holidays, vietnam_make_up_days
from .engine_common import OFFICE, OFFICE_DAY, TZ, at, counted_minutes, written


def due_of(received, value, unit, calendar=OFFICE, **kwargs):
    due = compute_due(calendar, at(received), Duration(value, unit), **kwargs)
    return written(due.due_at)


def stopped(spans):
    """Pauses written as pairs of moments."""
    return [(at(start), at(end), "supplement") for start, end in spans]


def lines(due):
    return [(line.kind.value, written(line.start), written(line.end), line.minutes, line.label) for line in due.ledger]


class DeadlineCase(TestCase):
    maxDiff = None


class TestWorkingTime(DeadlineCase):
    def test_working_days(self):
        for received, days, expected in [
            # the same moment N working days later
            ("20/04 09:10", 1, "Tue 21/04 09:10"),
            ("20/04 09:10", 3, "Thu 23/04 09:10"),
            ("20/04 09:10", 0, "Mon 20/04 09:10"),
            # Friday 16:00, three days, the Monday a holiday; then 30/4 and 1/5
            ("24/04 16:00", 2, "Wed 29/04 16:00"),
            ("24/04 16:00", 3, "Mon 04/05 16:00"),
            # over a Saturday that is worked
            ("08/05 10:00", 1, "Sat 09/05 10:00"),
            ("07/05 10:00", 3, "Mon 11/05 10:00"),
            # taken up at an opening, due at an opening
            ("20/04 07:00", 1, "Tue 21/04 07:00"),
            ("20/04 05:00", 1, "Tue 21/04 07:00"),
            ("20/04 12:00", 1, "Tue 21/04 13:30"),
            ("20/04 13:30", 1, "Tue 21/04 13:30"),
            # at closing, after it, on a day off: the next working day is day 1
            ("20/04 16:59", 1, "Tue 21/04 16:59"),
            ("20/04 17:00", 1, "Tue 21/04 17:00"),
            ("20/04 22:00", 1, "Tue 21/04 17:00"),
            ("18/04 10:00", 1, "Mon 20/04 17:00"),
            ("24/04 17:00", 2, "Wed 29/04 17:00"),
            ("30/04 09:00", 2, "Tue 05/05 17:00"),
            ("20/04 17:00", 0, "Tue 21/04 07:00"),
            ("20/04 07:00", Decimal("0.5"), "Mon 20/04 11:00"),
        ]:
            with self.subTest(received=received, days=days):
                self.assertEqual(due_of(received, days, "working_day"), expected)

    def test_friday_afternoon_before_a_holiday_monday(self):
        monday_off = WorkCalendar(TZ, OFFICE.week, {date(2026, 4, 27): CalendarDay(False, None, "Ngày nghỉ bù")})
        self.assertEqual(due_of("24/04 16:00", 3, "working_day", calendar=monday_off), "Thu 30/04 16:00")

    def test_hours(self):
        for received, hours, expected in [
            ("20/04 07:00", 1, "Mon 20/04 08:00"),
            ("20/04 11:00", 1, "Mon 20/04 14:00"),
            ("20/04 16:30", 1, "Tue 21/04 07:30"),
            # a limit that runs out at the end of an interval ends there
            ("20/04 07:00", 8, "Mon 20/04 17:00"),
            ("20/04 07:00", Decimal("4.5"), "Mon 20/04 11:30"),
            ("24/04 16:00", 8, "Tue 28/04 16:00"),
        ]:
            with self.subTest(received=received, hours=hours):
                self.assertEqual(due_of(received, hours, "hour"), expected)

    def test_worth_of_a_working_day(self):
        seven_hours = WorkCalendar(TZ, (((480, 720), (780, 960)),) * 5 + ((), ()))
        self.assertEqual(due_of("20/04 09:00", 2, "working_day", calendar=seven_hours), "Wed 22/04 09:00")

    def test_a_saturday_morning_is_a_working_day(self):
        calendar = WorkCalendar(TZ, (OFFICE_DAY,) * 5 + (((420, 660),), ()))
        for received, days, expected in [
            # 300 of 480 minutes are over, then 150 of 240
            ("17/04 14:00", 1, "Sat 18/04 09:30"),
            ("17/04 14:00", 2, "Mon 20/04 14:00"),
            ("17/04 17:00", 1, "Sat 18/04 11:00"),
            ("18/04 11:00", 1, "Mon 20/04 17:00"),
            ("18/04 09:00", 1, "Mon 20/04 11:00"),
        ]:
            with self.subTest(received=received, days=days):
                self.assertEqual(due_of(received, days, "working_day", calendar=calendar), expected)

    def test_a_friday_that_closes_earlier(self):
        early = ((420, 690), (810, 990))
        calendar = WorkCalendar(TZ, (OFFICE_DAY,) * 4 + (early, (), ()))
        for received, days, expected in [
            ("16/11 16:45", 5, "Mon 23/11 16:45"),
            ("16/11 16:45", 4, "Fri 20/11 16:15"),  # 465 of 480 minutes are over, then 435 of 450, down to the minute
            ("20/11 16:15", 1, "Mon 23/11 16:44"),
            ("20/11 16:30", 1, "Mon 23/11 17:00"),
            ("16/11 07:00", 4, "Fri 20/11 07:00"),
            ("16/11 12:00", 5, "Mon 23/11 13:30"),
        ]:
            with self.subTest(received=received, days=days):
                self.assertEqual(due_of(received, days, "working_day", calendar=calendar), expected)

    def test_lines_of_uneven_days_add_up(self):
        """Each day is worth a day: of the Friday 450 minutes, of the Saturday 240."""
        calendar = WorkCalendar(TZ, (OFFICE_DAY,) * 4 + (((420, 690), (810, 990)), ((420, 660),), ()))
        due = compute_due(calendar, at("16/11 16:45"), Duration(6, "working_day"))
        self.assertEqual(
            lines(due),
            [
                ("counted", "Mon 16/11 16:45", "Sat 21/11 11:00", 15 + 5 * 480, "working_day"),
                ("day_off", "Sun 22/11 00:00", "Mon 23/11 00:00", 0, ""),
                ("counted", "Mon 23/11 07:00", "Mon 23/11 16:45", 465, "working_day"),
            ],
        )

    def test_no_limit(self):
        due = compute_due(OFFICE, at("20/04 18:00"), NO_LIMIT, extra=[(Duration(3, "hour"), "x")])
        self.assertIsNone(due.due_at)
        self.assertEqual(written(due.clock_start_at), "Tue 21/04 07:00")
        self.assertEqual([line.kind for line in due.ledger], [Kind.START_MOVED])


class TestTheLaw(DeadlineCase):
    """Dates that people worked out by Civil Code 147-148, over the real holidays."""

    def test_dates(self):
        years = range(2024, 2027)
        days = {day: CalendarDay(False, None, name) for day, name in vietnam_holidays(years).items()}
        del days[date(2026, 11, 24)]  # not a day off while no law says so
        days |= {day: CalendarDay(True, None, name) for day, name in vietnam_make_up_days(years).items()}
        calendar = WorkCalendar(TZ, OFFICE.week, days)
        for received, value, unit, expected in [
            ("27/12/2024 17:00", 3, "working_day", "Thu 02/01 17:00"),
            ("27/12/2024 16:59", 3, "working_day", "Thu 02/01 16:59"),
            ("20/11/2026 17:00", 5, "calendar_day", "Wed 25/11 17:00"),
            ("28/11/2026 19:30", 7, "working_day", "Tue 08/12 17:00"),
            ("28/11/2026 19:30", 17, "working_day", "Tue 22/12 17:00"),
            ("16/11/2026 16:45", 5, "working_day", "Mon 23/11 16:45"),
            # the eve of Tết, and a Saturday worked for a bridge day (22/08 for 31/08)
            ("13/02/2026 17:00", 1, "working_day", "Mon 23/02 17:00"),
            ("21/08/2026 17:30", 1, "working_day", "Sat 22/08 17:00"),
            ("22/08/2026 18:00", 1, "working_day", "Mon 24/08 17:00"),
        ]:
            with self.subTest(received=received):
                self.assertEqual(due_of(received, value, unit, calendar=calendar), expected)


class TestSameDay(DeadlineCase):
    def test_cut_off(self):
        for received, expected in [
            ("23/04 06:00", "Thu 23/04 17:00"),
            ("23/04 12:00", "Thu 23/04 17:00"),
            ("23/04 14:59", "Thu 23/04 17:00"),
            ("23/04 15:00", "Thu 23/04 17:00"),
            ("23/04 15:01", "Fri 24/04 17:00"),
            ("23/04 17:00", "Fri 24/04 17:00"),
            ("23/04 20:00", "Fri 24/04 17:00"),
            ("24/04 15:01", "Tue 28/04 17:00"),
            ("25/04 10:00", "Tue 28/04 17:00"),
            ("25/04 16:00", "Tue 28/04 17:00"),
        ]:
            with self.subTest(received=received):
                self.assertEqual(due_of(received, 0, "same_day"), expected)

    def test_without_cut_off(self):
        rules = DeadlineRules(cut_off_minute=None)
        self.assertEqual(due_of("23/04 16:59", 0, "same_day", rules=rules), "Thu 23/04 17:00")
        self.assertEqual(due_of("23/04 17:00", 0, "same_day", rules=rules), "Fri 24/04 17:00")

    def test_extra_days(self):
        extra = [(Duration(2, "working_day"), "nhiều bản")]
        self.assertEqual(due_of("23/04 10:00", 0, "same_day", extra=extra), "Tue 28/04 17:00")

    def test_ledger(self):
        due = compute_due(OFFICE, at("23/04 15:01"), SAME_DAY)
        self.assertEqual(
            lines(due),
            [
                ("cut_off", "Thu 23/04 15:01", "Fri 24/04 07:00", 0, ""),
                ("counted", "Fri 24/04 07:00", "Fri 24/04 17:00", 480, "same_day"),
            ],
        )

    def test_transfer(self):
        for received, expected in [
            ("23/04 06:00", "Thu 23/04 17:00"),
            ("23/04 14:59", "Thu 23/04 17:00"),
            ("23/04 15:00", "Thu 23/04 17:00"),
            ("23/04 15:01", "Fri 24/04 07:00"),
            ("23/04 18:00", "Fri 24/04 07:00"),
            ("24/04 15:01", "Tue 28/04 07:00"),
            ("25/04 10:00", "Tue 28/04 17:00"),
        ]:
            with self.subTest(received=received):
                self.assertEqual(written(transfer_deadline(OFFICE, at(received))), expected)
        self.assertEqual(written(transfer_deadline(OFFICE, at("23/04 16:30"), None)), "Thu 23/04 17:00")
        # where no cut-off says it before, closing time itself is after closing
        self.assertEqual(written(transfer_deadline(OFFICE, at("23/04 16:59"), None)), "Thu 23/04 17:00")
        self.assertEqual(written(transfer_deadline(OFFICE, at("23/04 17:00"), None)), "Fri 24/04 07:00")


class TestCalendarTime(DeadlineCase):
    def test_calendar_days(self):
        for received, days, expected in [
            ("20/04 09:00", 1, "Tue 21/04 17:00"),
            ("06/05 09:00", 2, "Fri 08/05 17:00"),
            # a Sunday: the Monday after
            ("12/05 09:00", 5, "Mon 18/05 17:00"),
            # the Saturday that is worked does
            ("07/05 09:00", 2, "Sat 09/05 17:00"),
            # a holiday, then days off
            ("15/04 09:00", 15, "Mon 04/05 17:00"),
            # received after closing on Friday, or on the Saturday: the date of reception counts
            ("15/05 18:00", 3, "Mon 18/05 17:00"),
            ("16/05 18:00", 3, "Tue 19/05 17:00"),
            ("15/05 17:00", 7, "Fri 22/05 17:00"),
        ]:
            with self.subTest(received=received, days=days):
                self.assertEqual(due_of(received, days, "calendar_day"), expected)

    def test_months(self):
        for received, months, expected in [
            ("15/05 09:00", 1, "Mon 15/06 17:00"),
            ("29/05 09:00", 9, "Mon 01/03 17:00"),  # 28/02/2027 is a Sunday
            ("08/12/2025 09:00", 2, "Mon 09/02 17:00"),  # 08/02/2026 is a Sunday
        ]:
            with self.subTest(received=received, months=months):
                self.assertEqual(due_of(received, months, "month"), expected)

    def test_last_day_of_a_shorter_month(self):
        every_day = WorkCalendar(TZ, (OFFICE_DAY,) * 7)
        self.assertEqual(due_of("31/01 09:00", 1, "month", calendar=every_day), "Sat 28/02 17:00")

    def test_ledger(self):
        due = compute_due(OFFICE, at("15/04 09:00"), Duration(15, "calendar_day"))
        self.assertEqual(
            lines(due),
            [
                ("counted", "Wed 15/04 09:00", "Thu 30/04 09:00", 15 * 1440, "calendar_day"),
                ("holiday", "Thu 30/04 09:00", "Fri 01/05 00:00", 0, "Ngày Chiến thắng"),
                ("holiday", "Fri 01/05 00:00", "Sat 02/05 00:00", 0, "Ngày Quốc tế Lao động"),
                ("day_off", "Sat 02/05 00:00", "Mon 04/05 00:00", 0, ""),
                ("to_closing", "Mon 04/05 07:00", "Mon 04/05 17:00", 0, ""),
            ],
        )

    def test_a_pause_gives_back_calendar_time(self):
        pauses = [(at("13/05 10:00"), at("18/05 10:00"), "supplement")]
        self.assertEqual(due_of("12/05 09:00", 7, "calendar_day", pauses=pauses), "Mon 25/05 17:00")

    def test_a_pause_on_the_last_day(self):
        # The duration ends at 09:00, the due moment is 17:00: the pause lies between.
        pauses = [(at("14/05 14:00"), at("18/05 10:00"), "supplement")]
        due = compute_due(OFFICE, at("12/05 09:00"), Duration(2, "calendar_day"), pauses=pauses)
        self.assertEqual(written(due.due_at), "Mon 18/05 17:00")
        self.assertEqual(counted_minutes(due), 2 * 1440)

    def test_a_pause_that_begins_when_the_limit_has_ended(self):
        # on the last day until closing the clock can still stand; at closing the limit is over
        for begin, expected in {"14/05 16:59": "Mon 18/05 17:00", "14/05 17:00": "Thu 14/05 17:00"}.items():
            with self.subTest(begin):
                pauses = [(at(begin), at("18/05 10:00"), "supplement")]
                self.assertEqual(due_of("12/05 09:00", 2, "calendar_day", pauses=pauses), expected)

    def test_a_pause_that_ends_in_the_evening(self):
        # What is left of the duration ends after closing: the next day it is.
        pauses = [(at("13/05 08:00"), at("13/05 20:00"), "supplement")]
        self.assertEqual(due_of("12/05 09:00", 1, "calendar_day", pauses=pauses), "Thu 14/05 17:00")


class TestClockStart(DeadlineCase):
    def test_received_outside_the_territory(self):
        due = compute_due(
            OFFICE,
            at("20/04 09:00"),
            Duration(1, "working_day"),
            clock_start_at=at("21/04 14:00"),
        )
        self.assertEqual(written(due.due_at), "Wed 22/04 14:00")
        self.assertEqual(
            lines(due),
            [
                ("before_clock", "Mon 20/04 09:00", "Tue 21/04 14:00", 0, ""),
                ("counted", "Tue 21/04 14:00", "Wed 22/04 14:00", 480, "working_day"),
            ],
        )

    def test_reasons(self):
        for received, reason in [
            ("20/04 06:00", "before_opening"),
            ("20/04 12:00", "break"),
            ("20/04 11:30", "break"),
            ("20/04 17:00", "after_closing"),
            ("25/04 09:00", "day_off"),
            ("27/04 09:00", "holiday"),
        ]:
            with self.subTest(received=received):
                line = compute_due(OFFICE, at(received), Duration(1, "hour")).ledger[0]
                self.assertEqual((line.kind, line.label), (Kind.START_MOVED, reason))

    def test_clock_before_reception(self):
        with self.assertRaisesRegex(ValueError, "before the dossier is received"):
            due_of("20/04 09:00", 1, "hour", clock_start_at=at("20/04 08:00"))


class TestClockPractice(DeadlineCase):
    """A province that starts the clock at the next opening, as a live system of before does."""

    rules = DeadlineRules(clock_start=ClockStart.NEXT_OPENING)

    def test_after_closing(self):
        for received, value, unit, expected in [
            ("20/04 09:10", 1, "working_day", "Tue 21/04 09:10"),
            ("20/04 17:00", 1, "working_day", "Wed 22/04 07:00"),
            ("18/04 10:00", 1, "working_day", "Tue 21/04 07:00"),
            ("15/05 18:00", 3, "calendar_day", "Thu 21/05 17:00"),
            ("20/04 17:00", 2, "hour", "Tue 21/04 09:00"),
        ]:
            with self.subTest(received=received, unit=unit):
                self.assertEqual(due_of(received, value, unit, rules=self.rules), expected)


class TestSumOfParts(DeadlineCase):
    def test_parts(self):
        for received, parts, expected in [
            # two months end on Sunday 28/06: the Monday is the first of the fifteen
            ("28/04 09:00", [(2, "month"), (15, "working_day")], "Fri 17/07 17:00"),
            ("12/05 09:00", [(2, "month"), (15, "working_day")], "Fri 31/07 17:00"),
            ("12/05 09:00", [(45, "calendar_day"), (30, "calendar_day")], "Mon 27/07 17:00"),
            ("12/05 09:00", [(3, "working_day"), (4, "calendar_day")], "Tue 19/05 17:00"),
            ("12/05 09:00", [(3, "working_day"), (2, "hour")], "Fri 15/05 11:00"),
            ("12/05 18:00", [(1, "working_day"), (2, "hour")], "Thu 14/05 09:00"),
        ]:
            with self.subTest(parts=parts):
                limit = [Duration(value, unit) for value, unit in parts]
                self.assertEqual(written(compute_due(OFFICE, at(received), limit).due_at), expected)

    def test_verification_in_a_unit_of_its_own(self):
        extra = [(Duration(15, "calendar_day"), "xác minh")]
        self.assertEqual(due_of("12/05 09:00", 5, "working_day", extra=extra), "Wed 03/06 17:00")

    def test_the_ledger_names_each_unit(self):
        due = compute_due(OFFICE, at("12/05 09:00"), [Duration(1, "month"), Duration(1, "working_day")])
        self.assertEqual(
            [(line.kind.value, line.minutes, line.unit and line.unit.value) for line in due.ledger],
            [
                ("counted", 31 * 1440, "month"),
                ("to_closing", 0, None),
                ("day_off", 0, None),
                ("counted", 480, "working_day"),
            ],
        )


class TestExtra(DeadlineCase):
    def test_hard_area(self):
        extra = [(Duration(10, "working_day"), "vùng khó khăn")]
        self.assertEqual(
            due_of("04/05 09:00", 17, "working_day", extra=extra),
            due_of("04/05 09:00", 27, "working_day"),
        )

    def test_working_days_after_calendar_days(self):
        extra = [(Duration(5, "working_day"), "xác minh")]
        due = compute_due(OFFICE, at("12/05 09:00"), Duration(5, "calendar_day"), extra=extra)
        # The five end on a Sunday: the Monday is the first of the next five.
        self.assertEqual(written(due.due_at), "Fri 22/05 17:00")
        self.assertEqual(counted_minutes(due), 5 * 1440 + 5 * 480)

    def test_time_that_adds_nothing_changes_nothing(self):
        # the tenth day is a Saturday, which alone moves the end to Monday's closing
        for more in ([], [(Duration(0, "hour"), "x")], [(Duration(0, "working_day"), "x")]):
            self.assertEqual(due_of("06/05 09:00", 10, "calendar_day", extra=more), "Mon 18/05 17:00")

    def test_calendar_days_in_a_row_are_settled_once(self):
        extra = [(Duration(1, "calendar_day"), "xác minh")]
        # The first five end on a Sunday, the sixth on the Monday.
        self.assertEqual(due_of("12/05 09:00", 5, "calendar_day", extra=extra), "Mon 18/05 17:00")

    def test_ledger(self):
        due = compute_due(
            OFFICE,
            at("07/05 10:00"),
            Duration(1, "working_day"),
            extra=[(Duration(2, "working_day"), "vùng khó khăn")],
        )
        self.assertEqual(
            lines(due),
            [
                ("counted", "Thu 07/05 10:00", "Fri 08/05 10:00", 480, "working_day"),
                ("extra", "Fri 08/05 10:00", "Fri 08/05 17:00", 300, "vùng khó khăn"),
                ("make_up", "Sat 09/05 07:00", "Sat 09/05 17:00", 480, "Ngày làm bù"),
                ("day_off", "Sun 10/05 00:00", "Mon 11/05 00:00", 0, ""),
                ("extra", "Mon 11/05 07:00", "Mon 11/05 10:00", 180, "vùng khó khăn"),
            ],
        )


class TestPauses(DeadlineCase):
    def test_two_days_of_supplement(self):
        pauses = [(at("21/04 10:00"), at("23/04 10:00"), "supplement")]
        due = compute_due(OFFICE, at("20/04 09:00"), Duration(3, "working_day"), pauses=pauses)
        self.assertEqual(written(due.due_at), "Tue 28/04 09:00")
        self.assertEqual(
            lines(due),
            [
                ("counted", "Mon 20/04 09:00", "Tue 21/04 10:00", 540, "working_day"),
                ("pause", "Tue 21/04 10:00", "Thu 23/04 10:00", 960, "supplement"),
                ("counted", "Thu 23/04 10:00", "Fri 24/04 17:00", 780, "working_day"),
                ("day_off", "Sat 25/04 00:00", "Mon 27/04 00:00", 0, ""),
                (
                    "holiday",
                    "Mon 27/04 00:00",
                    "Tue 28/04 00:00",
                    0,
                    "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)",
                ),
                ("counted", "Tue 28/04 07:00", "Tue 28/04 09:00", 120, "working_day"),
            ],
        )

    def test_pauses(self):
        for case, spans, expected in [
            ("before the clock starts", [("19/04 08:00", "19/04 09:00")], "Tue 21/04 09:00"),
            ("begins before the clock", [("19/04 08:00", "20/04 10:00")], "Tue 21/04 10:00"),
            ("at night", [("20/04 18:00", "21/04 06:00")], "Tue 21/04 09:00"),
            ("at lunch", [("20/04 11:30", "20/04 13:30")], "Tue 21/04 09:00"),
            ("begins at the due moment", [("21/04 09:00", "22/04 09:00")], "Tue 21/04 09:00"),
            ("begins when overdue", [("22/04 08:00", "22/04 09:00")], "Tue 21/04 09:00"),
            ("last minute", [("21/04 08:59", "21/04 10:59")], "Tue 21/04 11:00"),
            ("empty", [("20/04 10:00", "20/04 10:00")], "Tue 21/04 09:00"),
            (
                "two apart",
                [("20/04 10:00", "20/04 11:00"), ("20/04 14:00", "20/04 15:00")],
                "Tue 21/04 11:00",
            ),
            (
                "two overlapping count once",
                [("20/04 10:00", "20/04 11:00"), ("20/04 10:30", "20/04 11:30")],
                "Tue 21/04 10:30",
            ),
            (
                "the second one reaches the dossier only thanks to the first",
                [("20/04 10:00", "20/04 11:00"), ("21/04 09:30", "21/04 10:30")],
                "Tue 21/04 11:00",
            ),
        ]:
            with self.subTest(case):
                self.assertEqual(due_of("20/04 09:00", 1, "working_day", pauses=stopped(spans)), expected)

    def test_an_open_pause_lasts_until_now(self):
        pauses = [(at("20/04 10:00"), None, "payment")]
        for now, expected in [
            ("20/04 09:30", "Tue 21/04 09:00"),
            ("20/04 10:00", "Tue 21/04 09:00"),
            ("20/04 11:00", "Tue 21/04 10:00"),
            ("22/04 10:00", "Thu 23/04 09:00"),
        ]:
            with self.subTest(now=now):
                self.assertEqual(due_of("20/04 09:00", 1, "working_day", pauses=pauses, now=at(now)), expected)
        with self.assertRaisesRegex(ValueError, "open pause"):
            due_of("20/04 09:00", 1, "working_day", pauses=pauses)

    def test_a_pause_that_ends_before_it_starts(self):
        with self.assertRaisesRegex(ValueError, "before it starts"):
            due_of("20/04 09:00", 1, "hour", pauses=[(at("20/04 11:00"), at("20/04 10:00"), "x")])

    def test_a_same_day_dossier(self):
        pauses = [(at("22/04 10:00"), at("23/04 10:00"), "payment")]
        self.assertEqual(due_of("22/04 09:00", 0, "same_day", pauses=pauses), "Thu 23/04 17:00")


class TestExtensions(DeadlineCase):
    def test_where_the_promise_falls(self):
        for promise, expected in [
            ("23/04 10:00", "Thu 23/04 10:00"),
            ("23/04 00:00", "Thu 23/04 07:00"),
            ("23/04 12:00", "Thu 23/04 13:30"),
            ("23/04 17:00", "Thu 23/04 17:00"),
            ("23/04 23:59", "Thu 23/04 17:00"),
            ("26/04 10:00", "Tue 28/04 17:00"),
            ("20/04 10:00", "Tue 21/04 09:00"),  # an extension never shortens
        ]:
            with self.subTest(promise=promise):
                self.assertEqual(
                    due_of("20/04 09:00", 1, "working_day", extensions=[(at(promise), "01/TXL")]),
                    expected,
                )

    def test_ledger(self):
        due = compute_due(
            OFFICE,
            at("20/04 09:00"),
            Duration(1, "working_day"),
            extensions=[(at("23/04 10:00"), "01/TXL")],
        )
        self.assertEqual(
            lines(due),
            [
                ("counted", "Mon 20/04 09:00", "Tue 21/04 09:00", 480, "working_day"),
                ("extension", "Tue 21/04 09:00", "Thu 23/04 10:00", 1020, "01/TXL"),
            ],
        )

    def test_pauses_after_the_letter_move_the_promise(self):
        letter = Extension(at("23/04 10:00"), "01/TXL", granted_at=at("21/04 08:00"))
        for case, spans, expected in [
            ("before the letter", [("20/04 10:00", "20/04 11:00")], "Thu 23/04 10:00"),
            ("after it", [("22/04 10:00", "22/04 11:00")], "Thu 23/04 11:00"),
            ("before the first due moment", [("21/04 08:30", "21/04 09:30")], "Thu 23/04 11:00"),
            ("after the promise", [("23/04 10:00", "23/04 11:00")], "Thu 23/04 10:00"),
        ]:
            with self.subTest(case):
                self.assertEqual(
                    due_of("20/04 09:00", 1, "working_day", pauses=stopped(spans), extensions=[letter]),
                    expected,
                )

    def test_ledger_with_a_pause_after_the_letter(self):
        due = compute_due(
            OFFICE,
            at("20/04 09:00"),
            Duration(1, "working_day"),
            pauses=[(at("22/04 10:00"), at("22/04 11:00"), "supplement")],
            extensions=[Extension(at("23/04 10:00"), "01/TXL", granted_at=at("21/04 08:00"))],
        )
        self.assertEqual(
            lines(due)[1:],
            [
                ("extension", "Tue 21/04 09:00", "Wed 22/04 10:00", 540, "01/TXL"),
                ("pause", "Wed 22/04 10:00", "Wed 22/04 11:00", 60, "supplement"),
                ("extension", "Wed 22/04 11:00", "Thu 23/04 11:00", 480, "01/TXL"),
            ],
        )

    def test_a_promise_without_legal_limit(self):
        due = compute_due(OFFICE, at("20/04 09:00"), NO_LIMIT, extensions=[(at("23/04 10:00"), "01/TXL")])
        self.assertEqual(written(due.due_at), "Thu 23/04 10:00")


class TestRemaining(DeadlineCase):
    def test_remaining(self):
        for now, due_at, expected in [
            ("20/04 09:00", "22/04 12:00", (1110, False, 2, 2, 30)),
            ("20/04 09:00", "20/04 09:00", (0, False, 0, 0, 0)),
            ("22/04 11:00", "21/04 09:00", (600, True, 1, 2, 0)),
            # late at once, though no working time has gone by
            ("24/04 20:00", "24/04 17:00", (0, True, 0, 0, 0)),
            # days off do not count
            ("24/04 16:00", "28/04 08:00", (120, False, 0, 2, 0)),
        ]:
            with self.subTest(now=now, due_at=due_at):
                left = remaining(OFFICE, at(now), at(due_at))
                self.assertEqual((left.minutes, left.late, left.days, left.hours, left.mins), expected)

    def test_uneven_days(self):
        calendar = WorkCalendar(TZ, (OFFICE_DAY,) * 4 + (((420, 690), (810, 990)), (), ()))
        left = remaining(calendar, at("16/11 16:45"), at("23/11 16:45"))
        self.assertEqual((left.days, left.hours, left.mins, left.late), (5, 0, 0, False))

    def test_soon_is_within_one_working_day(self):
        for now, expected in [
            ("20/04 09:00", "Tue 21/04 09:00"),
            ("24/04 17:00", "Tue 28/04 17:00"),
            ("25/04 10:00", "Tue 28/04 17:00"),
            ("24/04 07:00", "Tue 28/04 07:00"),
            ("08/05 10:00", "Sat 09/05 10:00"),
        ]:
            with self.subTest(now=now):
                self.assertEqual(written(soon_until(OFFICE, at(now))), expected)


class TestStoredLedger(DeadlineCase):
    def test_as_dict(self):
        due = compute_due(OFFICE, at("20/04 09:00"), Duration(1, "hour"))
        self.assertEqual(
            [line.as_dict() for line in due.ledger],
            [
                {
                    "kind": "counted",
                    "start": "2026-04-20T09:00:00+07:00",
                    "end": "2026-04-20T10:00:00+07:00",
                    "minutes": 60,
                    "label": "hour",
                    "unit": "hour",
                }
            ],
        )
