"""Calendars and moments that the engines' tests share."""

from datetime import date, datetime

from hypothesis import settings

from ...engine.calendar import CalendarDay, WorkCalendar
from ...engine.ledger import COUNTING_KINDS

# The same examples on every run and every machine, however slow; nothing is written.
settings.register_profile("onestop", deadline=None, derandomize=True, database=None)
settings.load_profile("onestop")

TZ = "Asia/Ho_Chi_Minh"
OFFICE_DAY = ((7 * 60, 11 * 60 + 30), (13 * 60 + 30, 17 * 60))

# April and May 2026: Monday 27/4 is the day in lieu of Giỗ Tổ, 30/4 and 1/5 are
# holidays; Saturday 9/5 is worked (made up, to have one).
OFFICE = WorkCalendar(
    TZ,
    (OFFICE_DAY,) * 5 + ((), ()),
    {
        date(2026, 4, 27): CalendarDay(False, None, "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),
        date(2026, 4, 30): CalendarDay(False, None, "Ngày Chiến thắng"),
        date(2026, 5, 1): CalendarDay(False, None, "Ngày Quốc tế Lao động"),
        date(2026, 5, 9): CalendarDay(True, None, "Ngày làm bù"),
    },
)


def at(text, calendar=OFFICE):
    """Moment of the calendar's zone written ``24/04/2026 16:00`` (year 2026 if left out)."""
    day, clock = text.split()
    if day.count("/") == 1:
        day += "/2026"
    return datetime.strptime(f"{day} {clock}", "%d/%m/%Y %H:%M").replace(tzinfo=calendar.zone)


def written(moment):
    """The inverse of ``at``, with the weekday, as tables of tests read best."""
    return f"{moment:%a %d/%m %H:%M}"


def is_working(calendar, moment):
    """Whether a moment is within opening hours, both ends included."""
    return calendar.timeline.is_working(calendar.to_wall(moment))


def counted_minutes(due):
    """Minutes of the base duration and the extra ones, as the ledger of a due moment adds up."""
    return sum(line.minutes for line in due.ledger if line.kind in COUNTING_KINDS)
