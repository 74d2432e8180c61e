"""What the figures of the post's targets are: shares in whole percent, growth against the year before."""

from __future__ import annotations


def share(part: int, whole: int) -> int | None:
    """Whole percent, half rounded up; none where there is nothing to be a share of."""
    return (part * 200 + whole) // (2 * whole) if whole else None


def growth(now: int, before: int) -> int | None:
    """By how many percent it is more than before (below zero if less); none where there was nothing before."""
    if not before:
        return None
    more = now - before
    sign = -1 if more < 0 else 1
    return sign * share(abs(more), before)


def reached(value: int | None, target: int) -> bool:
    """Whether a figure has come up to its target; one that cannot be told has not."""
    return value is not None and value >= target
