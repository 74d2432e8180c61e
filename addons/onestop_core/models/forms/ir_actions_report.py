import io
import logging

from odoo import api, fields, models

from ...engine import pdf
from ...examination import addon_folders, examine

_logger = logging.getLogger(__name__)

STYLESHEET = "/onestop_core/static/src/report/document.css"


def render_pdf(env, documents):
    """HTML texts as one PDF, laid out in a process of its own.

    :param documents: list of complete HTML texts
    :raises UserError: it takes too long
    """
    return examine(env, pdf.render, documents, addon_folders())


class IrActionsReport(models.Model):
    """A second engine for PDF reports: WeasyPrint, for documents with exact margins and page numbers.

    A report of this engine needs no wkhtmltopdf, on the server or in the eyes of the web client
    (``static/src/report/weasyprint_report_handler.js``).
    """

    _inherit = "ir.actions.report"

    pdf_engine = fields.Selection(
        [("wkhtmltopdf", "wkhtmltopdf"), ("weasyprint", "WeasyPrint")],
        string="PDF Engine",
        required=True,
        default="wkhtmltopdf",
    )

    def _get_readable_fields(self):
        # the web client chooses its way of downloading by it
        return super()._get_readable_fields() | {"pdf_engine"}

    def report_action(self, docids, data=None, config=True):
        if self.pdf_engine != "weasyprint":
            return super().report_action(docids, data=data, config=config)
        # the company's document layout, which Odoo would have an administrator set up first, is not used
        return super().report_action(docids, data=data, config=False) | {"pdf_engine": "weasyprint"}

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        report = self._get_report(report_ref)
        if report.pdf_engine != "weasyprint":
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)
        self._warn_of_fonts()
        data = dict(data or {}, report_type="pdf")
        if not res_ids:
            return {False: {"stream": self._weasyprint_stream(report, [], data), "attachment": None}}
        records = self.env[report.model].browse(dict.fromkeys(res_ids))
        self._check_printable(report, records)
        streams = {record.id: self._weasyprint_record_stream(report, record, data) for record in records}
        self._log_print(report, records)
        return streams

    def _render_qweb_html(self, report_ref, docids, data=None):
        return self._rendered(super()._render_qweb_html, report_ref, docids, data)

    def _render_qweb_text(self, report_ref, docids, data=None):
        return self._rendered(super()._render_qweb_text, report_ref, docids, data)

    def _rendered(self, render, report_ref, docids, data):
        """What Odoo renders, for whoever may print it: the same checks and the same trace for every form it gives out."""
        report = self._get_report(report_ref)
        records = self.env[report.model].browse(docids or [])
        self._check_printable(report, records)
        result = render(report_ref, docids, data=data)
        self._log_print(report, records)
        return result

    @api.model
    def _check_printable(self, report, records):
        """Raise unless the user may print these records; a template that looks further than its reader asks nobody."""
        if records._name.startswith("onestop."):
            records.check_access("read")
        if isinstance(records, self.env.registry["onestop.form.mixin"]):
            for record in records:
                record._check_printable(report)

    @api.model
    def _log_print(self, report, records):
        if isinstance(records, self.env.registry["onestop.form.mixin"]):
            for record in records:
                record._log_print(report)

    def _weasyprint_record_stream(self, report, record, data):
        """One PDF for one record: the kept or stored one where there is one, else a new one."""
        printed = record._printed(report) if isinstance(record, self.env.registry["onestop.form.mixin"]) else None
        if printed:
            content = self.env["onestop.print"]._issue(
                printed, report, lambda: self._weasyprint_stream(report, record.ids, data).getvalue()
            )
            return {"stream": io.BytesIO(content), "attachment": None}
        keep = report.attachment and not self.env.context.get("report_pdf_no_attachment")
        attachment = report.retrieve_attachment(record) if keep else None
        if attachment and report.attachment_use:
            return {"stream": io.BytesIO(attachment.raw), "attachment": attachment}
        return {"stream": self._weasyprint_stream(report, record.ids, data), "attachment": attachment}

    def _preview(self, record):
        """PDF of a record that need not be stored, marked as good for nothing. Nothing is kept or logged."""
        self.ensure_one()
        html = self.with_context(debug=False)._render_template(
            self.report_name, {"docs": record, "doc_ids": record.ids, "doc_model": self.model, "copy_name": ""}
        )
        content = render_pdf(self.env, [html.decode()])
        return examine(self.env, pdf.stamp, content, "Bản xem thử, không có giá trị sử dụng", "XEM THỬ")

    def _weasyprint_stream(self, report, res_ids, data):
        copies = [""]
        records = self.env[report.model].browse(res_ids)
        if isinstance(records, self.env.registry["onestop.form.mixin"]) and records:
            copies = records._print_copies(report)
        # the templates are laid out for reading, not for editing in the browser
        renderer = self.with_context(debug=False)
        documents = [
            renderer._render_template(
                report.report_name, renderer._get_rendering_context(report, res_ids, dict(data, copy_name=copy))
            ).decode()
            for copy in copies
        ]
        return io.BytesIO(render_pdf(self.env, documents))

    _fonts_checked = False

    @api.model
    def _warn_of_fonts(self):
        """Say once per process if the machine lacks a font for Vietnamese: a page is printed all the same."""
        if IrActionsReport._fonts_checked:
            return
        IrActionsReport._fonts_checked = True
        mixed = examine(self.env, pdf.mixed_fonts, STYLESHEET, addon_folders())
        if mixed:
            _logger.warning(
                "The font of printed documents lacks Vietnamese letters, so that pages mix %s. "
                "Install Tinos (fonts-croscore) or Liberation 2 (fonts-liberation2).",
                ", ".join(mixed),
            )
