"""Administrative units by their official codes, with their dates: read from a file, found as people type, followed from the
old ones to the new.

QĐ 19/2025/QĐ-TTg lists the units of the two levels that hold since 01/07/2025; codes are texts (``00004``), a code may be
given again to another unit, so a unit is its code and its first day.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from odoo.addons.onestop_core.engine.examined import MIB, examined
from odoo.addons.onestop_core.engine.text import normalise

KINDS = {
    "province": "tỉnh", "city": "thành phố", "ward": "phường", "commune": "xã", "zone": "đặc khu", "town": "thị trấn",
    "district_rural": "huyện", "district_urban": "quận", "district_town": "thị xã",
}  # fmt: skip
COLUMNS = ("code", "name", "kind", "parent", "valid_from", "valid_to", "decision")
# what one file may hold: all units there ever were, several times over
MOST = 60_000


class Unreadable(ValueError):
    """A file that is no list of units; its text says where and why, in words for whoever made it."""


@dataclass(frozen=True)
class Unit:
    """One row: a unit between two days. ``None`` for a day that is not known, or not come yet."""

    code: str
    name: str
    kind: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    decision: str

    @property
    def key(self) -> tuple[str, date | None]:
        """A code may be given again to another unit, so the first day belongs to it."""
        return self.code, self.valid_from


@examined(seconds=20, answer=64 * MIB, raises=(Unreadable,))
def read(content: bytes) -> list[Unit]:
    """The units of a CSV file in UTF-8 with the columns of ``COLUMNS``.

    :raises Unreadable: with the first line that is none
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("utf-8") from error
    rows = csv.reader(io.StringIO(text))
    try:
        head = next(rows, None)
        if head is None or tuple(cell.strip() for cell in head) != COLUMNS:
            raise Unreadable("head")
        return [_unit(number, row) for number, row in enumerate(rows, 2) if row and _few(number)]
    except csv.Error as error:
        raise Unreadable("csv") from error


class Succession(NamedTuple):
    """Which unit an old one went into, by their codes; ``share``: whole or part of it."""

    old: str
    new: str
    share: str


def read_successions(lines: Iterable[str]) -> list[Succession]:
    """The successions of the list that comes with the module: lines of CSV with a heading. Nobody sends such a file."""
    return [Succession(row["old"], row["new"], row["share"]) for row in csv.DictReader(lines)]


def _few(number):
    if number > MOST:
        raise Unreadable("most")
    return True


def _unit(number, row):
    if len(row) != len(COLUMNS):
        raise Unreadable(f"{number}: columns")
    code, name, kind, parent, valid_from, valid_to, decision = (" ".join(cell.split()) for cell in row)
    # a workbook drops the zeros in front: two digits of a province, three of an old district, five of a commune
    if not (code.isascii() and code.isdigit() and len(code) in (2, 3, 5)):
        raise Unreadable(f"{number}: code")
    if not name or len(name) > 100:
        raise Unreadable(f"{number}: name")
    if kind not in KINDS:
        raise Unreadable(f"{number}: kind")
    if not decision:
        raise Unreadable(f"{number}: decision")
    return Unit(code, name, kind, parent, _day(number, valid_from), _day(number, valid_to), decision)


def _day(number, text):
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Unreadable(f"{number}: day") from error


@dataclass(frozen=True)
class Difference:
    """What a file says otherwise than what is known. Nothing is ever deleted: a unit ends."""

    added: tuple[Unit, ...]
    changed: tuple[tuple[Unit, Unit], ...]
    missing: tuple[Unit, ...]


def compare(known: Iterable[Unit], read_units: Iterable[Unit]) -> Difference:
    """What ``read_units`` say otherwise than ``known``.

    ``missing`` are units without a last day that the file does not name: they are told, and stay.
    """
    before = {unit.key: unit for unit in known}
    after = {unit.key: unit for unit in read_units}
    return Difference(
        added=tuple(unit for key, unit in after.items() if key not in before),
        changed=tuple((before[key], unit) for key, unit in after.items() if key in before and before[key] != unit),
        missing=tuple(unit for key, unit in before.items() if key not in after and not unit.valid_to),
    )


_COMMUNE = re.compile(r"(?:xa|phuong|dac khu|thi tran|p|x|tt)[ .]+\S")


def names_commune(part: str) -> bool:
    """Whether a part of an address names a commune by its kind: ``xã Hòa Liên``, ``P. Trúc Bạch``."""
    return bool(_COMMUNE.match(normalise(part)))


def find(query: str, rows: Iterable[tuple[int, str, str]], limit: int = 20) -> list[int]:
    """Ids of the units that hold all words of ``query`` as beginnings of words; those whose name begins with it first.

    :param rows: ``(id, the full name of the unit, its name)``, both without accents, so that Hoà and Hòa are the same
    """
    words = normalise(query).split()
    if not words:
        return []
    typed = " ".join(words)
    found = []
    for unit_id, key, name in rows:
        padded = f" {key}"
        if all(f" {word}" in padded for word in words):
            whole = typed in (name, key) or f" {typed} " in f"{padded} "
            found.append((not key.startswith(typed) and not name.startswith(typed), not whole, key, unit_id))
    return [unit_id for *_rank, unit_id in sorted(found)[:limit]]
