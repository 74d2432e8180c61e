"""Cash: what lies in a drawer by notes and coins, and what should lie there. All in whole đồng."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

# what the State Bank has in circulation, with the day since when, and until when where it has been withdrawn
NOTES = Path(__file__).with_name("notes.json")

# more of one note than any drawer holds: a slip of the finger
MOST_PIECES = 100_000


class Balance(NamedTuple):
    """A drawer when it was counted. ``difference`` is what was counted beyond what should be there: negative if it lacks."""

    expected: int
    counted: int

    @property
    def difference(self) -> int:
        return self.counted - self.expected


@lru_cache
def _notes() -> tuple[tuple[int, date, date], ...]:
    rows = json.loads(NOTES.read_text(encoding="utf-8"))["notes"]
    return tuple(
        (row["worth"], date.fromisoformat(row["since"]), date.fromisoformat(row.get("until", "9999-12-31")))
        for row in rows
    )


def notes_on(day: date) -> tuple[int, ...]:
    """What notes and coins there are on a day, by their worth in đồng, the largest first."""
    return tuple(sorted((worth for worth, since, until in _notes() if since <= day <= until), reverse=True))


def total(pieces: Mapping[int, int], known: Iterable[int]) -> int:
    """The sum of a count: ``{worth of a note in đồng: how many}``.

    :param known: what notes and coins there are
    :raises ValueError: a note that does not exist, or no number of pieces
    """
    known = set(known)
    for worth, count in pieces.items():
        if worth not in known:
            raise ValueError(f"There is no note of {worth} đồng.")
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST_PIECES:
            raise ValueError(f"{count!r} is no number of notes.")
    return sum(worth * count for worth, count in pieces.items())


def expected(opening: int, movements: Iterable[int]) -> int:
    """What should lie in a drawer: what it was opened with, and each movement of cash since, what went out negative."""
    return opening + sum(movements)


def dong(amount: int) -> str:
    """An amount as slips and reports write it: ``26.000 đ``, ``−1.000 đ``."""
    return f"{'−' if amount < 0 else ''}{abs(amount):,} đ".replace(",", ".")
