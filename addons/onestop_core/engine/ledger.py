"""The ledger of a due date: what happened to the clock, line by line."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import NamedTuple

from .duration import Unit


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


class Segment(NamedTuple):
    """A line of the ledger.

    ``minutes``: for counting kinds what was counted, for a pause or an extension what
    it gave, else 0; ``unit`` says of what.  Hours are working minutes.  Working days are
    minutes of a normal day: a day of other hours, half a Saturday too, is worth as many.
    Calendar days and months are 1440 a day.  The counting lines of a part of the limit
    add up to that part.  Segments are in order and do not overlap; what lies between two
    of them, and nights and lunch breaks inside one, is closing time.
    """

    kind: Kind
    start: datetime
    end: datetime
    minutes: int
    label: str
    unit: Unit | None = None

    def as_dict(self) -> dict:
        """The line as JSON can hold it, moments in ISO 8601 with their offset."""
        return {
            "kind": self.kind.value,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "minutes": self.minutes,
            "label": self.label,
            "unit": self.unit.value if self.unit else "",
        }
