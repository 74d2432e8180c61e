"""Working minutes as one growing number: the arithmetic under the calendar.

A moment is a *wall minute*: the minutes of the calendar's own clock since the
first day of year 1 (``date.toordinal() * 1440 + minute of the day``).  A
*position* is the number of working minutes between a fixed day and a wall
minute.  Adding a duration is then an addition of positions, whatever holidays
lie between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date
from itertools import accumulate
from typing import NamedTuple

Interval = tuple[int, int]

DAY = 24 * 60
# Positions are counted from here; any fixed day would do.
_EPOCH = date(2020, 1, 1).toordinal()
_LAST_ORDINAL = date.max.toordinal()


class _Window(NamedTuple):
    """The days computed so far.  Replaced whole, never changed: several
    threads of a server share one calendar."""

    first: int  # ordinal of the first day
    intervals: list[tuple[Interval, ...]]  # one entry a day
    before: list[int]  # position at the start of each day, and after the last


class Timeline:
    """Translate between wall minutes and positions of one working calendar."""

    def __init__(self, intervals_on: Callable[[date], tuple[Interval, ...]]):
        self._intervals_on = intervals_on
        self._window = self._build(_EPOCH, _EPOCH + 1)

    def _build(self, first: int, last: int) -> _Window:
        intervals = [self._intervals_on(date.fromordinal(ordinal)) for ordinal in range(first, last)]
        worked = [sum(end - start for start, end in day) for day in intervals]
        until_epoch = sum(worked[: _EPOCH - first])
        return _Window(first, intervals, list(accumulate(worked, initial=-until_epoch)))

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

    def intervals(self, ordinal: int) -> tuple[Interval, ...]:
        """Working intervals of a day, in minutes since its midnight."""
        window = self._window
        index = ordinal - window.first
        if not 0 <= index < len(window.intervals):
            window = self._grow_to(ordinal)
            index = ordinal - window.first
        return window.intervals[index]

    def position(self, wall: int) -> int:
        """Working minutes between the fixed day and ``wall``."""
        ordinal, minute = divmod(wall, DAY)
        window = self._window
        index = ordinal - window.first
        if not 0 <= index < len(window.intervals):
            window = self._grow_to(ordinal)
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
