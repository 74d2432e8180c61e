import json

from odoo import http
from odoo.addons.web.controllers import export, pivot
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import UnprocessableEntity
from xlsxwriter.exceptions import XlsxWriterException

# of a sheet: no table is wider, and Odoo writes as many cells, or blanks, as the browser says
_COLUMNS = 16_384
_SIZES = ("width", "height", "measure_count", "indent")
# what a spreadsheet computes, or follows, when a text begins so; Odoo itself marks "=", "-" and "+" in CSV
_CSV_FORMULA = ("@", "\t", "\r", "\n")
_XLSX_FORMULA = ("=", "{=", "http:", "https:", "ftp:", "mailto:", "internal:", "external:", "file:")


class _Texts:
    """Writes texts as texts: never as a formula, a number or a link."""

    def write(self, row, column, cell_value, style=None):
        if isinstance(cell_value, str):
            return self.worksheet.write_string(row, column, cell_value, style)
        return super().write(row, column, cell_value, style)


class TextXlsxWriter(_Texts, export.ExportXlsxWriter):
    """Odoo's export of a list."""


class TextGroupXlsxWriter(_Texts, export.GroupExportXlsxWriter):
    """Odoo's export of a grouped list."""


class TextExcelExport(export.ExcelExport):
    """What people wrote into a dossier is text in the workbook as well, also if it begins with “=”."""

    def from_data(self, fields, columns_headers, rows):
        with TextXlsxWriter(fields, columns_headers, len(rows)) as writer:
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    writer.write_cell(number, column, value)
        return writer.value

    def from_group_data(self, fields, columns_headers, groups):
        with TextGroupXlsxWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value


class TextCsvExport(export.CSVExport):
    """CSV has no kinds of cells: a text that a spreadsheet would compute with gets the mark of a text."""

    def from_data(self, fields, columns_headers, rows):
        rows = [[_text(value, _CSV_FORMULA) for value in row] for row in rows]
        # headings come from the browser, and Odoo leaves them as they are
        headers = [_text(header, ("=", "+", "-", *_CSV_FORMULA)) for header in columns_headers]
        return super().from_data(fields, headers, rows)


class TextPivot(pivot.TableExporter):
    """The same for pivot tables, whose cells come from the browser; Odoo writes the workbook, so texts are marked."""

    @http.route()
    def export_xlsx(self, data="", **kw):
        try:
            content = json.load(data) if isinstance(data, FileStorage) else json.loads(data)
            # the names of model and sheet are no cells
            content = _marked({name: each for name, each in content.items() if not isinstance(each, str)}) | {
                name: each for name, each in content.items() if isinstance(each, str)
            }
            return super().export_xlsx(json.dumps(content), **kw)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError, XlsxWriterException) as nonsense:
            # not what the web client sends
            raise UnprocessableEntity from nonsense


def _marked(value):
    if isinstance(value, dict):
        if any(isinstance(value.get(name), int | float) and value[name] > _COLUMNS for name in _SIZES):
            raise ValueError
        return {name: _marked(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_marked(each) for each in value]
    return _text(value, _XLSX_FORMULA)


def _text(value, formulas):
    """A text with the mark of a text, if a spreadsheet would take it for something else."""
    if isinstance(value, str) and value.lower().startswith(formulas):
        return f"'{value}"
    return value
