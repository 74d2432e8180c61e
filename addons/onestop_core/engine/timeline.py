"""Working minutes as one growing number: the arithmetic under the calendar.

A moment is a *wall minute*: the minutes of the calendar's own clock since the
first day of year 1 (``date.toordinal() * 1440 + minute of the day``).  A
*position* is the number of working minutes between a fixed day and a wall
minute: adding hours is an addition of positions, whatever holidays lie between.
A *place* says the same in working days: adding days is an addition of days,
however long each of them is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

Interval = tuple[int, int]

DAY = 24 * 60
# Positions are counted from here; any fixed day would do.
_EPOCH = date(2020, 1, 1).toordinal()
_LAST_ORDINAL = date.max.toordinal()


class Place(NamedTuple):
    """A working day and how much of it is over, ``num`` of ``den``.

    ``day`` is the number of working days between the fixed day and this one.  The
    closing of a day (all of it over) and the opening of the next (nothing of it over)
    are as far on; so are both ends of a break.  ``opens`` says that the opening is meant.
    """

    day: int
    num: int
    den: int
    opens: bool

    def later(self, days: int | Fraction) -> Place:
        """So many working days on (or back): whole ones keep the moment of the day, a
        fraction that fills a day ends with its closing."""
        if days.denominator == 1:
            return self._replace(day=self.day + days.numerator)
        day, over = divmod(self.day + Fraction(self.num, self.den) + days, 1)
        if not over:
            return Place(day - 1, 1, 1, False)
        return Place(day, over.numerator, over.denominator, False)


class _Window(NamedTuple):
    """The days computed so far.  Replaced whole, never changed: several
    threads of a server share one calendar."""

    first: int  # ordinal of the first day
    intervals: list[tuple[Interval, ...]]  # one entry a day
    before: list[int]  # position at the start of each day, and after the last
    days_before: list[int]  # the same in working days
    working: list[int]  # ordinals of the working days


class Timeline:
    """Translate between wall minutes and positions of one working calendar."""

    def __init__(self, intervals_on: Callable[[date], tuple[Interval, ...]]):
        self._intervals_on = intervals_on
        self._window = self._build(_EPOCH, _EPOCH + 1)

    def _build(self, first: int, last: int) -> _Window:
        intervals = [self._intervals_on(date.fromordinal(ordinal)) for ordinal in range(first, last)]
        worked = [sum(end - start for start, end in day) for day in intervals]
        until_epoch = worked[: _EPOCH - first]
        before = accumulate(worked, initial=-sum(until_epoch))
        days_before = accumulate(map(bool, worked), initial=-sum(map(bool, until_epoch)))
        working = [first + index for index, day in enumerate(intervals) if day]
        return _Window(first, intervals, list(before), list(days_before), working)

    def _grow_to(self, ordinal: int) -> _Window:
        if not 1 <= ordinal <= _LAST_ORDINAL:
            raise ValueError("The date is outside the years 1 to 9999.")
        window = self._window
        last = window.first + len(window.intervals)
        if window.first <= ordinal < last:
            return window
        year = date.fromordinal(ordinal).year
        if ordinal < window.first:
            first = date(max(year - 1, 1), 1, 1).toordinal()
        else:
            first, last = window.first, date(min(year + 2, 9999), 12, 31).toordinal() + 1
        self._window = self._build(first, last)
        return self._window

    def _window_with(self, ordinal: int) -> _Window:
        window = self._window
        return window if 0 <= ordinal - window.first < len(window.intervals) else self._grow_to(ordinal)

    def intervals(self, ordinal: int) -> tuple[Interval, ...]:
        """Working intervals of a day, in minutes since its midnight."""
        window = self._window_with(ordinal)
        return window.intervals[ordinal - window.first]

    def length(self, ordinal: int) -> int:
        """Working minutes of a day."""
        window = self._window_with(ordinal)
        index = ordinal - window.first
        return window.before[index + 1] - window.before[index]

    def position(self, wall: int) -> int:
        """Working minutes between the fixed day and ``wall``."""
        ordinal, minute = divmod(wall, DAY)
        window = self._window_with(ordinal)
        index = ordinal - window.first
        total = window.before[index]
        for start, end in window.intervals[index]:
            if minute <= start:
                break
            total += min(minute, end) - start
        return total

    def first_wall(self, position: int) -> int:
        """First moment at which ``position`` is reached: a boundary is read as
        the end of the interval before it (17:00, not 07:00 of the day after)."""
        window = self._covering(position)
        index = bisect_left(window.before, position) - 1
        left = position - window.before[index]
        for start, end in window.intervals[index]:
            if left <= end - start:
                return (window.first + index) * DAY + start + left
            left -= end - start
        raise AssertionError("a day holds fewer minutes than its sum")

    def last_wall(self, position: int) -> int:
        """Last moment before ``position`` is passed: a boundary is read as the
        start of the interval after it (07:00 of the day after, not 17:00)."""
        window = self._covering(position)
        index = bisect_right(window.before, position) - 1
        left = position - window.before[index]
        for start, end in window.intervals[index]:
            if left < end - start:
                return (window.first + index) * DAY + start + left
            left -= end - start
        raise AssertionError("a day holds fewer minutes than its sum")

    def _covering(self, position: int) -> _Window:
        window = self._window
        while position >= window.before[-1]:
            window = self._grow_to(window.first + len(window.intervals))
        while position <= window.before[0]:
            window = self._grow_to(window.first - 1)
        return window

    def place(self, wall: int) -> Place:
        """The place of a wall minute; at closing, after it and on a day off, that of the
        closing before."""
        ordinal, minute = divmod(wall, DAY)
        window = self._window_with(ordinal)
        index = ordinal - window.first
        intervals, day = window.intervals[index], window.days_before[index]
        if not intervals or minute >= intervals[-1][1]:
            return Place(day if intervals else day - 1, 1, 1, False)
        over = length = 0
        opens = False
        for start, end in intervals:
            if start < minute:
                over += min(minute, end) - start
            elif over == length:
                opens = True
            length += end - start
        return Place(day, over, length, opens)

    def wall(self, place: Place) -> int:
        """The wall minute of a place, on a day of other hours down to the minute: a limit
        never ends later than it may."""
        window = self._window
        while place.day >= window.days_before[-1]:
            window = self._grow_to(window.first + len(window.intervals))
        while place.day < window.days_before[0]:
            window = self._grow_to(window.first - 1)
        ordinal = window.working[place.day - window.days_before[0]]
        intervals = window.intervals[ordinal - window.first]
        left = place.num * self.length(ordinal) // place.den
        for start, end in intervals:
            if left < end - start or (left == end - start and (not place.opens or end == intervals[-1][1])):
                return ordinal * DAY + start + left
            left -= end - start
        raise AssertionError("a day holds fewer minutes than its sum")

    def days_between(self, start: int, end: int) -> Fraction:
        """Working days, and fractions of them, from one wall minute to another."""
        first, last = self.place(start), self.place(end)
        return last.day - first.day + Fraction(last.num, last.den) - Fraction(first.num, first.den)

    def days_in_minutes(self, start: int, end: int, per_day: int) -> int:
        """The same in minutes, ``per_day`` to a day, rounded down."""
        first, last = self.place(start), self.place(end)
        over = last.num * first.den - first.num * last.den
        return (last.day - first.day) * per_day + over * per_day // (first.den * last.den)

    def next_working(self, wall: int) -> int:
        """``wall`` if work is going on then, else the next opening."""
        return self.last_wall(self.position(wall))

    def is_working(self, wall: int) -> bool:
        """Whether ``wall`` is within opening hours, both ends included."""
        ordinal, minute = divmod(wall, DAY)
        return any(start <= minute <= end for start, end in self.intervals(ordinal))

    def next_working_day(self, ordinal: int) -> int:
        """First day after ``ordinal`` with working time."""
        ordinal += 1
        while not self.intervals(ordinal):
            ordinal += 1
        return ordinal

    def previous_working_day(self, ordinal: int) -> int:
        """Last day before ``ordinal`` with working time."""
        ordinal -= 1
        while not self.intervals(ordinal):
            ordinal -= 1
        return ordinal

    def opening(self, ordinal: int) -> int:
        """Wall minute at which a working day opens."""
        return ordinal * DAY + self.intervals(ordinal)[0][0]

    def closing(self, ordinal: int) -> int:
        """Wall minute at which a working day closes."""
        return ordinal * DAY + self.intervals(ordinal)[-1][1]
