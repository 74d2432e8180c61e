"""The walk from reception to the due moment; its conventions are in ``deadline``."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from .calendar import WorkCalendar
from .duration import Duration, Unit
from .ledger import COUNTING_KINDS, Kind, Reason, Segment
from .timeline import DAY, Place, Timeline

CUT_OFF = 15 * 60
CALENDAR_UNITS = (Unit.CALENDAR_DAY, Unit.MONTH)


class ClockStart(str, Enum):
    """What happens to a dossier received at closing, after it or on a day off."""

    LAW = "law"  # the next working day is day 1 (Bộ luật Dân sự 2015 Điều 147)
    NEXT_OPENING = "next_opening"  # as if received at the next opening: that day is not counted


@dataclass(frozen=True)
class DeadlineRules:
    """Choices of an agency.

    ``cut_off_minute``: minute of the day after which same-day work moves to the
    next working day, None for no such rule.  ``clock_start``: the law's way, or what
    a province practises instead.
    """

    cut_off_minute: int | None = CUT_OFF
    clock_start: ClockStart = ClockStart.LAW


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


class Leg(NamedTuple):
    """One part of a limit, with what the ledger calls it."""

    limit: Duration
    kind: Kind
    label: str


class _WallPause(NamedTuple):
    start: int  # from here on the clock stands because of it
    end: int
    reason: str
    begun: int


class _Target:
    """A place that pauses move on.  They are added up before they are added to it: what
    two of them took together is given back as one would."""

    def __init__(self, timeline: Timeline, place: Place):
        self.timeline = timeline
        self.first = place
        self.given = 0

    def give_back(self, given: Fraction, resumed: int) -> tuple[Place, int]:
        """The place moved on by one more pause, and its moment: nothing is due while the clock stands."""
        self.given += given
        place = self.first.later(self.given)
        end = self.timeline.wall(place)
        if end < resumed:
            end = self.timeline.next_working(resumed)
            place = self.first = self.timeline.place(end)
            self.given = 0
        return place, end


class Walk:
    """Walks from reception to the due moment in wall minutes, noting each step."""

    def __init__(self, calendar: WorkCalendar, rules: DeadlineRules):
        self.calendar = calendar
        self.timeline = calendar.timeline
        self.rules = rules
        self.cursor = 0
        self.place = Place(0, 0, 1, True)
        self.pauses: list[_WallPause] = []
        self._lines: list[list] = []  # Segment fields, moments as wall minutes
        self._uneven = False  # whether a part of the limit met a day of other hours

    # -- steps of the walk --------------------------------------------------

    def start(self, received_at: datetime, clock_start_at: datetime | None, unit: Unit):
        """Put the cursor where the clock starts, for a limit whose first part is in ``unit``."""
        calendar, timeline, rules = self.calendar, self.timeline, self.rules
        wall = calendar.to_wall(received_at)
        if clock_start_at is not None:
            received, wall = wall, calendar.to_wall(clock_start_at)
            if wall < received:
                raise ValueError("The clock cannot start before the dossier is received.")
            self._note(Kind.BEFORE_CLOCK, received, wall)
        if unit in CALENDAR_UNITS and rules.clock_start is ClockStart.LAW:
            # dates are counted: the hour, and whether it was a day off, do not matter
            self.cursor = wall
            return
        ordinal = wall // DAY
        self.cursor = timeline.next_working(wall)
        if unit is Unit.SAME_DAY and timeline.intervals(ordinal) and is_after_cut_off(wall, rules.cut_off_minute):
            self.cursor = timeline.opening(timeline.next_working_day(ordinal))
            self._note(Kind.CUT_OFF, wall, self.cursor)
        elif self.cursor > wall:
            self._note(Kind.START_MOVED, wall, self.cursor, label=self._why_moved(wall).value)
        self.place = timeline.place(wall if rules.clock_start is ClockStart.LAW else self.cursor)

    def add(self, leg: Leg, following: Leg | None):
        """Move the cursor by one part of the limit."""
        unit = leg.limit.unit
        if unit in CALENDAR_UNITS:
            self._add_dates(leg, following)
        elif unit is Unit.HOUR:
            self._add_hours(leg)
        else:
            self._add_days(leg)

    def _add_hours(self, leg: Leg):
        """Move the cursor by working hours."""
        timeline, start = self.timeline, self.cursor
        minutes = leg.limit.minutes
        end = timeline.first_wall(timeline.position(start) + minutes) if minutes else start
        for pause in self.pauses:
            if pause.start >= end:
                break
            if pause.end <= start:
                continue
            worked = self._worked(start, pause.start)
            self._note_days(leg, start, pause.start)
            self._note(Kind.PAUSE, pause.start, pause.end, self._worked(*pause[:2]), pause.reason, Unit.HOUR)
            minutes -= worked
            start = pause.end
            end = timeline.first_wall(timeline.position(start) + minutes)
        self._note_days(leg, start, end)
        self.cursor, self.place = end, timeline.place(end)

    def _add_days(self, leg: Leg):
        """Move the cursor by working days, or to the end of the day."""
        timeline, per_day = self.timeline, self.calendar.minutes_per_day
        start, place = self.cursor, self.place
        if leg.limit.unit is Unit.SAME_DAY:
            whole = None
            place = timeline.place(timeline.closing(start // DAY))
        else:
            whole = leg.limit.days * per_day
            place = place.later(leg.limit.days)
        end = max(timeline.wall(place), start)
        target = _Target(timeline, place)
        counted = self._counted()
        self._uneven = False
        for pause in self.pauses:
            if pause.start >= end:
                break
            if pause.end <= start:
                continue
            given = timeline.days_between(pause.start, pause.end)
            self._note_days(leg, start, pause.start)
            self._note(Kind.PAUSE, pause.start, pause.end, given * per_day, pause.reason, Unit.WORKING_DAY)
            start = pause.end
            place, end = target.give_back(given, start)
        self._note_days(leg, start, end)
        if whole is not None and (self._uneven or whole.denominator != 1):
            self._settle(whole - self._counted() + counted)
        self.cursor, self.place = end, place

    def _add_dates(self, leg: Leg, following: Leg | None):
        """Move the cursor by calendar days or months.

        What follows decides the end: further dates are counted on from the last one,
        working time from its end, and the last day of the whole limit is moved off days off.
        """
        timeline, start = self.timeline, self.cursor
        day = _date_after(start // DAY, leg.limit)
        left = day - start // DAY  # dates that no line says yet
        last = following is None
        for pause in self.pauses:
            if last:
                if pause.start >= timeline.closing(self._working_from(day)):
                    break
            elif self._running_day(pause.start) > day:
                break
            if pause.end <= start:
                continue
            stopped, resumed = self._running_day(pause.start), self._running_day(pause.end)
            still = max(day - stopped, 0)
            until = min(pause.start, self._marker(day, start))
            if until > start:
                self._note(leg.kind, start, until, (left - still) * DAY, leg.label, leg.limit.unit)
                left = still
            self._note_days_off(until, pause.start)
            given = (resumed - stopped) * DAY
            self._note(Kind.PAUSE, pause.start, pause.end, given, pause.reason, Unit.CALENDAR_DAY)
            start = pause.end
            day = resumed + still
        end = self._marker(day, start)
        self._note(leg.kind, start, end, left * DAY, leg.label, leg.limit.unit)
        if following and following.limit.unit in CALENDAR_UNITS:
            self.cursor = end
            return
        if last or timeline.intervals(day):
            closing = timeline.closing(self._working_from(day))
            if closing < end:
                closing = timeline.closing(timeline.next_working_day(day))
            self.cursor = closing
            opening = max(end, timeline.opening(self.cursor // DAY))
            self._note_days_off(end, opening)
            self._note(Kind.TO_CLOSING, opening, self.cursor)
        else:
            self.cursor = end
        self.place = timeline.place(self.cursor)

    def extend(self, extension: Extension) -> bool:
        """Move the cursor to a promised moment; whether that is a later one."""
        timeline = self.timeline
        promised = within_hours(timeline, self.calendar.to_wall(extension.due_at))
        place = timeline.place(promised)
        pauses = []
        if extension.granted_at is not None:
            granted = self.calendar.to_wall(extension.granted_at)
            pauses = [pause for pause in self.pauses if pause.begun >= granted]
        target = _Target(timeline, place)
        shown = []
        for pause in pauses:
            if pause.start >= promised:
                break
            place, promised = target.give_back(timeline.days_between(pause.start, pause.end), pause.end)
            if pause.start >= self.cursor:
                shown.append(pause)
        if promised <= self.cursor:
            return False
        start = self.cursor
        for pause in shown:
            self._note_between(Kind.EXTENSION, start, pause.start, extension.label)
            self._note_between(Kind.PAUSE, pause.start, pause.end, pause.reason)
            start = pause.end
        self._note_between(Kind.EXTENSION, start, promised, extension.label)
        self.cursor, self.place = promised, place
        return True

    def ledger(self) -> tuple[Segment, ...]:
        """The lines in whole minutes that add up: what is cut off one is added to the next."""
        moment = self.calendar.to_datetime
        lines = []
        owed = 0
        for kind, start, end, minutes, label, unit in self._lines:
            whole = round(minutes)
            if minutes.denominator != 1 and kind in COUNTING_KINDS:
                whole = round(minutes + owed)
                owed += minutes - whole
            lines.append(Segment(kind, moment(start), moment(end), whole, label, unit))
        return tuple(lines)

    # -- notes --------------------------------------------------------------

    def _note(
        self, kind: Kind, start: int, end: int, minutes: int | Fraction = 0, label: str = "", unit: Unit | None = None
    ):
        """Add a line, or lengthen the last one when it is of the same kind."""
        if end <= start:
            return
        if self._lines:
            last = self._lines[-1]
            if last[0] is kind and last[4] == label and last[5] is unit:
                last[2] = end
                last[3] += minutes
                return
        self._lines.append([kind, start, end, minutes, label, unit])

    def _note_days(self, leg: Leg, start: int, end: int):
        """Note the working days of a part of the limit, and the days off between them;
        nights and breaks are left inside the lines."""
        timeline, per_day, exceptions = self.timeline, self.calendar.minutes_per_day, self.calendar.days
        kind, label, unit = leg.kind, leg.label, leg.limit.unit
        for ordinal in range(start // DAY, end // DAY + 1):
            midnight = ordinal * DAY
            intervals = timeline.intervals(ordinal)
            if not intervals:
                self._note_day_off(ordinal, start, end)
                continue
            opening, closing = midnight + intervals[0][0], midnight + intervals[-1][1]
            if start >= closing or end <= opening:
                if end == opening:
                    self._uneven |= timeline.length(ordinal) != per_day
                    if self._lines and self._lines[-1][0] is kind:
                        # Due at an opening: the line ends there, not the night before.
                        self._lines[-1][2] = end
                continue
            length = timeline.length(ordinal)
            worked = length
            if start > opening or end < closing:
                worked = timeline.position(min(end, closing)) - timeline.position(max(start, opening))
                if not worked:
                    continue
            if length != per_day and unit is not Unit.HOUR:
                # a working day is a day, whatever its hours
                worked = Fraction(worked * per_day, length)
                self._uneven = True
            since, until = max(start, opening), min(end, closing)
            exception = exceptions.get(date.fromordinal(ordinal)) if exceptions else None
            if exception and self.calendar.is_make_up_day(date.fromordinal(ordinal)):
                self._note(Kind.MAKE_UP, since, until, worked, exception.name, unit)
            else:
                self._note(kind, since, until, worked, label, unit)

    def _note_days_off(self, start: int, end: int):
        for ordinal in range(start // DAY, end // DAY + 1):
            if not self.timeline.intervals(ordinal):
                self._note_day_off(ordinal, start, end)

    def _note_day_off(self, ordinal: int, start: int, end: int):
        midnight = ordinal * DAY
        reason, name = self._day_off(ordinal)
        noted = Kind.HOLIDAY if reason is Reason.HOLIDAY else Kind.DAY_OFF
        self._note(noted, max(start, midnight), min(end, midnight + DAY), label=name)

    def _note_between(self, kind: Kind, start: int, end: int, label: str):
        days = self.timeline.days_between(start, end)
        self._note(kind, start, end, days * self.calendar.minutes_per_day, label, Unit.WORKING_DAY)

    def _counted(self) -> int | Fraction:
        return sum(line[3] for line in self._lines if line[0] in COUNTING_KINDS)

    def _settle(self, missing: int | Fraction):
        """The minute that a day of other hours is rounded down by belongs to the last line."""
        if missing:
            line = next((line for line in reversed(self._lines) if line[0] in COUNTING_KINDS), None)
            if line:
                line[3] += missing

    # -- questions ----------------------------------------------------------

    def _worked(self, start: int, end: int) -> int:
        return self.timeline.position(end) - self.timeline.position(start)

    def _working_from(self, ordinal: int) -> int:
        """The day itself when it is worked, else the next one that is."""
        return ordinal if self.timeline.intervals(ordinal) else self.timeline.next_working_day(ordinal)

    def _running_day(self, wall: int) -> int:
        """The date that still runs: after closing it is the next one."""
        ordinal = wall // DAY
        return ordinal + bool(self.timeline.intervals(ordinal) and wall >= self.timeline.closing(ordinal))

    def _marker(self, ordinal: int, start: int) -> int:
        """Where the ledger lets a count of dates end: the hour it began at, or closing time."""
        wall = ordinal * DAY + start % DAY
        return max(min(wall, self.timeline.closing(ordinal)), start) if self.timeline.intervals(ordinal) else wall

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
        begun = calendar.to_wall(start)
        walls.append(_WallPause(begun, calendar.to_wall(end), reason, begun))
    tidy = []
    free_from = clock_start
    for pause in sorted(walls):
        begin = max(pause.start, free_from)
        if pause.end > begin:
            tidy.append(pause._replace(start=begin))
            free_from = pause.end
    return tidy


def _date_after(ordinal: int, limit: Duration) -> int:
    """The last date of a count of days or months, as an ordinal."""
    if limit.unit is Unit.CALENDAR_DAY:
        return ordinal + int(limit.value)
    day = date.fromordinal(ordinal)
    years, month = divmod(day.month - 1 + int(limit.value), 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1])).toordinal()


def is_after_cut_off(wall: int, cut_off: int | None) -> bool:
    """Whether a moment, in minutes of the wall clock, lies after the cut-off of its day; exactly at the cut-off it does not."""
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
