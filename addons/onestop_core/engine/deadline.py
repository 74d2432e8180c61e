"""Due dates, and the ledger that explains each of them.

Conventions
-----------
* The clock starts when the dossier is received full and correct, or, for one
  received outside the competent territory, when the competent agency receives
  it (NĐ 309/2026/NĐ-CP Điều 8 khoản 3).  Outside opening hours it starts at the
  next opening: before opening, at lunch, after closing, on a day off.
* *Hours* are working hours.  A limit that runs out at the end of an interval is
  due at that end: 8 hours from 07:00 are due at 17:00.
* *Working days* are multiples of the minutes of a normal working day (8 hours =
  1 day).  The due moment is the same working moment N days later: received
  Monday 09:10, three days, due Thursday 09:10; taken up at opening, due at
  opening.  The day of reception is thus not one of the N days, and the result is
  never later than the end of the N-th day after it, the law's limit (Bộ luật Dân
  sự 2015 Điều 147, 148).
* *Calendar days and months* count every day, the day of reception excluded, and
  run out at the closing time of the last one; when that is a day off, at the
  closing time of the next working day (Điều 148).  A month ends on the
  corresponding day, or on the last day of a shorter month.
* *Same-day* work is due at the closing time of the day of reception; received
  after the cut-off (15:00 sharp is not after), at that of the next working day
  (hộ tịch; chứng thực: NĐ 23/2015/NĐ-CP Điều 7).
* *Extra* durations follow the base one after the other, and so do extensions.
* A *pause* stops the clock.  Working time lost is given back as working time,
  calendar time as calendar time.  A pause that begins when the dossier is
  already overdue gives nothing back.  An open pause lasts until ``now``.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

from .calendar import WorkCalendar
from .duration import Duration, Unit
from .timeline import DAY, Timeline

CUT_OFF = 15 * 60


class Kind(str, Enum):
    """What happened to the clock during a segment of the ledger."""

    BEFORE_CLOCK = "before_clock"  # received, but not yet by the competent agency
    START_MOVED = "start_moved"  # received outside opening hours; label: a Reason
    CUT_OFF = "cut_off"  # same-day work received after the cut-off
    COUNTED = "counted"  # the base duration; label: its unit
    MAKE_UP = "make_up"  # counted on a make-up day; label: the day's name
    EXTRA = "extra"  # an additional duration; label: the caller's
    DAY_OFF = "day_off"  # weekly day off
    HOLIDAY = "holiday"  # label: the day's name
    PAUSE = "pause"  # label: the caller's reason
    TO_CLOSING = "to_closing"  # from the end of a calendar duration to closing time
    EXTENSION = "extension"  # label: the caller's


COUNTING_KINDS = frozenset({Kind.COUNTED, Kind.MAKE_UP, Kind.EXTRA})


class Reason(str, Enum):
    """Why the clock did not start at reception (label of ``start_moved``)."""

    BEFORE_OPENING = "before_opening"
    BREAK = "break"
    AFTER_CLOSING = "after_closing"
    DAY_OFF = "day_off"
    HOLIDAY = "holiday"


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


class Segment(NamedTuple):
    """A line of the ledger.

    ``minutes``: for counting kinds the working minutes counted (for calendar
    durations the plain minutes, 1440 a day), for a pause or an extension those it
    gave, else 0.  Segments are in order and do not overlap; what lies between two
    of them, and nights and lunch breaks inside one, is closing time.
    """

    kind: Kind
    start: datetime
    end: datetime
    minutes: int
    label: str

    def as_dict(self) -> dict:
        """The line as JSON can hold it, moments in ISO 8601 with their offset."""
        return {
            "kind": self.kind.value,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "minutes": self.minutes,
            "label": self.label,
        }


@dataclass(frozen=True)
class Due:
    """A due moment (None without a legal limit), the moment the clock started,
    and the ledger between reception and due moment."""

    due_at: datetime | None
    clock_start_at: datetime
    ledger: tuple[Segment, ...]

    @property
    def counted_minutes(self) -> int:
        """Minutes of the base duration and the extra ones."""
        return sum(line.minutes for line in self.ledger if line.kind in COUNTING_KINDS)


@dataclass(frozen=True)
class Remaining:
    """Working time until (or, when ``late``, since) a due moment.

    ``minutes`` in all, the same as ``days`` (of the calendar), ``hours`` and
    ``mins``.  A dossier may be late by no working time at all, in the night after
    its due moment.
    """

    minutes: int
    late: bool
    days: int
    hours: int
    mins: int


def compute_due(
    calendar: WorkCalendar,
    received_at: datetime,
    duration: Duration,
    *,
    clock_start_at: datetime | None = None,
    rules: DeadlineRules = DeadlineRules(),
    extra: Iterable[Extra] = (),
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Extension] = (),
    now: datetime | None = None,
) -> Due:
    """Due moment of a dossier, with the ledger that explains it.

    ``clock_start_at`` is given when the clock starts apart from reception.
    ``extra``, ``pauses`` and ``extensions`` may be plain tuples.  ``now`` ends an
    open pause.  An extension never shortens; one that names a moment outside
    opening hours is brought to the next moment of that day work is going on, to its
    closing time once closed, or to that of the next working day.

    Without a limit (unit ``none``) extras have nothing to be added to and are
    ignored; only an extension then gives a due moment.

    Raises ValueError for a moment without time zone, a clock that starts before
    reception, a pause that ends before it starts, an open pause without ``now``.
    """
    walk = _Walk(calendar, rules)
    walk.start(received_at, clock_start_at, same_day=duration.unit is Unit.SAME_DAY)
    walk.pauses = _tidy_pauses(calendar, walk.cursor, pauses, now)
    clock_start = walk.cursor

    has_due = duration.unit is not Unit.NONE
    if has_due:
        legs = [(duration, Kind.COUNTED, duration.unit.value)]
        legs += [(additional, Kind.EXTRA, label) for additional, label in extra]
        for index, (limit, kind, label) in enumerate(legs):
            if limit.unit not in _CALENDAR_UNITS:
                walk.add_working(limit, kind, label)
                continue
            following = legs[index + 1][0] if index + 1 < len(legs) else None
            # Calendar durations in a row run on; only the last one is brought to a
            # working day, or a Sunday between them would lengthen the whole.
            settled = following is None or following.unit not in _CALENDAR_UNITS
            walk.add_calendar(limit, kind, label, settled=settled)
    for extension in extensions:
        has_due |= walk.extend(Extension(*extension))

    return Due(
        calendar.to_datetime(walk.cursor) if has_due else None,
        calendar.to_datetime(clock_start),
        walk.ledger(),
    )


def remaining(
    calendar: WorkCalendar,
    now: datetime,
    due_at: datetime,
    *,
    minutes_per_day: int | None = None,
) -> Remaining:
    """Working time between ``now`` and a due moment ("còn 2 ngày 3 giờ", "quá 1
    ngày 2 giờ"), a day being ``minutes_per_day`` or else that of the calendar."""
    late = now > due_at
    minutes = abs(calendar.working_minutes_between(now, due_at))
    days, rest = divmod(minutes, minutes_per_day or calendar.minutes_per_day)
    return Remaining(minutes, late, days, *divmod(rest, 60))


def working_day_before(calendar: WorkCalendar, due_at: datetime) -> datetime:
    """The same time on the working day before, when the holder is to be warned.

    Brought within the opening hours of that day when they are shorter.
    """
    timeline = calendar.timeline
    ordinal, minute = divmod(calendar.to_wall(due_at), DAY)
    day_before = timeline.previous_working_day(ordinal)
    return calendar.to_datetime(_within_hours(timeline, day_before * DAY + minute))


def transfer_deadline(calendar: WorkCalendar, received_at: datetime, cut_off: int | None = CUT_OFF) -> datetime:
    """Latest moment to hand a received dossier to the agency that settles it.

    Closing time of the day of reception; received after the cut-off (15:00 sharp
    is not after) or after closing, the opening of the next working day; received
    on a day off, closing time of the next working day (NĐ 309/2026/NĐ-CP Điều 9).
    """
    timeline = calendar.timeline
    received = calendar.to_wall(received_at)
    ordinal = received // DAY
    if not timeline.intervals(ordinal):
        return calendar.to_datetime(timeline.closing(timeline.next_working_day(ordinal)))
    closing = timeline.closing(ordinal)
    if _is_after_cut_off(received, cut_off) or received >= closing:
        return calendar.to_datetime(timeline.opening(timeline.next_working_day(ordinal)))
    return calendar.to_datetime(closing)


_CALENDAR_UNITS = (Unit.CALENDAR_DAY, Unit.MONTH)


class _WallPause(NamedTuple):
    start: int
    end: int
    reason: str


class _Walk:
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
        if same_day and timeline.intervals(ordinal) and _is_after_cut_off(wall, self.rules.cut_off_minute):
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
        promised = _within_hours(timeline, self.calendar.to_wall(extension.due_at))
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


def _tidy_pauses(
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


def _is_after_cut_off(wall: int, cut_off: int | None) -> bool:
    return cut_off is not None and wall % DAY > cut_off


def _within_hours(timeline: Timeline, wall: int) -> int:
    """The moment itself within opening hours; else the next moment of that day
    work is going on, its closing time once closed, or the closing time of the next
    working day when that day is off."""
    ordinal = wall // DAY
    if not timeline.intervals(ordinal):
        return timeline.closing(timeline.next_working_day(ordinal))
    if timeline.is_working(wall):
        return wall
    return min(timeline.next_working(wall), timeline.closing(ordinal))
