"""A table as a workbook: real merged headings, formulas in the cells that are computed, each with its value."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from .document import Document
from .table import TOTAL, Figure, Points, Rate, heading_cells, heading_rows

_FONT = {"font_name": "Times New Roman", "font_size": 11}
_GRID = {**_FONT, "border": 1, "valign": "vcenter"}
_PAPER = {"A3": 8, "A4": 9}


def write(document: Document) -> bytes:
    """The workbook.

    Formulas carry their values, because who opens the file in another program, or as a preview, computes nothing.
    """
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_calc_mode("auto")
    _Sheet(book, document).fill()
    book.close()
    return buffer.getvalue()


def _number(value: Decimal) -> str:
    """A number as a formula has it."""
    return f"{value.normalize():f}"


class _Sheet:
    def __init__(self, book, document):
        self.document, self.table = document, document.table
        self.sheet = book.add_worksheet("Báo cáo")
        self.last = len(self.table.columns) - 1

        def style(**more):
            return book.add_format({**_FONT, "text_wrap": True, **more})

        self.plain = style()
        self.bold = style(bold=True)
        self.small = style(font_size=10, italic=True)
        self.title = style(bold=True, font_size=14, align="center")
        self.centred = style(align="center")
        self.signer = style(bold=True, align="center")
        self.heading = book.add_format({**_GRID, "bold": True, "align": "center", "text_wrap": True})
        self.text = book.add_format({**_GRID, "text_wrap": True})
        self.text_total = book.add_format({**_GRID, "text_wrap": True, "bold": True})
        self.number = book.add_format({**_GRID, "num_format": "#,##0", "align": "right"})
        self.number_total = book.add_format({**_GRID, "num_format": "#,##0", "align": "right", "bold": True})
        # the printed form has 60, not 60,0; the comma is the reader's own
        self.rate = book.add_format({**_GRID, "num_format": "General", "align": "right"})
        self.rate_total = book.add_format({**_GRID, "num_format": "General", "align": "right", "bold": True})

    def fill(self):
        sheet, document = self.sheet, self.document
        sheet.set_landscape()
        sheet.set_paper(_PAPER[self.table.paper])
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        sheet.fit_to_pages(1, 0)
        for index, column in enumerate(self.table.columns):
            sheet.set_column(index, index, column.width)
        line = self._head()
        top = line
        for cell in heading_cells(self.table):
            self._merge(top + cell.row, cell.column, cell.height, cell.width, cell.text, self.heading)
        line = top + heading_rows(self.table)
        if self.table.numbered:
            for index in range(self.last + 1):
                self.sheet.write_string(line, index, f"({index + 1})", self.heading)
            line += 1
        sheet.repeat_rows(top, line - 1)
        sheet.freeze_panes(line, 2)
        first = line
        rows = document.rows()
        for number, row in enumerate(rows, 1):
            self._row(line, row, number, first)
            line += 1
        line += 1
        for text in filter(None, (document.footer and f"* {document.footer}", *document.notes)):
            self._wide(line, text, self.small)
            line += 1
        self._signers(line + 1)
        sheet.set_footer("&RTrang &P/&N")

    def _head(self):
        document, line = self.document, 0
        for text in filter(None, (document.number, *document.issuer)):
            self._wide(line, text, self.bold)
            line += 1
        self._wide(line, document.title.upper(), self.title)
        line += 1
        for text in document.subtitle:
            self._wide(line, text, self.centred)
            line += 1
        return line + 1

    def _wide(self, line, text, style):
        self._merge(line, 0, 1, self.last + 1, text, style)
        # Excel does not make a merged row higher by itself
        width = sum(column.width for column in self.table.columns)
        lines = -(-len(text) // max(1, int(width * 0.95)))
        self.sheet.set_row(line, max(15, 15 * lines) if style is not self.title else 20 * lines)

    def _merge(self, line, column, height, width, text, style):
        if height == width == 1:
            self.sheet.write_string(line, column, text, style)
        else:
            self.sheet.merge_range(line, column, line + height - 1, column + width - 1, "", style)
            self.sheet.write_string(line, column, text, style)

    def _row(self, line, row, number, first):
        total = row.key == TOTAL
        for index, column in enumerate(self.table.columns):
            content = column.content
            if column.is_text:
                style = self.text_total if total else self.text
                self.sheet.write_string(line, index, self.document.text(column, row, number), style)
                continue
            value = row.values[column.key]
            rate = isinstance(value, Decimal)
            style = (self.rate_total if rate else self.number_total) if total else self.rate if rate else self.number
            if value is None:
                self.sheet.write_string(line, index, "–", style)
            elif total and self.table.adds_up(column.key) and isinstance(content, Figure) and line > first:
                self._formula(line, index, f"=SUM({xl_range(first, index, line - 1, index)})", value, style)
            elif isinstance(content, Figure):
                self.sheet.write_number(line, index, value, style)
            else:
                self._formula(line, index, f"={self._expression(content, line)}", value, style)

    def _formula(self, line, index, text, value, style):
        self.sheet.write_formula(line, index, text, style, float(value) if isinstance(value, Decimal) else value)

    def _expression(self, formula, line):
        if isinstance(formula, Points):
            part, whole = self._expression(formula.part, line), self._expression(formula.whole, line)
            weight = self.document.weights[formula.component]
            share = f"MIN(1,({part})/({whole})/{_number(weight.full_at / 100)})"
            return f"IF(({whole})=0,{_number(weight.for_nothing)},ROUND({_number(weight.maximum)}*{share},2))"
        if isinstance(formula, Rate):
            part, whole = self._expression(formula.part, line), self._expression(formula.whole, line)
            empty = '"–"' if formula.empty is None else formula.empty
            return f"IF(({whole})=0,{empty},ROUND(({part})/({whole})*{formula.factor},{formula.digits}))"
        plus = "+".join(self._reference(key, line) for key in formula.plus)
        return "".join((plus, *(f"-{self._reference(key, line)}" for key in formula.minus)))

    def _reference(self, key, line):
        index = [column.key for column in self.table.columns].index(key)
        cell = xl_rowcol_to_cell(line, index)
        # a component that is not measured has a dash, which N() takes for nothing
        return f"N({cell})" if isinstance(self.table.columns[index].content, Points) else cell

    def _signers(self, line):
        """Who signs: one beside the other, spread over the width."""
        signers = self.document.signers
        if not signers:
            return
        share = (self.last + 1) // len(signers)
        for place, (title, hint) in enumerate(signers):
            begin = place * share
            self._merge(line, begin, 1, share, title, self.signer)
            self._merge(line + 1, begin, 1, share, hint, self.small)
