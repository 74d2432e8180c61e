"""Statements of accounts as banks hand them out: csv, xlsx, xls, pages that are only called .xls, and camt.053.

Every bank has several forms, and changes them. A form is data: by which headings its columns are known. The heading row may stand
anywhere among the first lines, headings may hold line breaks and a second language. What is no amount in whole đồng or no day
is a problem with its line, never a guess; a statement with problems is not taken in.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO, StringIO
from pathlib import Path

import xlrd
from lxml import html
from odoo.addons.onestop_core.engine.examined import MIB, examined
from odoo.addons.onestop_core.engine.text import normalise
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from . import camt

LAYOUTS = Path(__file__).with_name("layouts.json")
MOST_LINES = 200_000
# among how many lines the headings are looked for
_HEAD = 60
_REQUIRED = ("day", "memo", "credit")
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%y", "%Y/%m/%d")
_ENCODINGS = ("utf-8-sig", "cp1258")


class NotAStatementError(ValueError):
    """The file holds no statement that could be read. ``args[0]`` says what is missing, as a code."""


@dataclass(frozen=True)
class Entry:
    """A line of a statement. ``amount`` is in đồng, what went out is negative; ``ordinal`` counts the lines of the file that
    are identical, for a bank does book the same twice.
    """

    day: date
    amount: int
    memo: str
    reference: str = ""
    ordinal: int = 1
    line: int = 0

    def key(self, account: str) -> str:
        """What tells the line from all others for ever, whatever file it comes in."""
        said = (
            account,
            self.day.isoformat(),
            str(self.amount),
            normalise(self.memo),
            self.reference,
            str(self.ordinal),
        )
        return hashlib.sha256("\x1f".join(said).encode()).hexdigest()


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line of the file: a code, and what stands there."""

    line: int
    reason: str
    value: str


@dataclass(frozen=True)
class Statement:
    """What a file holds, by which form it was read, what could not be read, and of which account it speaks, if it says so."""

    layout: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    account: str = ""


@lru_cache
def layouts() -> tuple[dict, ...]:
    """The forms that are known, see ``layouts.json``."""
    return tuple(json.loads(LAYOUTS.read_text(encoding="utf-8"))["layouts"])


@examined(seconds=60, answer=MIB, growth=20, raises=(NotAStatementError,))
def read(content: bytes) -> Statement:
    """The lines of a statement.

    :raises NotAStatementError: ``file`` (of no kind that is known), ``headings`` (no form fits), ``long`` (too many lines),
        ``accounts`` (of several accounts)
    """
    if camt.is_message(content):
        return _message(content)
    rows = rows_of(content)
    for at, row in enumerate(rows[:_HEAD]):
        fitting = [(*_columns(row, layout), layout) for layout in layouts()]
        weight, columns, layout = max(fitting, key=lambda one: one[0])
        if weight:
            return _read(rows[at + 1 :], at + 2, columns, layout)
    raise NotAStatementError("headings")


def rows_of(content: bytes) -> list[list]:
    """All rows of a file, whatever kind it is.

    :raises NotAStatementError: ``file`` or ``long``
    """
    try:
        if content.startswith(b"PK"):
            book = load_workbook(BytesIO(content), read_only=True, data_only=True)
            rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True, max_row=MOST_LINES + 1)]
        elif content.startswith(bytes.fromhex("d0cf11e0")):
            book = xlrd.open_workbook(file_contents=content)
            sheet = book.sheets()[0]
            rows = [[_cell(book, cell) for cell in sheet.row(at)] for at in range(min(sheet.nrows, MOST_LINES + 1))]
        elif re.match(rb"\s*(\xef\xbb\xbf)?\s*<", content):
            rows = _page(content)
        else:
            rows = _text(content)
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        xlrd.XLRDError,
        KeyError,
        OSError,
        csv.Error,
        UnicodeError,
    ) as error:
        raise NotAStatementError("file") from error
    if len(rows) > MOST_LINES:
        raise NotAStatementError("long")
    return rows


def _cell(book, cell):
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, book.datemode)
    return cell.value


def _page(content: bytes) -> list[list]:
    """The rows of all tables of a page, in their order."""
    text = _decoded(content)
    page = html.document_fromstring(text)
    return [
        [" ".join(" ".join(cell.itertext()).split()) for cell in row.xpath("./td|./th")] for row in page.iter("tr")
    ][: MOST_LINES + 1]


