"""Workbooks that the suite writes and somebody fills in with Excel: one sheet, whose first line are Vietnamese headings that
belong to the format. Only functions marked ``@examined`` call ``rows``."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from .text import normalise


class NotASheetError(ValueError):
    """The file is no workbook (``args[0]`` is ``xlsx``), or has not the headings of ours, which ``args[0]`` names."""


class Problem(NamedTuple):
    """What is wrong with a cell: ``line`` and ``column`` as Excel shows them, ``reason`` a code."""

    line: int
    column: str
    reason: str
    value: str


def rows(
    content: bytes, sheet: str, headings: dict[str, str], required: tuple[str, ...]
) -> tuple[dict[str, str], Iterator[tuple[int, dict]]]:
    """``(letters of the columns, lines)``: of each line that says something its number and the cells, both by the names of
    ``headings``.

    :param sheet: its title; the first one where none is called so
    :param required: without these headings it is none of ours
    :raises NotASheetError: see there
    """
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise NotASheetError("xlsx") from error
    lines = (book[sheet] if sheet in book.sheetnames else book.worksheets[0]).iter_rows(values_only=True)
    found = {normalise(str(cell)): index for index, cell in enumerate(next(lines, ())) if cell}
    columns = {name: found[normalise(word)] for name, word in headings.items() if normalise(word) in found}
    missing = [headings[name] for name in required if name not in columns]
    if missing:
        raise NotASheetError(", ".join(missing))
    return {name: get_column_letter(index + 1) for name, index in columns.items()}, _said(lines, columns)


def _said(lines, columns):
    for line, cells in enumerate(lines, start=2):
        values = {name: cells[index] if index < len(cells) else None for name, index in columns.items()}
        if any(value not in (None, "") for value in values.values()):
            yield line, values


def text(value) -> str:
    """What a cell says; Excel keeps a number that was typed, for instance a phone number without its zero, as a fraction."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def dress(sheet, headings: dict[str, str], widths: dict[str, int], frozen: str):
    """Give the first line of a sheet its look.

    :param widths: of the columns that are not as wide as the others, by the names of ``headings``
    :param frozen: the cell left of and above which nothing moves
    """
    for number, name in enumerate(headings, start=1):
        cell = sheet.cell(1, number)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(number)].width = widths.get(name, 16)
    sheet.freeze_panes = frozen
