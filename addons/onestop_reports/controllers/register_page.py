import re

from odoo import http
from odoo.addons.onestop_core.controllers.lookup import HEADERS
from odoo.http import content_disposition, request

from ..models.showing.onestop_register_page import PAGE_PATH
from ..models.table.onestop_report_document import FORMATS

# asked so often from one address within a minute; whoever tries marks one after the other is stopped
MOST, SECONDS = 30, 60


class RegisterPage(http.Controller):
    """Registers as files, and the public page that says whether a printed page is whole."""

    @http.route('/onestop_reports/register/<int:book_id>.<any("xlsx","pdf"):kind>', type="http", auth="user")
    def register_file(self, book_id, kind):
        """A volume of a register as the user has chosen it; 404 for another's."""
        book = request.env["onestop.register.book"].browse(book_id).exists()
        # the rule of what is on a screen: that of whoever looks at it
        if not book or not book.has_access("read") or book.create_uid != request.env.user:
            raise request.not_found()
        if not request.env.user._sees_whole(book.agency_id):
            raise request.not_found()
        return request.make_response(
            book._file(kind),
            headers=[
                ("Content-Type", FORMATS[kind]),
                ("Content-Disposition", content_disposition(book._file_name(kind))),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )

    @http.route("/onestop_reports/export/<int:export_id>", type="http", auth="user", readonly=True)
    def export_file(self, export_id):
        """What a job has made, for who asked for it; 404 for another's, and for what is kept no longer."""
        export = request.env["onestop.report.export"].browse(export_id).exists()
        if not export or not export.has_access("read") or export.state != "done":
            raise request.not_found()
        return request.make_response(
            export.sudo().attachment_id.raw,
            headers=[
                ("Content-Type", FORMATS[export.kind]),
                ("Content-Disposition", content_disposition(export.file_name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )

    @http.route(
        f"{PAGE_PATH}/<string:mark>",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        save_session=False,
        sitemap=False,
    )
    def verify(self, mark, **_ignored):
        """Say whether a printed page is ours, and whether its rows still say the same."""
        wait = request.env["onestop.rate.limit"]._hit(
            {("register_page", request.httprequest.remote_addr or ""): MOST}, SECONDS
        )
        if wait:
            return request.make_response("", status=429, headers=[("Retry-After", str(wait))])
        known = re.fullmatch(r"(\d{1,9})-([0-9a-f]{20})", mark)
        page = known and request.env["onestop.register.page"]._verify(int(known[1]), known[2])
        return request.render(
            "onestop_reports.register_page_public", {"page": page}, status=200 if page else 404, headers=HEADERS
        )
