"""What a carrier tells of its waybills, and where one stands by it. The words of carriers differ and so do their codes (a code 100 is
"order accepted" with one, "delivered" with another): a code means something only by the carrier's own table.

A carrier repeats what it has told, tells later things first, and is wrong about weights. So nothing here depends on the order in
which events come, an event counts once, and what does not fit has a name instead of an effect.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import partial
from zoneinfo import ZoneInfo

from odoo.addons.onestop_core.engine.examined import MIB, examined

(
    REGISTERED, ACCEPTED, MOVING, AT_OFFICE, OUT, FAILED, WAITS, DELIVERED, RETURNING, RETURNED, CANCELLED, LOST,
) = STEPS = (
    "registered", "accepted", "moving", "at_office", "out", "failed", "waits", "delivered", "returning", "returned", "cancelled",
    "lost",
)  # fmt: skip
# where a waybill ends: what is told of a later moment is a difference
FINAL = frozenset({DELIVERED, RETURNED, CANCELLED, LOST})

# differences: of two ends, of an end and what came after it
CONTRADICTS, AFTER_END = "contradicts", "after_end"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# how carriers write a moment, besides ISO 8601
TIME_FORMATS = ("%d/%m/%Y %H:%M:%S", "%d-%m-%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M")
# rows of one answer; more is no page of a feed
MOST_ROWS = 5_000


class NotAFeedError(ValueError):
    """An answer that is no page of events; its words say what is missing."""


@dataclass(frozen=True)
class Names:
    """What the fields of an answer are called; ``events`` and ``cursor`` may be paths with dots."""

    events: str = "events"
    cursor: str = "next"
    key: str = "id"
    waybill: str = "waybill"
    code: str = "code"
    at: str = "at"
    weight: str = "weight"


@dataclass(frozen=True)
class Told:
    """One event as a carrier tells it; ``at`` in UTC without a zone, ``weight`` in grams, none if it names none."""

    key: str
    waybill: str
    code: str
    at: datetime
    weight: int | None = None


@examined(answer=8 * MIB, growth=4, raises=(NotAFeedError,))
def read_feed(content: bytes, names: Names) -> tuple[list[Told], str]:
    """The events of one answer, and from where to ask on (an empty text if it says nothing).

    :raises NotAFeedError: it is no JSON, or an event lacks what tells it from others
    """
    try:
        told = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise NotAFeedError("no JSON") from error
    rows = _at(told, names.events)
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise NotAFeedError(names.events)
    cursor = _at(told, names.cursor)
    return [_told(row, names) for row in rows], str(cursor) if isinstance(cursor, str | int) else ""


def _at(node, path: str):
    for part in path.split("."):
        node = node.get(part) if isinstance(node, dict) else None
    return node


def _told(row, names: Names) -> Told:
    if not isinstance(row, dict):
        raise NotAFeedError(names.events)
    # a key with a trailing blank has been seen
    row = {str(name).strip(): value for name, value in row.items()}
    texts = {}
    for name in ("waybill", "code", "at"):
        value = row.get(getattr(names, name))
        if value is None or isinstance(value, dict | list) or not str(value).strip():
            raise NotAFeedError(getattr(names, name))
        texts[name] = str(value).strip()
    key = row.get(names.key)
    # what has no number of its own is known by what it says
    key = str(key).strip() if isinstance(key, str | int) else "|".join(texts.values())
    return Told(
        key[:200],
        texts["waybill"][:64],
        texts["code"][:64],
        _moment(texts["at"], names),
        read_grams(row.get(names.weight)),
    )


def _moment(text: str, names: Names) -> datetime:
    moment = read_moment(text)
    if not moment:
        raise NotAFeedError(names.at)
    return moment


def read_moment(text: str) -> datetime | None:
    """A moment in UTC without a zone; one that names no zone is Vietnam's. None if it is none."""
    for read in (datetime.fromisoformat, *(partial(_by_pattern, pattern) for pattern in TIME_FORMATS)):
        try:
            moment = read(text)
        except ValueError:
            continue
        moment = moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
        return moment.astimezone(timezone.utc).replace(tzinfo=None, microsecond=0)
    return None


def _by_pattern(pattern: str, text: str) -> datetime:
    return datetime.strptime(text, pattern)


def read_grams(value) -> int | None:
    """A weight in whole grams; None where there is none."""
    try:
        grams = int(float(value))
    except (TypeError, ValueError, OverflowError):
        return None
    return grams if 0 < grams < 10_000_000 else None


@dataclass(frozen=True)
class Standing:
    """Where a waybill stands: its step (none as long as nothing known was told), since when, and differences as ``(kind, key)``."""

    step: str | None
    at: datetime | None
    differences: tuple[tuple[str, str], ...] = ()


def standing(events: Iterable[Told], meaning: Mapping[str, str]) -> Standing:
    """Where a waybill stands by all that was told of it, in whatever order it came.

    The first end counts; what is told of a later moment moves nothing and is a difference. An unknown code moves nothing.

    :param meaning: ``{code: step}`` of the carrier
    """
    known = sorted(
        {event.key: event for event in events if meaning.get(event.code)}.values(), key=lambda one: (one.at, one.key)
    )
    end = next((event for event in known if meaning[event.code] in FINAL), None)
    if not end:
        return Standing(meaning[known[-1].code], known[-1].at) if known else Standing(None, None)
    step, found = meaning[end.code], []
    for event in known[known.index(end) + 1 :]:
        if meaning[event.code] in FINAL:
            if meaning[event.code] != step:
                found.append((CONTRADICTS, event.key))
        elif event.at > end.at:
            found.append((AFTER_END, event.key))
    return Standing(step, end.at, tuple(found))


def weight_differs(ours: int, theirs: int | None, tolerance: int) -> bool:
    """Whether a carrier has weighed something else than stands on the slip."""
    return theirs is not None and ours > 0 and abs(ours - theirs) > tolerance
