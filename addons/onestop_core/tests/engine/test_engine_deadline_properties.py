from datetime import date, timedelta
from itertools import pairwise
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine.calendar import CalendarDay, WorkCalendar
from ...engine.deadline import (
    Extension,
    Extra,
    Kind,
    Pause,
    compute_due,
    remaining,
    soon_until,
)
from ...engine.duration import NO_LIMIT, SAME_DAY, Duration
from .engine_common import OFFICE, OFFICE_DAY, TZ, at, counted_minutes, is_working

FIRST_DAY = at("01/04 00:00")

hours_of_a_day = st.sampled_from([OFFICE_DAY, ((480, 720), (780, 1020)), ((420, 690),), ((0, 1439),), ((450, 990),)])
exceptions = st.one_of(
    st.builds(CalendarDay, st.just(False), st.none(), st.just("Ngày lễ")),
    st.builds(CalendarDay, st.just(True), st.none() | hours_of_a_day, st.just("Ngày làm bù")),
)
calendars = st.one_of(
    st.just(OFFICE),
    st.builds(
        WorkCalendar,
        st.just(TZ),
        st.tuples(hours_of_a_day, *[hours_of_a_day | st.just(())] * 6),
        st.dictionaries(
            st.integers(0, 60).map(lambda day: date(2026, 4, 1) + timedelta(days=day)),
            exceptions,
            max_size=12,
        ),
    ),
)
moments = st.integers(0, 40 * 1440).map(lambda minute: FIRST_DAY + timedelta(minutes=minute))
hours = st.integers(0, 120).map(lambda value: Duration(value, "hour"))
working_days = st.integers(0, 40).map(lambda value: Duration(value, "working_day"))
calendar_time = st.one_of(
    st.integers(0, 60).map(lambda value: Duration(value, "calendar_day")),
    st.integers(0, 3).map(lambda value: Duration(value, "month")),
)
# with at least a minute to count, so that there is something to interrupt
counted_hours, counted_days = (unit.filter(lambda duration: duration.value) for unit in (hours, working_days))
durations = st.one_of(hours, working_days, calendar_time, st.just(SAME_DAY))
pauses = st.lists(
    st.builds(
        lambda start, minutes: Pause(start, start + timedelta(minutes=minutes), "supplement"),
        moments,
        st.integers(0, 6 * 1440),
    ),
    max_size=4,
)
extras = st.lists(
    st.builds(Extra, st.one_of(hours, working_days, calendar_time), st.just("xác minh")),
    max_size=2,
)
extensions = st.lists(st.builds(Extension, moments, st.just("01/TXL"), st.none() | moments), max_size=2)


def worth(duration, calendar):
    """Minutes that the lines of a limit in working time add up to."""
    return duration.value * (60 if duration.unit.value == "hour" else calendar.minutes_per_day)


