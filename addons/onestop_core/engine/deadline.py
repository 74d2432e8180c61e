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

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .calendar import WorkCalendar
from .deadline_walk import (
    CALENDAR_UNITS,
    CUT_OFF,
    DeadlineRules,
    Extension,
    Extra,
    Pause,
    Walk,
    is_after_cut_off,
    tidy_pauses,
    within_hours,
)
from .duration import Duration, Unit
from .ledger import COUNTING_KINDS, Kind, Reason, Segment
from .timeline import DAY

__all__ = [
    "CUT_OFF",
    "DeadlineRules",
    "Due",
    "Duration",
    "Extension",
    "Extra",
    "Kind",
    "Pause",
    "Reason",
    "Remaining",
    "Segment",
    "compute_due",
    "remaining",
    "transfer_deadline",
    "working_day_before",
]


DEFAULT_RULES = DeadlineRules()


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
    rules: DeadlineRules = DEFAULT_RULES,
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
    walk = Walk(calendar, rules)
    walk.start(received_at, clock_start_at, same_day=duration.unit is Unit.SAME_DAY)
    walk.pauses = tidy_pauses(calendar, walk.cursor, pauses, now)
    clock_start = walk.cursor

    has_due = duration.unit is not Unit.NONE
    if has_due:
        legs = [(duration, Kind.COUNTED, duration.unit.value)]
        legs += [(additional, Kind.EXTRA, label) for additional, label in extra]
        for index, (limit, kind, label) in enumerate(legs):
            if limit.unit not in CALENDAR_UNITS:
                walk.add_working(limit, kind, label)
                continue
            following = legs[index + 1][0] if index + 1 < len(legs) else None
            # Calendar durations in a row run on; only the last one is brought to a
            # working day, or a Sunday between them would lengthen the whole.
            settled = following is None or following.unit not in CALENDAR_UNITS
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
    return calendar.to_datetime(within_hours(timeline, day_before * DAY + minute))


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
    if is_after_cut_off(received, cut_off) or received >= closing:
        return calendar.to_datetime(timeline.opening(timeline.next_working_day(ordinal)))
    return calendar.to_datetime(closing)
