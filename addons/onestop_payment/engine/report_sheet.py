"""Tables of figures as workbooks: a title, what they are of, headings, rows, and a sum where one is meant."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from odoo.addons.onestop_core.engine.sheet_text import append
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

MONEY = "#,##0"


def table(
    title: str, remarks: Iterable[str], headings: list[tuple[str, int]], rows: Iterable[list], sums: Iterable[int] = ()
) -> bytes:
    """A workbook of one sheet.

    :param headings: ``(text, width)`` of each column
    :param rows: cells; whole numbers are numbers, all else texts or dates
    :param sums: numbers of the columns (from 1) that are added up under the table
    """
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    append(sheet, [title])
    sheet["A1"].font = Font(bold=True, size=14)
    for remark in remarks:
        append(sheet, [remark])
    append(sheet, [])
    append(sheet, [text for text, _width in headings])
    top = sheet.max_row
    for number, (_text, width) in enumerate(headings, start=1):
        cell = sheet.cell(top, number)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(number)].width = width
    totals = dict.fromkeys(sums, 0)
    for row in rows:
        append(sheet, row)
        for number in totals:
            totals[number] += row[number - 1] or 0
            sheet.cell(sheet.max_row, number).number_format = MONEY
    if totals:
        append(sheet, ["Cộng" if number == 1 else totals.get(number) for number in range(1, len(headings) + 1)])
        for cell in sheet[sheet.max_row]:
            cell.font = Font(bold=True)
            cell.number_format = MONEY
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    content = BytesIO()
    book.save(content)
    return content.getvalue()
