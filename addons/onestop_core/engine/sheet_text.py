"""Texts in workbooks stay texts, whatever they look like: no program that opens one computes with what people wrote."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.cell import Cell


def set_text(cell, text: str) -> None:
    """Put a text into a cell of openpyxl. The file's format would drop carriage returns."""
    cell.value = text.replace("\r", "_x000D_")
    cell.data_type = "s"
    # so that it stays one when somebody edits the cell
    cell.quotePrefix = True


def append(sheet, values: Iterable) -> None:
    """Add a row to a sheet of openpyxl, its texts as texts."""
    sheet.append([_text_cell(sheet, value) if isinstance(value, str) else value for value in values])


def _text_cell(sheet, text):
    cell = Cell(sheet, 1, 1)
    set_text(cell, text)
    return cell
