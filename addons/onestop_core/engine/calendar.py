"""The working calendar of an agency: office hours, holidays, make-up days.

All moments are aware datetimes; answers are in the calendar's own zone.
Everything is counted in whole minutes, as the receipt slip prints them:
seconds are dropped (15:00:59 is 15:00).  The arithmetic is that of the wall
clock, which is exact in Vietnam (no summer time).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from functools import cached_property
from zoneinfo import ZoneInfo

from .timeline import DAY, Interval, Timeline


@dataclass(frozen=True)
class CalendarDay:
    """A day that differs from its weekday.

    ``working`` False is a holiday; ``working`` True on a weekly day off is a
    make-up day.  ``intervals`` None on a working day means the usual ones: the
    weekday's own, or on a weekly day off those of the first working weekday
    (Monday as a rule).  ``name`` is what the citizen reads.
    """

    working: bool
    intervals: tuple[Interval, ...] | None = None
    name: str = ""


@dataclass(frozen=True)
class WorkCalendar:
    """Office hours of an agency.

    ``tz`` is an IANA zone name.  ``week`` holds, for Monday to Sunday, the
    working intervals as (start minute, end minute) of the day.  ``days`` holds
    the exceptions by date and must not be changed afterwards: make a new
    calendar instead, what has been worked out is kept.

    Raises ValueError when the hours overlap, are out of order, or when the week
    has none at all.
    """

    tz: str
    week: tuple[tuple[Interval, ...], ...]
    days: Mapping[date, CalendarDay] = field(default_factory=dict, hash=False)

    def __post_init__(self):
        if len(self.week) != 7:
            raise ValueError("A week has seven days, Monday first.")
        for intervals in self.week:
            _check_intervals(intervals)
        for day, exception in self.days.items():
            if exception.intervals is not None:
                _check_intervals(exception.intervals)
                if exception.working != bool(exception.intervals):
                    raise ValueError(f"{day}: a working day has hours, a day off has none.")
        if not any(self.week):
            raise ValueError("The week has no working hours.")

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone in which the hours of the calendar are meant."""
        return ZoneInfo(self.tz)

    @cached_property
    def timeline(self) -> Timeline:
        """The working time as one growing number, in which durations are counted."""
        return Timeline(self.intervals_on)

    @cached_property
    def minutes_per_day(self) -> int:
        """Minutes of a normal working day: the length most weekdays have, the
        longer one on a tie.  A Saturday morning does not shorten it."""
        lengths = Counter(_length(intervals) for intervals in self.week if intervals)
        return max(lengths, key=lambda length: (lengths[length], length))

    # -- days ---------------------------------------------------------------

    def intervals_on(self, day: date) -> tuple[Interval, ...]:
        """Working intervals of a day, empty on a day off."""
        usual = self.week[day.weekday()]
        exception = self.days.get(day)
        if exception is None:
            return usual
        if not exception.working:
            return ()
        if exception.intervals is not None:
            return exception.intervals
        return usual or next(intervals for intervals in self.week if intervals)

    def is_working_day(self, day: date) -> bool:
        """Whether there are working hours on a day, a Saturday morning and a make-up day included."""
        return bool(self.intervals_on(day))

    def is_make_up_day(self, day: date) -> bool:
        """Whether work is done on what is a weekly day off."""
        return not self.week[day.weekday()] and self.is_working_day(day)

    def next_working_day(self, day: date) -> date:
        """First working day after ``day``."""
        return date.fromordinal(self.timeline.next_working_day(day.toordinal()))

    def previous_working_day(self, day: date) -> date:
        """Last working day before ``day``."""
        return date.fromordinal(self.timeline.previous_working_day(day.toordinal()))

    def opening(self, day: date) -> datetime:
        """Moment a working day opens; ValueError on a day off."""
        self._require_working_day(day)
        return self.to_datetime(self.timeline.opening(day.toordinal()))

    def closing(self, day: date) -> datetime:
        """Moment a working day closes; ValueError on a day off."""
        self._require_working_day(day)
        return self.to_datetime(self.timeline.closing(day.toordinal()))

    def _require_working_day(self, day: date):
        if not self.is_working_day(day):
            raise ValueError(f"{day} is a day off.")

    # -- moments ------------------------------------------------------------

    def next_working_moment(self, moment: datetime) -> datetime:
        """The moment itself within opening hours, else the next opening.

        A closing time belongs to the next opening: what arrives at 17:00 sharp
        can only be worked on from the next morning.
        """
        return self.to_datetime(self.timeline.next_working(self.to_wall(moment)))

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        """Working minutes from ``start`` to ``end``, negative when ``end`` is earlier."""
        timeline = self.timeline
        return timeline.position(self.to_wall(end)) - timeline.position(self.to_wall(start))

    def add_working_minutes(self, moment: datetime, minutes: int) -> datetime:
        """Moment ``minutes`` working minutes after (or before) ``moment``; a result
        that falls between two intervals is the end of the first (17:00)."""
        timeline = self.timeline
        return self.to_datetime(timeline.first_wall(timeline.position(self.to_wall(moment)) + minutes))

    def add_working_days(self, moment: datetime, days: int) -> datetime:
        """Moment ``days`` working days after (or before) ``moment``: the same working
        moment; from a closing time, an evening or a day off, a closing time."""
        timeline = self.timeline
        return self.to_datetime(timeline.wall(timeline.place(self.to_wall(moment)).later(days)))

    # -- conversions --------------------------------------------------------

    def to_wall(self, moment: datetime) -> int:
        """Wall minute (see ``timeline``) of an aware datetime."""
        if moment.tzinfo is None:
            raise ValueError("The moment has no time zone.")
        local = moment.astimezone(self.zone)
        return local.toordinal() * DAY + local.hour * 60 + local.minute

    def to_datetime(self, wall: int) -> datetime:
        """Aware datetime, in the calendar's zone, of a wall minute."""
        ordinal, minute = divmod(wall, DAY)
        day = date.fromordinal(ordinal)
        return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=self.zone)


def from_naive_utc(moment: datetime) -> datetime:
    """Aware datetime of a naive one in UTC, the way the database keeps it."""
    if moment.tzinfo is not None:
        raise ValueError("The moment already has a time zone.")
    return moment.replace(tzinfo=timezone.utc)


def to_naive_utc(moment: datetime) -> datetime:
    """Naive datetime in UTC, the way the database keeps it, of an aware one."""
    if moment.tzinfo is None:
        raise ValueError("The moment has no time zone.")
    return moment.astimezone(timezone.utc).replace(tzinfo=None)


def _length(intervals: tuple[Interval, ...]) -> int:
    return sum(end - start for start, end in intervals)


def _check_intervals(intervals: tuple[Interval, ...]):
    free_from = 0
    for start, end in intervals:
        if not free_from <= start < end < DAY:
            raise ValueError(
                f"Working hours overlap, are out of order or reach midnight: {intervals!r} "
                "(minutes since midnight, 0 to 1439)."
            )
        free_from = end
