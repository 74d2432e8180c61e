"""A carrier's list of waybills as a file (xlsx, csv): which column is which is said by the headings that the carrier uses.

Lists overlap, come late and are sent twice. So a row is nothing but an event, known by what it says: where a waybill stands follows from
the moments in the rows, and never from the order in which files are read.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO
from typing import NamedTuple

from odoo.addons.onestop_core.engine.examined import MIB, examined
from odoo.addons.onestop_core.engine.text import normalise
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from . import carrier

# rows above the headings: the title, the period, an address
MOST_ABOVE = 30
MOST_ROWS = 20_000


class NotAListError(ValueError):
    """``args[0]``: ``file`` (neither workbook nor csv), ``rows`` (too many) or the headings that are missing."""


@dataclass(frozen=True)
class Headings:
    """What a carrier calls the columns; ``weight`` may be empty."""

    waybill: str
    code: str
    at: str
    weight: str = ""


class Row(NamedTuple):
    """A row: its line in the file, and what it tells (without a key). ``wrong`` names the column that cannot be read."""

    line: int
    waybill: str
    code: str
    at: datetime | None
    weight: int | None
    wrong: str = ""


@examined(seconds=20, memory=512 * MIB, answer=8 * MIB, growth=8, raises=(NotAListError,))
def read(content: bytes, headings: Headings) -> list[Row]:
    """The rows of a list below its headings; a line without a waybill (a total, a signature) is none.

    :raises NotAListError: it is no list in this layout. A list without a row is one with none, which is something else
    """
    lines = _workbook(content) if content.startswith(b"PK") else _csv(content)
    columns, rows = None, []
    for number, cells in enumerate(lines, start=1):
        if columns is None:
            columns = _columns(cells, headings)
            if columns is None and number > MOST_ABOVE:
                break
            continue
        waybill = _text(_at(cells, columns["waybill"]))
        if waybill:
            rows.append(_row(number, cells, columns, waybill, headings))
        if len(rows) > MOST_ROWS:
            raise NotAListError("rows")
    if columns is None:
        wanted = (headings.waybill, headings.code, headings.at)
        raise NotAListError(", ".join(wanted))
    return rows


def _workbook(content: bytes) -> Iterator[tuple]:
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        yield from book.worksheets[0].iter_rows(values_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError, IndexError) as error:
        raise NotAListError("file") from error


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
        # the separator of whoever wrote it stands in the headings
        delimiter = max(";,\t", key="\n".join(text.splitlines()[:MOST_ABOVE]).count)
        yield from csv.reader(StringIO(text), delimiter=delimiter)
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotAListError("file") from error


def _columns(cells, headings: Headings) -> dict[str, int] | None:
    found = {normalise(_text(cell)): index for index, cell in enumerate(cells or ()) if _text(cell)}
    named = {"waybill": headings.waybill, "code": headings.code, "at": headings.at, "weight": headings.weight}
    columns = {name: found.get(normalise(word)) if word else None for name, word in named.items()}
    return columns if all(columns[name] is not None for name in ("waybill", "code", "at")) else None


def _row(number: int, cells, columns, waybill: str, headings: Headings) -> Row:
    code, at = _text(_at(cells, columns["code"])), _at(cells, columns["at"])
    moment = carrier.read_moment(at.isoformat() if isinstance(at, datetime) else _text(at))
    wrong = "" if code and moment else headings.at if code else headings.code
    return Row(number, waybill[:64], code[:64], moment, carrier.read_grams(_at(cells, columns["weight"])), wrong)


def _at(cells, index):
    return cells[index] if index is not None and index < len(cells) else None


def _text(value) -> str:
    if value is None:
        return ""
    # a workbook keeps a code of digits as a number
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
