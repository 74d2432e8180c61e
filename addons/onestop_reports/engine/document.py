"""A filled table with everything that is printed around it: what a workbook, a page and a text file are made of."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field

from .table import TOTAL, Filled, Table, column_words, words


@dataclass(frozen=True)
class Document:
    """A table ready to be printed.

    :ivar number: of the form, such as "Biểu số II.06a/VPCP/KSTT", or nothing
    :ivar issuer: the lines at the left of the head: superior body, agency
    :ivar title: title of the form
    :ivar subtitle: lines under the title: period, correction
    :ivar footer: such as "Số liệu tính đến ngày …"
    :ivar notes: what the words mean, which rows do not agree
    :ivar signers: pairs of title and hint, from the left
    :ivar weights: of the components of an index, by their code
    """

    table: Table
    filled: Filled
    title: str
    number: str = ""
    issuer: tuple[str, ...] = ()
    subtitle: tuple[str, ...] = ()
    footer: str = ""
    notes: tuple[str, ...] = ()
    signers: tuple[tuple[str, str], ...] = ()
    facts: dict = field(default_factory=dict)
    weights: dict = field(default_factory=dict)

    def rows(self):
        """The rows with the total at the end."""
        return [*self.filled.rows, self.filled.total]

    def text(self, column, row, number):
        """What stands in a cell that holds no figure."""
        if column.content == "number":
            return "" if row.key == TOTAL else str(number)
        if column.content == "note":
            wrong = [one.words for one in self.filled.findings if one.row == row.key]
            return "; ".join(filter(None, (row.note, *wrong)))
        return getattr(row, column.content)

    def cells(self):
        """Every row as it is read: a list of texts for each."""
        return [
            [
                self.text(column, row, number) if column.is_text else words(row.values[column.key])
                for column in self.table.columns
            ]
            for number, row in enumerate(self.rows(), 1)
        ]


def to_csv(document: Document) -> bytes:
    """The rows as text with a semicolon between them, as Excel in Vietnamese opens it; figures without separators."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column_words(column) for column in document.table.columns])
    for number, row in enumerate(document.rows(), 1):
        writer.writerow(
            [
                _harmless(document.text(column, row, number)) if column.is_text else _plain(row.values[column.key])
                for column in document.table.columns
            ]
        )
    return text.getvalue().encode("utf-8-sig")


def to_json(document: Document) -> bytes:
    """The table for another program: figures by the key of their column, rates as text."""
    said = {
        "report": document.table.name,
        "title": document.title,
        "subtitle": list(document.subtitle),
        "footer": document.footer,
        **document.facts,
        "columns": [
            {"key": column.key, "title": column_words(column)}
            for column in document.table.columns
            if not column.is_text
        ],
        "rows": [_row(document, row) for row in document.filled.rows],
        "total": _row(document, document.filled.total),
        "findings": [vars(one) for one in document.filled.findings],
        "notes": list(document.notes),
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _row(document, row):
    values = {
        column.key: row.values[column.key]
        if isinstance(row.values[column.key], int | None)
        else str(row.values[column.key])
        for column in document.table.columns
        if not column.is_text
    }
    return {"code": row.code, "label": row.label, "note": row.note, "values": values}


def _plain(value):
    return "" if value is None else words(value) if not isinstance(value, int) else str(value)


def _harmless(text):
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
