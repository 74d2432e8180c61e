"""Due dates, and the ledger that explains each of them.

Conventions
-----------
* The clock starts when the dossier is received full and correct, or, for one
  received outside the competent territory, when the competent agency receives
  it (NĐ 309/2026/NĐ-CP Điều 8 khoản 3).
* *Hours* are working hours, counted from that moment or else the next opening.  A
  limit that runs out at the end of an interval is due at that end: 8 hours from
  07:00 are due at 17:00.
* *Working days*: the day of reception is not one of them (Bộ luật Dân sự 2015 Điều
  147).  Received on a working day before closing (also before opening, or at
  lunch), the limit ends at the same working moment N working days on: Monday 09:10,
  three days, due Thursday 09:10.  Received at closing, after it or on a day off, the
  next working day is day 1 and the limit ends at the closing of day N.  Either way it
  ends on the N-th working day after reception, the law's last (Điều 148).  A
  working day is a day, however long: a moment is a working day and the fraction of
  it that is over, and on a day of other hours the same fraction.
* *Calendar days and months* count dates, that of reception excluded, whatever its
  hour, and run out at the closing time of the last one; when that is a day off, at
  the closing time of the next working day (Điều 148).  A month ends on the
  corresponding day, or on the last day of a shorter month.
* A limit may be a *sum of parts*, each in its unit, one after the other; only the
  last day of the whole is moved off days off.
* *Same-day* work is due at the closing time of the day of reception; received
  after the cut-off (15:00 sharp is not after), at closing or on a day off, at that
  of the next working day (hộ tịch; chứng thực: NĐ 23/2015/NĐ-CP Điều 7).
* A province may practise another start of the clock, ``DeadlineRules.clock_start``.
* *Extra* durations follow the base one after the other, and so do extensions.
* A *pause* stops the clock.  It gives back what it took in the unit of the part it
  falls into: hours, working days and their fractions, dates.  A pause that begins
  when the dossier is already overdue gives nothing back.  An open pause lasts until
  ``now``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from .calendar import WorkCalendar
from .deadline_walk import (
    CUT_OFF,
    ClockStart,
    DeadlineRules,
    Extension,
    Extra,
    Leg,
    Pause,
    Walk,
    is_after_cut_off,
    tidy_pauses,
)
from .duration import Duration, Unit
from .ledger import Kind, Reason, Segment
from .timeline import DAY

__all__ = [
    "CUT_OFF",
    "ClockStart",
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
    "soon_until",
    "transfer_deadline",
]


DEFAULT_RULES = DeadlineRules()


@dataclass(frozen=True)
class Due:
    """A due moment (None without a legal limit), the moment the clock started,
    and the ledger between reception and due moment."""

    due_at: datetime | None
    clock_start_at: datetime
    ledger: tuple[Segment, ...]


@dataclass(frozen=True)
class Remaining:
    """Working time until (or, when ``late``, since) a due moment.

    ``days`` as a limit counts them, whatever their hours; the rest as ``hours`` and
    ``mins`` of a normal day.  ``minutes`` are all of it, in normal days.  A dossier may
    be late by no working time at all, in the night after its due moment.
    """

    minutes: int
    late: bool
    days: int
    hours: int
    mins: int


def compute_due(
    calendar: WorkCalendar,
    received_at: datetime,
    limit: Duration | Sequence[Duration],
    *,
    clock_start_at: datetime | None = None,
    rules: DeadlineRules = DEFAULT_RULES,
    extra: Iterable[Extra] = (),
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Extension] = (),
    now: datetime | None = None,
) -> Due:
    """Due moment of a dossier, with the ledger that explains it.

    ``limit`` is a duration, or several that are added up.
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
    parts = (limit,) if isinstance(limit, Duration) else tuple(limit)
    has_due = parts[0].unit is not Unit.NONE
    walk = Walk(calendar, rules)
    walk.start(received_at, clock_start_at, parts[0].unit)
    walk.pauses = tidy_pauses(calendar, walk.cursor, pauses, now)
    clock_start = walk.cursor

    if has_due:
        legs = [Leg(part, Kind.COUNTED, part.unit.value) for part in parts]
        # what adds nothing decides nothing about how the part before it ends
        legs += [Leg(additional, Kind.EXTRA, label) for additional, label in extra if additional.value]
        for leg, following in zip(legs, [*legs[1:], None], strict=True):
            walk.add(leg, following)
    for extension in extensions:
        has_due |= walk.extend(Extension(*extension))

    return Due(
        calendar.to_datetime(walk.cursor) if has_due else None,
        calendar.to_datetime(clock_start),
        walk.ledger(),
    )


def remaining(calendar: WorkCalendar, now: datetime, due_at: datetime) -> Remaining:
    """Working time between ``now`` and a due moment ("còn 2 ngày 3 giờ", "quá 1
    ngày 2 giờ")."""
    late = now > due_at
    start, end = sorted((calendar.to_wall(now), calendar.to_wall(due_at)))
    minutes = calendar.timeline.days_in_minutes(start, end, calendar.minutes_per_day)
    days, rest = divmod(minutes, calendar.minutes_per_day)
    return Remaining(minutes, late, days, *divmod(rest, 60))


def soon_until(calendar: WorkCalendar, now: datetime) -> datetime:
    """The last due moment that is soon: what is due within one working day.

    The one measure of "due soon", for the state, its search and the warning.
    """
    return calendar.add_working_days(now, 1)


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
