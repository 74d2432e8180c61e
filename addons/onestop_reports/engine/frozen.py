"""What is kept of a table when its period is closed, and what has moved since.

A *record* is ``{figure: {row: sorted ids}}``: what was counted for each figure of each row. The figures follow from it.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass

from .table import TOTAL, Filled, Points, Rate, Table, column_words, words


@dataclass(frozen=True)
class Move:
    """A cell that is not what it was: ``came`` and ``left`` are the ids that are counted now and were not, or the other way;
    none of a cell that is computed.
    """

    row: str
    label: str
    column: str
    heading: str
    old: str
    new: str
    came: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


def pack(record: dict) -> bytes:
    """A record as it is stored."""
    return zlib.compress(canonical(record), 6)


def unpack(content: bytes) -> dict:
    """The inverse of ``pack``; it reads what we have written ourselves."""
    return json.loads(zlib.decompress(content))


def canonical(value) -> bytes:
    """One way of writing a value of JSON, so that its hash can be computed again."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def seal(*values) -> str:
    """SHA-256 over values of JSON, in hexadecimal."""
    whole = hashlib.sha256()
    for value in values:
        whole.update(hashlib.sha256(canonical(value)).digest())
    return whole.hexdigest()


def definition(table: Table) -> str:
    """By which it is known whether a table was described otherwise when its period was closed."""
    return hashlib.sha256(repr(table).encode()).hexdigest()


def moves(table: Table, old: Filled, old_record: dict, new: Filled, new_record: dict) -> list[Move]:
    """What differs between two states of a table, row by row; a row that one of them lacks counts nothing there."""
    rows = {row.key: row for row in [*old.rows, *new.rows]} | {TOTAL: new.total}
    found = []
    for key, row in rows.items():
        for column in table.columns:
            if column.is_text:
                continue
            before, after = (_value(table, filled, key, column) for filled in (old, new))
            was, is_ = (set(record.get(column.key, {}).get(key, ())) for record in (old_record, new_record))
            if before != after or was != is_:
                found.append(
                    Move(
                        key,
                        row.label,
                        column.key,
                        column_words(column),
                        words(before),
                        words(after),
                        tuple(sorted(is_ - was)),
                        tuple(sorted(was - is_)),
                    )
                )
    return found


def _value(table, filled, key, column):
    for row in [*filled.rows, filled.total]:
        if row.key == key:
            return row.values[column.key]
    return None if isinstance(column.content, Rate | Points) else 0
