from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request

from ..engine import history
from ..models.table.onestop_report_document import FORMATS


class ReportFile(http.Controller):
    """Reports as files; 404 for another's and for none alike."""

    @http.route(
        '/onestop_reports/view/<int:view_id>.<any("xlsx","pdf","csv","json"):kind>',
        type="http",
        auth="user",
        readonly=True,
    )
    def view_file(self, view_id, kind):
        """The report that the user has on the screen."""
        view = self._found("onestop.report.view", view_id)
        try:
            _scope, made = view._made()
        except AccessError:
            raise request.not_found() from None
        except UserError as error:
            return request.make_response(
                str(error), headers=[("Content-Type", "text/plain; charset=utf-8")], status=409
            )
        if not made:
            raise request.not_found()
        return self._answer(made, kind, view._file_name())

    @http.route(
        '/onestop_reports/closing/<int:closing_id>.<any("xlsx","pdf","csv","json"):kind>',
        type="http",
        auth="user",
        readonly=True,
    )
    def closing_file(self, closing_id, kind):
        """A closed report, as corrected."""
        closing = self._found("onestop.report.closing", closing_id)
        return self._answer(closing._document(), kind, closing._file_name())

    @http.route("/onestop_reports/history-template.xlsx", type="http", auth="user", readonly=True)
    def history_template(self):
        """An empty file for the import of earlier dossiers."""
        if not request.env["onestop.history.import"].has_access("create"):
            raise request.not_found()
        return request.make_response(
            history.template(),
            headers=[("Content-Type", FORMATS["xlsx"]), ("Content-Disposition", content_disposition("ho-so-cu.xlsx"))],
        )

    def _found(self, model, record_id):
        record = request.env[model].browse(record_id).exists()
        if not record or not record.has_access("read"):
            raise request.not_found()
        # what is on a screen is that of whoever looks at it
        if record._transient and record.create_uid != request.env.user:
            raise request.not_found()
        return record

    def _answer(self, made, kind, name):
        return request.make_response(
            request.env["onestop.report.table"]._file(made, kind),
            headers=[
                ("Content-Type", FORMATS[kind]),
                ("Content-Disposition", content_disposition(f"{name}.{kind}")),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
