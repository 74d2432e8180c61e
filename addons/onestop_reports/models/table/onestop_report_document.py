from odoo import api, models
from odoo.addons.onestop_core.models.forms.ir_actions_report import render_pdf
from odoo.exceptions import UserError

from ...engine import document, workbook
from ...engine.table import TOTAL, Figure, Points, heading_cells, heading_rows, words

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


class OnestopReportTable(models.AbstractModel):
    """A filled table as a printed form, a file, or what the screen draws."""

    _inherit = "onestop.report.table"

    @api.model
    def _names(self):
        """Pairs of the name of a report, and its title, in the order of the names."""
        return sorted((name, table.title) for name, table in self._tables().items())

    @api.model
    def _made(self, name, agency, date_from, date_to, cut_off):
        """``(scope, document)`` of a report as its form wants it.

        :param agency: the agency at the top
        :raises UserError: there is no such report, or no form of it on that day, or the days are in no order
        :raises AccessError: the figures are not the user's to see
        """
        if name not in self._tables():
            raise UserError(self.env._("There is no report %s.", name))
        form = self.env["onestop.report.form"]._form(name, agency, cut_off)
        if not form:
            raise UserError(
                self.env._("The report %(name)s has no form on %(day)s.", name=name, day=f"{cut_off:%d/%m/%Y}")
            )
        scope = self._scope(name, form.meaning_id._meaning(date_from, date_to, cut_off), agency)
        return scope, self._document(scope, self._fill(scope), form)

    @api.model
    def _document(self, scope, filled, form, corrections=()):
        """``engine.document.Document`` of a table.

        :param form: the ``onestop.report.form`` that is printed
        :param corrections: lines that say what was corrected since the period was closed
        """
        superior, issuer = scope.top._letter_heading()
        meaning, table = scope.meaning, scope.table
        apart = [
            column.headings[-1]
            if len(column.headings) == 1
            else " - ".join(part for part in column.headings[1:] if part)
            for column in table.columns
            if isinstance(column.content, Figure) and not table.adds_up(column.key)
        ]
        notes = [form.note] if form.note else []
        notes += table.notes or meaning.footnotes()
        if table.rows == "month":
            notes.append("Các tháng không cộng dồn: hồ sơ chưa xong chuyển sang tháng sau; dòng cuối tính cho cả kỳ.")
        elif apart:
            notes.append(f"Không cộng dồn các dòng, dòng tổng mỗi đối tượng tính một lần: {'; '.join(apart)}.")
        weights = self._weights(scope)
        if weights:
            measured = {
                column.content.component for column in table.columns if isinstance(column.content, Points)
            } & weights.keys()
            most = sum(weights[code].maximum for code in measured)
            notes.append(
                f"Điểm làm tròn hai chữ số ở từng thành phần trước khi cộng; các thành phần đo được: {', '.join(sorted(measured))},"
                f" tối đa {words(most)} điểm trên 100. Thành phần khác lấy từ nguồn khác, không tính ở đây."
            )
        correction = f"BẢN ĐÍNH CHÍNH lần {len(corrections)}" if corrections else ""
        return document.Document(
            table,
            filled,
            title=form.name or table.title,
            number=form.number or "",
            issuer=tuple(line.upper() for line in (superior, issuer) if line),
            subtitle=tuple(filter(None, (correction, meaning.period_words()))),
            footer=meaning.cut_off_words(),
            notes=(*corrections, *notes),
            signers=form._signers(),
            facts={"agency": scope.top.code, "corrections": len(corrections), **meaning.as_dict()},
            weights=weights,
        )

    @api.model
    def _file(self, made, kind):
        """A document as the content of a file.

        :param kind: one of ``FORMATS``
        """
        return {
            "xlsx": workbook.write,
            "csv": document.to_csv,
            "json": document.to_json,
            "pdf": self._pdf,
        }[kind](made)

    @api.model
    def _pdf(self, made):
        html = self.env["ir.qweb"]._render(
            "onestop_reports.report_table", {"made": made, "layout": self._layout(made), "cells": made.cells()}
        )
        return render_pdf(self.env, [str(html)])

    @api.model
    def _layout(self, made):
        """The headings as rows of cells, and what each column looks like."""
        rows = [[] for _row in range(heading_rows(made.table))]
        for cell in heading_cells(made.table):
            rows[cell.row].append(
                {"text": cell.text, "colspan": cell.width, "rowspan": cell.height, "column": cell.column}
            )
        total = sum(column.width for column in made.table.columns)
        return {
            "headings": rows,
            "numbered": made.table.numbered,
            "columns": [
                {"key": column.key, "text": column.is_text, "centred": column.content == "number",
                 "width": f"{column.width * 100 / total:.2f}%"}
                for column in made.table.columns
            ],
        }  # fmt: skip

    @api.model
    def _screen(self, scope, made):
        """What the table on the screen is drawn from: headings, and rows of cells; a cell with a figure can be opened."""
        layout = self._layout(made)
        linked = {
            (one.row, one.identity) for one in made.filled.findings if scope.table.identities[one.identity].difference
        }
        rows = []
        for number, row in enumerate(made.rows(), 1):
            findings = [
                {"words": one.words, "identity": one.identity, "linked": (one.row, one.identity) in linked,
                 "left": words(one.left), "right": words(one.right)}
                for one in made.filled.findings
                if one.row == row.key
            ]  # fmt: skip
            rows.append(
                {
                    "key": row.key,
                    "total": row.key == TOTAL,
                    "findings": findings,
                    "cells": [
                        {
                            "key": column.key,
                            "text": (
                                (row.note if column.content == "note" else made.text(column, row, number))
                                if column.is_text
                                else words(row.values[column.key])
                            ),
                            "figure": not column.is_text and row.values[column.key] is not None,
                            "value": None
                            if column.is_text or row.values[column.key] is None
                            else float(row.values[column.key]),
                            "note": column.content == "note",
                        }
                        for column in scope.table.columns
                    ],
                }
            )
        return {
            **layout,
            "title": made.title,
            "number": made.number,
            "subtitle": list(made.subtitle),
            "footer": made.footer,
            "notes": list(made.notes),
            "rows": rows,
            "has_note": any(column.content == "note" for column in scope.table.columns),
        }
