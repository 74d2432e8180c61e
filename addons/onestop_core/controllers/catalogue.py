from odoo import http
from odoo.http import content_disposition, request

from ..engine import catalogue_sheet

EXPORT_PATH = "/onestop/catalogue/export"
TEMPLATE_PATH = "/onestop/catalogue/template"

MIME_TYPES = {
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class CatalogueController(http.Controller):
    """The catalogue as a file, for those who may import one."""

    @http.route(f"{EXPORT_PATH}/<string:file_format>", type="http", auth="user", methods=["GET"], readonly=True)
    def export(self, file_format, **_ignored):
        """Download what is in force today.

        :param file_format: ``json`` or ``xlsx``
        :return: the file; 404 for another format, or for a user who does not keep the catalogue
        """
        self._check_user()
        if file_format not in MIME_TYPES:
            raise request.not_found()
        day = request.env["onestop.agency"]._today()
        content = request.env["onestop.procedure"]._catalogue_file(file_format)
        return self._file(content, f"thu-tuc-{day}.{file_format}", file_format)

    @http.route(TEMPLATE_PATH, type="http", auth="user", methods=["GET"], readonly=True)
    def template(self, **_ignored):
        """Download the workbook to fill in."""
        self._check_user()
        return self._file(catalogue_sheet.write_template(), "mau-thu-tuc.xlsx", "xlsx")

    @staticmethod
    def _check_user():
        if not request.env.user.has_group("onestop_core.group_manager"):
            raise request.not_found()

    @staticmethod
    def _file(content, name, file_format):
        headers = [
            ("Content-Type", MIME_TYPES[file_format]),
            ("Content-Disposition", content_disposition(name)),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ]
        return request.make_response(content, headers)
