"""The walk from reception to the due moment; its conventions are in ``deadline``."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from .calendar import WorkCalendar
from .duration import Duration, Unit
from .ledger import Kind, Reason, Segment
from .timeline import DAY, Timeline

CUT_OFF = 15 * 60
CALENDAR_UNITS = (Unit.CALENDAR_DAY, Unit.MONTH)


@dataclass(frozen=True)
class DeadlineRules:
    """Choices of an agency.

    ``cut_off_minute``: minute of the day after which same-day work moves to the
    next working day, None for no such rule.  ``minutes_per_working_day``: worth of
    one working day, None for that of the calendar.
    """

    cut_off_minute: int | None = CUT_OFF
    minutes_per_working_day: int | None = None


class Extra(NamedTuple):
    """An additional duration, e.g. ten working days for a hard area."""

    duration: Duration
    label: str


class Pause(NamedTuple):
    """A time during which the clock stood; ``end`` None while it still does."""

    start: datetime
    end: datetime | None
    reason: str


class Extension(NamedTuple):
    """A new due moment promised by letter.

    Pauses that begin at or after ``granted_at`` move the promised moment too;
    without it the promise stands as written.
    """

    due_at: datetime
    label: str
    granted_at: datetime | None = None


class _WallPause(NamedTuple):
    start: int
    end: int
    reason: str


class Walk:
    """Walks from reception to the due moment in wall minutes, noting each step."""

    def __init__(self, calendar: WorkCalendar, rules: DeadlineRules):
        self.calendar = calendar
        self.timeline = calendar.timeline
        self.rules = rules
        self.cursor = 0
        self.pauses: list[_WallPause] = []
        self._lines: list[list] = []  # Segment fields, moments as wall minutes

    # -- steps of the walk --------------------------------------------------

    def start(self, received_at: datetime, clock_start_at: datetime | None, *, same_day: bool):
        """Put the cursor where the clock starts."""
        calendar, timeline = self.calendar, self.timeline
        wall = calendar.to_wall(received_at)
        if clock_start_at is not None:
            received, wall = wall, calendar.to_wall(clock_start_at)
            if wall < received:
                raise ValueError("The clock cannot start before the dossier is received.")
            self._note(Kind.BEFORE_CLOCK, received, wall)
        ordinal = wall // DAY
        self.cursor = timeline.next_working(wall)
        if same_day and timeline.intervals(ordinal) and is_after_cut_off(wall, self.rules.cut_off_minute):
            self.cursor = timeline.opening(timeline.next_working_day(ordinal))
            self._note(Kind.CUT_OFF, wall, self.cursor)
        elif self.cursor > wall:
            self._note(Kind.START_MOVED, wall, self.cursor, label=self._why_moved(wall).value)

    def add_working(self, limit: Duration, kind: Kind, label: str):
        """Move the cursor by hours, working days or to the end of the day."""
        timeline = self.timeline
        start = self.cursor
        position = timeline.position(start)
        if limit.unit is Unit.SAME_DAY:
            minutes = timeline.position(timeline.closing(start // DAY)) - position
        else:
            minutes = limit.working_minutes(self.rules.minutes_per_working_day or self.calendar.minutes_per_day)
        # Whole days keep to the opening they started from; a leg that starts at a
        # closing time, after a calendar duration, keeps to closing times.
        keeps_opening = limit.unit is Unit.WORKING_DAY and timeline.next_working(start) == start
        wall_of = timeline.last_wall if keeps_opening else timeline.first_wall

        end = wall_of(position + minutes) if minutes else start
        for pause in self.pauses:
            if pause.start >= end:
                break
            if pause.end <= start:
                continue
            self._note_days(start, pause.start, kind, label)
            self._note(Kind.PAUSE, pause.start, pause.end, self._worked(pause), pause.reason)
            minutes -= timeline.position(pause.start) - position
            start, position = pause.end, timeline.position(pause.end)
            end = wall_of(position + minutes)
        self._note_days(start, end, kind, label)
        self.cursor = end

    def add_calendar(self, limit: Duration, kind: Kind, label: str, *, settled: bool):
        """Move the cursor by calendar days or months, then (``settled``) to the
        closing time of a working day."""
        start = self.cursor
        left = _calendar_minutes(start, limit)
        settle = self._closing_of if settled else int
        for pause in self.pauses:
            if pause.start >= settle(start + left):
                break
            if pause.end <= start:
                continue
            # Nothing is left to count when the pause falls between the end of the
            # duration and the closing time it is brought to.
            counted = min(pause.start - start, left)
            self._note(kind, start, start + counted, counted, label)
            self._note(Kind.PAUSE, pause.start, pause.end, pause.end - pause.start, pause.reason)
            left -= counted
            start = pause.end
        end = start + left
        self._note(kind, start, end, left, label)
        self.cursor = settle(end)
        if settled:
            opening = max(end, self.timeline.opening(self.cursor // DAY))
            self._note_days(end, opening)
            self._note(Kind.TO_CLOSING, opening, self.cursor)

    def extend(self, extension: Extension) -> bool:
        """Move the cursor to a promised moment; whether that is a later one."""
        timeline = self.timeline
        promised = within_hours(timeline, self.calendar.to_wall(extension.due_at))
        pauses = []
        if extension.granted_at is not None:
            granted = self.calendar.to_wall(extension.granted_at)
            pauses = [pause for pause in self.pauses if pause.start >= granted]
        at_closing = timeline.next_working(promised) != promised
        wall_of = timeline.first_wall if at_closing else timeline.last_wall
        shown = []
        for pause in pauses:
            if pause.start >= promised:
                break
            promised = wall_of(timeline.position(promised) + self._worked(pause))
            if pause.start >= self.cursor:
                shown.append(pause)
        if promised <= self.cursor:
            return False
        start = self.cursor
        for pause in shown:
            self._note_extension(start, pause.start, extension.label)
            self._note(Kind.PAUSE, pause.start, pause.end, self._worked(pause), pause.reason)
            start = pause.end
        self._note_extension(start, promised, extension.label)
        self.cursor = promised
        return True

    def ledger(self) -> tuple[Segment, ...]:
        moment = self.calendar.to_datetime
        return tuple(
            Segment(kind, moment(start), moment(end), minutes, label)
            for kind, start, end, minutes, label in self._lines
        )

    # -- notes --------------------------------------------------------------

    def _note(self, kind: Kind, start: int, end: int, minutes: int = 0, label: str = ""):
        """Add a line, or lengthen the last one when it is of the same kind."""
        if end <= start:
            return
        if self._lines:
            last = self._lines[-1]
            if last[0] is kind and last[4] == label:
                last[2] = end
                last[3] += minutes
                return
        self._lines.append([kind, start, end, minutes, label])

    def _note_days(self, start: int, end: int, kind: Kind | None = None, label: str = ""):
        """Note days off between two moments, and working days when ``kind`` says
        what they are; nights and breaks are left inside the lines."""
        timeline = self.timeline
        for ordinal in range(start // DAY, end // DAY + 1):
            midnight = ordinal * DAY
            intervals = timeline.intervals(ordinal)
            if not intervals:
                reason, name = self._day_off(ordinal)
                noted = Kind.HOLIDAY if reason is Reason.HOLIDAY else Kind.DAY_OFF
                self._note(noted, max(start, midnight), min(end, midnight + DAY), label=name)
            elif kind is not None:
                since = max(start, midnight + intervals[0][0])
                until = min(end, midnight + intervals[-1][1])
                worked = timeline.position(until) - timeline.position(since)
                if worked > 0:
                    self._note(*self._kind_of_day(ordinal, kind, label, since, until, worked))
                elif until == end and self._lines and self._lines[-1][0] is kind:
                    # Due at an opening: the line ends there, not the night before.
                    self._lines[-1][2] = end

    def _kind_of_day(self, ordinal, kind, label, since, until, worked):
        day = date.fromordinal(ordinal)
        if self.calendar.is_make_up_day(day):
            kind, label = Kind.MAKE_UP, self.calendar.days[day].name
        return kind, since, until, worked, label

    def _note_extension(self, start: int, end: int, label: str):
        worked = self.timeline.position(end) - self.timeline.position(start)
        self._note(Kind.EXTENSION, start, end, worked, label)

    # -- questions ----------------------------------------------------------

    def _worked(self, pause: _WallPause) -> int:
        return self.timeline.position(pause.end) - self.timeline.position(pause.start)

    def _closing_of(self, wall: int) -> int:
        """Closing time of the day, or of the next working day when the office is
        closed for the day."""
        ordinal = wall // DAY
        if not self.timeline.intervals(ordinal) or wall > self.timeline.closing(ordinal):
            ordinal = self.timeline.next_working_day(ordinal)
        return self.timeline.closing(ordinal)

    def _day_off(self, ordinal: int) -> tuple[Reason, str]:
        exception = self.calendar.days.get(date.fromordinal(ordinal))
        if exception is None:
            return Reason.DAY_OFF, ""
        return Reason.HOLIDAY, exception.name

    def _why_moved(self, wall: int) -> Reason:
        ordinal = wall // DAY
        if not self.timeline.intervals(ordinal):
            return self._day_off(ordinal)[0]
        if wall < self.timeline.opening(ordinal):
            return Reason.BEFORE_OPENING
        if wall >= self.timeline.closing(ordinal):
            return Reason.AFTER_CLOSING
        return Reason.BREAK


def tidy_pauses(
    calendar: WorkCalendar, clock_start: int, pauses: Iterable[Pause], now: datetime | None
) -> list[_WallPause]:
    """Pauses in order, none before the clock starts, none overlapping another."""
    walls = []
    for pause in pauses:
        start, end, reason = pause
        if end is None:
            if now is None:
                raise ValueError("An open pause needs to know what time it is now.")
            end = max(start, now)
        if end < start:
            raise ValueError("A pause cannot end before it starts.")
        walls.append(_WallPause(calendar.to_wall(start), calendar.to_wall(end), reason))
    tidy = []
    free_from = clock_start
    for pause in sorted(walls):
        begin = max(pause.start, free_from)
        if pause.end > begin:
            tidy.append(pause._replace(start=begin))
            free_from = pause.end
    return tidy


def _calendar_minutes(start: int, limit: Duration) -> int:
    if limit.unit is Unit.CALENDAR_DAY:
        return int(limit.value) * DAY
    day = date.fromordinal(start // DAY)
    years, month = divmod(day.month - 1 + int(limit.value), 12)
    year, month = day.year + years, month + 1
    last = monthrange(year, month)[1]
    return (date(year, month, min(day.day, last)) - day).days * DAY


def is_after_cut_off(wall: int, cut_off: int | None) -> bool:
    return cut_off is not None and wall % DAY > cut_off


def within_hours(timeline: Timeline, wall: int) -> int:
    """The moment itself within opening hours; else the next moment of that day
    work is going on, its closing time once closed, or the closing time of the next
    working day when that day is off."""
    ordinal = wall // DAY
    if not timeline.intervals(ordinal):
        return timeline.closing(timeline.next_working_day(ordinal))
    if timeline.is_working(wall):
        return wall
    return min(timeline.next_working(wall), timeline.closing(ordinal))
