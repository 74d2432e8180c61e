"""Answers to one form as a workbook: a row for each dossier, a column for each question that anybody answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from odoo.addons.onestop_core.engine.sheet_text import append
from openpyxl import Workbook
from openpyxl.styles import Font


def write(first_heads: Sequence[str], rows: Iterable[tuple[Sequence[str], Mapping[str, tuple[str, str]]]]) -> bytes:
    """The workbook.

    :param first_heads: headings of the columns that identify a dossier
    :param rows: of each dossier the texts of those columns, and its answers as ``eform_reading.flat`` gives them
    """
    rows = list(rows)
    heads = {path: label for _first, told in rows for path, (label, _words) in told.items()}
    book = Workbook()
    sheet = book.active
    append(sheet, [*first_heads, *heads.values()])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for first, told in rows:
        append(sheet, [*first, *(told.get(path, ("", ""))[1] for path in heads)])
    sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return content.getvalue()