def _text(content: bytes) -> list[list]:
    text = _decoded(content)
    head = "\n".join(text.splitlines()[:_HEAD])
    delimiter = max(";,\t|", key=head.count)
    if not head.count(delimiter):
        raise NotAStatementError("file")
    return [row for at, row in enumerate(csv.reader(StringIO(text), delimiter=delimiter)) if at <= MOST_LINES]


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    for encoding in _ENCODINGS:
        try:
            return unicodedata.normalize("NFC", content.decode(encoding))
        except UnicodeError:
            continue
    raise NotAStatementError("file")


def _columns(row: list, layout: dict) -> tuple[int, dict[str, int]]:
    """How well a row fits as the heading of a form, 0 if it does not, and where its columns stand. A heading may go on in
    another language; of two that fit the longer one is meant.
    """
    weight, found = 0, {}
    for at, cell in enumerate(row):
        words = normalise(str(cell or "").replace("/", " / "))
        fits = [
            (len(heading), name)
            for name in ("day", "credit", "debit", "memo", "reference")
            for heading in layout[name]
            if name not in found and (words == heading or words.startswith(f"{heading} "))
        ]
        if fits:
            length, name = max(fits)
            found[name] = at
            weight += length
    complete = all(name in found for name in _REQUIRED)
    return (weight, found) if complete else (0, {})


def _read(rows: list[list], first: int, columns: dict[str, int], layout: dict) -> Statement:
    entries, problems, seen = [], [], {}
    day = None
    for line, row in enumerate(rows, start=first):
        texts = {name: row[at] if at < len(row) else None for name, at in columns.items()}
        whole = normalise(" ".join(str(cell) for cell in row if cell not in (None, "")))
        if not whole:
            continue
        if any(whole.startswith(stop) for stop in layout["stop"]):
            break
        if _is_blank(texts.get("credit")) and _is_blank(texts.get("debit")):
            # the balance at the beginning, a page's foot
            continue
        if not _is_blank(texts["day"]):
            day = day_of(texts["day"])
            if not day:
                problems.append(Problem(line, "day", str(texts["day"])))
                continue
        if not day:
            problems.append(Problem(line, "day", ""))
            continue
        amounts = {name: amount_of(texts.get(name)) for name in ("credit", "debit")}
        wrong = next((name for name, amount in amounts.items() if amount is None), None)
        if wrong:
            problems.append(Problem(line, "amount", str(texts[wrong])))
            continue
        amount = amounts["credit"] - abs(amounts["debit"])
        if not amount:
            continue
        memo = " ".join(str(texts["memo"] or "").split())
        reference = reference_of(texts.get("reference"))
        same = (day, amount, normalise(memo), reference)
        seen[same] = seen.get(same, 0) + 1
        entries.append(Entry(day, amount, memo, reference, seen[same], line))
    return Statement(layout["name"], tuple(entries), tuple(problems))


def _message(content: bytes) -> Statement:
    """What a camt.053 says. Amounts are in đồng, or they are a problem."""
    try:
        account, told = camt.read(content)
    except camt.NoMessageError as error:
        raise NotAStatementError(error.args[0]) from error
    if len(told) > MOST_LINES:
        raise NotAStatementError("long")
    entries, problems, seen = [], [], {}
    for line, one in enumerate(told, start=1):
        day, amount = camt.day_of(one.day), amount_of(one.amount)
        if not day or amount is None or one.currency != "VND":
            wrong = ("day", one.day) if not day else ("amount", f"{one.amount} {one.currency}")
            problems.append(Problem(line, *wrong))
        elif amount:
            same = (day, amount, normalise(one.memo), one.reference)
            seen[same] = seen.get(same, 0) + 1
            entries.append(Entry(day, amount, one.memo, one.reference, seen[same], line))
    return Statement("camt.053", tuple(entries), tuple(problems), account)


def _is_blank(value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def reference_of(value) -> str:
    """What a cell says as a text, without what a workbook has made of it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value or "").split())


def day_of(value) -> date | None:
    """The day that a cell says, None if it says none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    # the hour, a document's number may follow
    text = str(value).strip().split()[0] if str(value).strip() else ""
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def amount_of(value) -> int | None:
    """An amount in whole đồng; 0 for an empty cell, None for what is none. Text is never made a float."""
    if _is_blank(value):
        return 0
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return int(value) if value == int(value) else None
    text = re.sub(r"(?i)vnd|vnđ|đồng|đ|\s|\+", "", str(value))
    if text in ("-", "0"):
        return 0
    match = re.fullmatch(r"(-?)(\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+)(?:([.,])(0{1,2}))?", text)
    if not match:
        return None
    sign, whole, point, _zeros = match.groups()
    if point and point in whole:
        return None
    return int(sign + re.sub(r"[.,]", "", whole))
