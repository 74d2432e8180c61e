"""Time limits of procedures, as numbers and units; ``limit_text`` reads them out of words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple


class Unit(str, Enum):
    """Unit of a time limit."""

    HOUR = "hour"  # working hours
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    SAME_DAY = "same_day"  # the result is due on the day of reception
    NONE = "none"  # no limit, or one that only words can say ("khác")


# A longer limit is a slip of the keyboard, and would have the engine lay out
# centuries of days.
_LONGEST = {
    Unit.HOUR: 8 * 3660,
    Unit.WORKING_DAY: 3660,
    Unit.CALENDAR_DAY: 3660,
    Unit.MONTH: 120,
}


@dataclass(frozen=True)
class Duration:
    """A time limit: ``value`` (int or Decimal) counted in ``unit``.

    Hours and working days may have a fraction; calendar days and months may
    not.  ``same_day`` and ``none`` have no value: any is taken as 0.  Raises ValueError for a
    value that is negative, fractional where it may not be, or beyond ten years,
    and TypeError for a float, which cannot hold 0.1 of a day.
    """

    value: int | Decimal
    unit: Unit

    def __post_init__(self):
        unit = Unit(self.unit)
        object.__setattr__(self, "unit", unit)
        if isinstance(self.value, bool) or not isinstance(self.value, (int, Decimal)):
            raise TypeError("The value of a time limit is an int or a Decimal.")
        if unit not in _LONGEST:
            object.__setattr__(self, "value", 0)
            return
        if not 0 <= self.value <= _LONGEST[unit]:
            raise ValueError(f"A time limit in {unit.value} lies between 0 and {_LONGEST[unit]}, not at {self.value}.")
        if unit in (Unit.CALENDAR_DAY, Unit.MONTH) and self.value != int(self.value):
            raise ValueError(f"A time limit in {unit.value} is a whole number.")

    @property
    def minutes(self) -> int:
        """Working minutes of a limit in hours, rounded half up."""
        return int(Decimal(self.value * 60).to_integral_value(ROUND_HALF_UP))

    @property
    def days(self) -> int | Fraction:
        """Exact number of working or calendar days of a limit in them."""
        return self.value if isinstance(self.value, int) else Fraction(self.value)


SAME_DAY = Duration(0, Unit.SAME_DAY)
NO_LIMIT = Duration(0, Unit.NONE)


class Terms(NamedTuple):
    """The time that the law gives for a procedure handed in in a certain way; ``…_days`` are working days."""

    limit: Duration = NO_LIMIT
    hard_area_days: int = 0  # added where the competent agency lies in a hard area
    verification_days: int = 0  # added if verification is needed
