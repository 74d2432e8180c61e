"""How long a person in the hall still waits: a range, never a minute that nobody can keep."""

from __future__ import annotations

import math
from collections.abc import Sequence

# what a number takes where nothing was served lately, in minutes
USUAL = 8
# ranges are rounded to so many minutes
_STEP = 5


def estimate(ahead: int, counters: int, served: Sequence[float]) -> tuple[int, int]:
    """The range of minutes that a person waits.

    :param ahead: how many are called before
    :param counters: how many counters serve the queue now
    :param served: minutes that those served in the last hour took
    :returns: from and to, in minutes, rounded outwards to five; (0, 5) for who is next
    """
    mean = sum(served) / len(served) if served else USUAL
    # who is next waits for the first counter that becomes free
    middle = mean * ahead / max(counters, 1)
    low = int(middle * 0.75 // _STEP) * _STEP
    high = max(math.ceil(middle * 1.25 / _STEP), 1) * _STEP
    return low, max(high, low + _STEP)
