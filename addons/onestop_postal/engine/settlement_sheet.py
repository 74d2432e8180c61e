"""The table of the work done in a month as a workbook: form 08a of NĐ 11/2020/NĐ-CP, its amounts as formulas that anybody can check."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from odoo.addons.onestop_core.engine.sheet_text import append
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

HEADINGS = ("STT", "Nội dung công việc", "Đơn vị tính", "Số lượng", "Đơn giá", "Thành tiền")
WIDTHS = (6, 56, 18, 12, 16, 18)
MONEY = "#,##0"


def write(values: Mapping) -> bytes:
    """The workbook.

    :param values: ``agreement``, ``month``, ``agency``, ``operator``, ``rows`` (``name``, ``unit``, ``quantity``, ``unit_price``), ``vat``
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "Mẫu 08a"
    append(sheet, ["BẢNG XÁC ĐỊNH GIÁ TRỊ KHỐI LƯỢNG CÔNG VIỆC HOÀN THÀNH"])
    append(sheet, [f"Hợp đồng số {values['agreement']}, tháng {values['month']}"])
    append(sheet, [f"Bên A: {values['agency']}. Bên B: {values['operator']}"])
    append(sheet, HEADINGS)
    first = sheet.max_row + 1
    for number, row in enumerate(values["rows"], 1):
        append(sheet, [number, row["name"], row["unit"], row["quantity"], row["unit_price"]])
        sheet.cell(sheet.max_row, 6).value = f"=D{sheet.max_row}*E{sheet.max_row}"
    last = sheet.max_row
    for words, formula in (
        ("Cộng", f"=SUM(F{first}:F{last})" if values["rows"] else "=0"),
        ("Thuế giá trị gia tăng", values["vat"]),
        ("Số tiền đề nghị thanh toán", f"=F{last + 1}+F{last + 2}"),
    ):
        append(sheet, ["", words])
        sheet.cell(sheet.max_row, 6).value = formula
        sheet.cell(sheet.max_row, 2).font = Font(bold=True)
    for column, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    for line in sheet.iter_rows(min_row=first, max_row=sheet.max_row):
        line[1].alignment = Alignment(wrap_text=True, vertical="top")
        for cell in line[3:]:
            cell.number_format = MONEY
    for cell in (*sheet[1], *sheet[4]):
        cell.font = Font(bold=True)
    content = BytesIO()
    book.save(content)
    return content.getvalue()