class TestDeadlineProperties(TestCase):
    @given(calendars, moments, durations, pauses, extras, extensions)
    def test_never_due_outside_opening_hours_nor_before_the_clock(
        self, calendar, received, duration, stops, more, letters
    ):
        due = compute_due(calendar, received, duration, pauses=stops, extra=more, extensions=letters)
        self.assertTrue(is_working(calendar, due.due_at))
        self.assertLessEqual(received.replace(second=0), due.clock_start_at)
        self.assertLessEqual(due.clock_start_at, due.due_at)

    @given(calendars, moments, durations, pauses, extras, extensions)
    def test_the_ledger_is_in_order_and_ends_at_the_due_moment(
        self, calendar, received, duration, stops, more, letters
    ):
        due = compute_due(calendar, received, duration, pauses=stops, extra=more, extensions=letters)
        for line in due.ledger:
            self.assertLess(line.start, line.end)
            self.assertGreaterEqual(line.minutes, 0)
        for line, following in pairwise(due.ledger):
            self.assertLessEqual(line.end, following.start)
        if due.ledger:
            # What lies between the last line and the due moment is closing time.
            self.assertLessEqual(due.ledger[-1].end, due.due_at)
            self.assertEqual(calendar.working_minutes_between(due.ledger[-1].end, due.due_at), 0)

    @given(calendars, moments, hours | working_days, pauses, st.lists(hours | working_days, max_size=2))
    def test_the_counted_minutes_add_up_to_the_duration(self, calendar, received, duration, stops, more):
        extra = [Extra(each, "xác minh") for each in more]
        due = compute_due(calendar, received, duration, pauses=stops, extra=extra)
        asked = sum(worth(each, calendar) for each in (duration, *more))
        self.assertEqual(counted_minutes(due), asked)

    @given(calendars, moments, st.integers(0, 60), pauses)
    def test_calendar_days_add_up_to_the_duration(self, calendar, received, days, stops):
        due = compute_due(calendar, received, Duration(days, "calendar_day"), pauses=stops)
        self.assertEqual(counted_minutes(due), days * 1440)

    @given(calendars, moments, hours, pauses)
    def test_lines_of_hours_say_the_working_minutes_they_span(self, calendar, received, duration, stops):
        due = compute_due(calendar, received, duration, pauses=stops)
        for line in due.ledger:
            spanned = calendar.working_minutes_between(line.start, line.end)
            if line.kind in (Kind.COUNTED, Kind.MAKE_UP, Kind.PAUSE):
                self.assertEqual(line.minutes, spanned)
            elif line.kind in (Kind.DAY_OFF, Kind.HOLIDAY, Kind.START_MOVED):
                self.assertEqual(spanned, 0)

    @given(calendars, moments, working_days)
    def test_no_line_ends_at_a_midnight_but_of_days_off(self, calendar, received, duration):
        for line in compute_due(calendar, received, duration).ledger:
            if line.kind in (Kind.COUNTED, Kind.MAKE_UP):
                self.assertTrue(is_working(calendar, line.end), line)

    @given(
        calendars,
        moments,
        st.sampled_from(["hour", "working_day", "calendar_day", "month"]),
        st.integers(0, 40),
        st.integers(0, 40),
        pauses,
    )
    def test_monotone_in_the_duration(self, calendar, received, unit, value, more, stops):
        shorter = compute_due(calendar, received, Duration(value, unit), pauses=stops)
        longer = compute_due(calendar, received, Duration(value + more, unit), pauses=stops)
        self.assertLessEqual(shorter.due_at, longer.due_at)

    @given(calendars, moments, st.integers(0, 3 * 1440), durations)
    def test_monotone_in_the_reception(self, calendar, received, later, duration):
        first = compute_due(calendar, received, duration)
        second = compute_due(calendar, received + timedelta(minutes=later), duration)
        self.assertLessEqual(first.due_at, second.due_at)

    @given(calendars, moments, counted_hours, st.floats(0, 0.999), st.integers(0, 8 * 1440))
    def test_a_pause_moves_a_limit_in_hours_by_its_working_minutes(self, calendar, received, duration, when, length):
        self.check_pause(calendar, received, duration, when, length)

    @given(moments, counted_days, st.floats(0, 0.999), st.integers(0, 8 * 1440))
    def test_a_pause_moves_a_limit_in_days_alike_by_its_working_minutes(self, received, duration, when, length):
        self.check_pause(OFFICE, received, duration, when, length)

    def check_pause(self, calendar, received, duration, when, length):
        plain = compute_due(calendar, received, duration)
        span = int((plain.due_at - plain.clock_start_at).total_seconds() // 60)
        start = plain.clock_start_at + timedelta(minutes=int(span * when))
        end = start + timedelta(minutes=length)
        paused = compute_due(calendar, received, duration, pauses=[(start, end, "supplement")])
        self.assertEqual(
            calendar.working_minutes_between(plain.due_at, paused.due_at),
            calendar.working_minutes_between(start, end),
        )

    @given(calendars, moments, durations, pauses)
    def test_pauses_never_shorten(self, calendar, received, duration, stops):
        plain = compute_due(calendar, received, duration)
        paused = compute_due(calendar, received, duration, pauses=stops)
        self.assertLessEqual(plain.due_at, paused.due_at)

    @given(calendars, moments, durations, moments, moments, pauses)
    def test_an_open_pause_is_one_that_ends_now(self, calendar, received, duration, start, now, stops):
        start, now = sorted((start, now))
        ended = compute_due(calendar, received, duration, pauses=[*stops, (start, now, "x")])
        still = compute_due(calendar, received, duration, pauses=[*stops, (start, None, "x")], now=now)
        self.assertEqual(ended, still)

    @given(calendars, moments, working_days)
    def test_remaining_agrees_with_the_due_moment(self, calendar, received, duration):
        due = compute_due(calendar, received, duration)
        left = remaining(calendar, due.clock_start_at, due.due_at)
        self.assertFalse(left.late)
        # on a day of other hours the due moment was rounded down to the minute
        length = sum(end - start for start, end in calendar.intervals_on(due.due_at.date()))
        missing = worth(duration, calendar) - left.minutes
        self.assertIn(missing, range(calendar.minutes_per_day // length + 2))

    @given(moments, working_days)
    def test_remaining_is_the_limit_where_days_are_alike(self, received, duration):
        due = compute_due(OFFICE, received, duration)
        left = remaining(OFFICE, due.clock_start_at, due.due_at)
        self.assertEqual((left.days, left.hours, left.mins), (duration.value, 0, 0))

    @given(calendars, moments, moments)
    def test_remaining_adds_up(self, calendar, now, due_at):
        left = remaining(calendar, now, due_at)
        self.assertEqual(left.days * calendar.minutes_per_day + left.hours * 60 + left.mins, left.minutes)
        self.assertEqual(left.late, now > due_at)

    @given(moments, st.integers(1, 40))
    def test_working_days_keep_the_time_of_day(self, received, days):
        """Where all working days are alike: the N-th working day after reception, at the time of
        reception, or at closing time when nobody worked any more."""
        due = compute_due(OFFICE, received, Duration(days, "working_day"))
        day = received.date()
        for _day in range(days):
            day = OFFICE.next_working_day(day)
        self.assertEqual(due.due_at.date(), day)
        worked_on = OFFICE.is_working_day(received.date()) and received < OFFICE.closing(received.date())
        self.assertEqual(due.due_at.time(), due.clock_start_at.time() if worked_on else OFFICE.closing(day).time())

    @given(calendars, moments)
    def test_soon_is_never_further_than_the_next_working_day(self, calendar, now):
        until = soon_until(calendar, now)
        self.assertEqual(until.date(), calendar.next_working_day(now.date()))
        self.assertTrue(is_working(calendar, until))

    @given(calendars, moments, pauses)
    def test_no_limit_has_no_due_moment(self, calendar, received, stops):
        self.assertIsNone(compute_due(calendar, received, NO_LIMIT, pauses=stops).due_at)
