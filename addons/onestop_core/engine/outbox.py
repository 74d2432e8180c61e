"""What becomes of a message that leaves the system, and when it is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum

# seconds between a try and the next one: soon after a hiccup, rarely during a long failure
DELAYS = (15, 60, 300, 900, 3600)
# a provider that asks for more patience than this is asked again all the same
LONGEST_DELAY = 6 * 3600


class Fate(str, Enum):
    """What a try has come to."""

    ACCEPTED = "accepted"
    TRY_AGAIN = "try_again"  # nobody knows, or not now: the same message may be sent again
    REFUSED = "refused"  # the same message will always be refused


@dataclass(frozen=True)
class Outcome:
    """The result of one try.

    ``answer`` is a short text for the log of the message, without secrets; ``retry_after`` are the
    seconds for which the other side asked, None if it named none.
    """

    fate: Fate
    answer: str = ""
    retry_after: int | None = None


def retry_delay(tries: int, retry_after: int | None = None) -> int:
    """Seconds to wait after the try number ``tries`` (from 1)."""
    own = DELAYS[min(max(tries, 1), len(DELAYS)) - 1]
    return min(max(own, retry_after or 0), LONGEST_DELAY)


def quiet_until(moment: datetime, begin: time, end: time) -> datetime | None:
    """When the quiet hours end in which ``moment`` lies, None outside them.

    ``begin`` and ``end`` are times of day in the zone of ``moment``; the hours may span midnight. Equal
    times mean no quiet hours.
    """
    if begin == end:
        return None
    clock = moment.time()
    inside = begin <= clock < end if begin < end else clock >= begin or clock < end
    if not inside:
        return None
    ends = moment.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return ends if ends > moment else ends + timedelta(days=1)
