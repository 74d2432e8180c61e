from odoo import http
from odoo.exceptions import UserError
from odoo.http import content_disposition, request

HEADERS = [
    ("Content-Type", "application/pdf"),
    ("X-Content-Type-Options", "nosniff"),
    # papers of citizens: not left in a cache of the browser or of a proxy
    ("Cache-Control", "private, no-store"),
    ("Referrer-Policy", "no-referrer"),
]


class PrintsController(http.Controller):
    """Kept prints and previews of forms, for the staff. What is not in the user's sight does not exist: 404."""

    @http.route("/onestop/print/<int:print_id>", type="http", auth="user", methods=["GET"])
    def show(self, print_id, **_ignored):
        """The PDF as it was printed; of a copy, its original. The dossier's history says who looked.

        :return: the PDF; 423 with the reason in words if it was changed
        """
        row = self._find("onestop.print", print_id)
        try:
            content = row._content()
        except UserError as error:
            return self._refusal(error, 423)
        row._log_view()
        return self._show(content, f"{row.name}.pdf")

    @http.route("/onestop/form/<int:form_id>/preview", type="http", auth="user", methods=["GET"], readonly=True)
    def preview(self, form_id, **_ignored):
        """A form as it will be printed, about a made-up dossier; 422 with the reason in words if there is none."""
        form = self._find("onestop.form", form_id)
        try:
            content = form._preview()
        except UserError as error:
            return self._refusal(error, 422)
        return self._show(content, f"{form.name}.pdf")

    @staticmethod
    def _find(model, record_id):
        """The record, if it is in the user's sight; else 404, also for whoever may see none at all."""
        records = request.env[model]
        record = records.has_access("read") and records.search([("id", "=", record_id)])
        if not record:
            raise request.not_found()
        return record

    @staticmethod
    def _show(content, name):
        disposition = content_disposition(name).replace("attachment", "inline", 1)
        return request.make_response(content, [*HEADERS, ("Content-Disposition", disposition)])

    @staticmethod
    def _refusal(refused, status):
        return request.make_response(
            str(refused), [("Content-Type", "text/plain; charset=utf-8"), *HEADERS[1:]], status=status
        )
