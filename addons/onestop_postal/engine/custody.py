"""Who holds a paper, since when, and who held it at any moment before.

A paper is in exactly one hand. It leaves a hand only when the other one has signed for it, in the same moment, so there is
neither a gap nor an overlap. What is destroyed or lost ends there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

# what is lost or destroyed stays where it was last seen in the book, under this kind
APPLICANT, AGENCY, OFFICE, LOST, DESTROYED = "applicant", "agency", "office", "lost", "destroyed"


class Holding(NamedTuple):
    """A paper in one hand; ``until`` is none while it is there."""

    holder: str
    since: datetime
    until: datetime | None = None


class WrongHolder(ValueError):
    """Somebody gives what they do not hold."""


def current(holdings: Sequence[Holding]) -> Holding | None:
    """The open holding of a history, the earliest first; none before there was a first one."""
    return holdings[-1] if holdings and holdings[-1].until is None else None


def hand_over(holdings: Sequence[Holding], giver: str, taker: str, at: datetime) -> tuple[Holding, ...]:
    """The history after the taker has signed.

    :param giver: who is expected to hold it
    :raises WrongHolder: somebody else holds it
    :raises ValueError: before it came there, or to whoever has it already
    """
    now = current(holdings)
    if now is None or now.holder != giver:
        raise WrongHolder(now.holder if now else "")
    if at < now.since:
        raise ValueError("It was not there yet.")
    if taker == giver:
        raise ValueError("It is there already.")
    return (*holdings[:-1], now._replace(until=at), Holding(taker, at))


def holder_at(holdings: Sequence[Holding], moment: datetime) -> str | None:
    """Who held it at a moment; the taker at the very moment of a hand-over; none before the first."""
    for holding in reversed(holdings):
        if holding.since <= moment:
            return holding.holder if holding.until is None or moment < holding.until else None
    return None


def faults(holdings: Sequence[Holding]) -> tuple[str, ...]:
    """What is wrong with a history: ``open`` (not exactly the last one is open), ``gap`` or ``overlap`` between two that follow,
    ``backwards`` (one that ends before it begins)."""
    found = []
    if not holdings or [holding.until is None for holding in holdings] != [False] * (len(holdings) - 1) + [True]:
        found.append("open")
    for before, after in pairwise(holdings):
        if before.until and before.until < after.since:
            found.append("gap")
        elif not before.until or before.until > after.since:
            found.append("overlap")
    found += ["backwards" for holding in holdings if holding.until and holding.until < holding.since]
    return tuple(found)
