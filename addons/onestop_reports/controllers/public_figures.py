from markupsafe import Markup
from odoo import fields, http
from odoo.addons.onestop_core.controllers.lookup import HEADERS
from odoo.http import request

from ..engine.svg import Series, bars
from ..engine.table import words

PATH = "/dich-vu-cong/so-lieu"


class PublicFigures(http.Controller):
    """The public page of figures: made each night, drawn by the server, without script or cookie."""

    @http.route(PATH, type="http", auth="public", methods=["GET"], readonly=True, save_session=False, sitemap=True)
    def figures(self, **_ignored):
        """Show the figures of the last twelve months."""
        made = request.env["onestop.report.public"].sudo().search([], limit=1)
        figures = made.figures
        values = {"figures": figures, "told": lambda number: words(number) if number else "dưới 10"}
        if figures:
            months = figures["months"]
            series = (
                Series("Tiếp nhận", tuple(one["taken"] for one in months)),
                Series("Đã giải quyết", tuple(one["done"] for one in months)),
                Series("Trực tuyến", tuple(one["online"] for one in months)),
            )
            title = "Hồ sơ tiếp nhận, đã giải quyết và trực tuyến theo tháng"
            # a drawing that escapes its texts itself
            chart = bars(title, tuple(one["label"] for one in months), series)
            values["chart"] = Markup(chart)  # nosec B704
            values["made"] = fields.Datetime.context_timestamp(made.with_context(tz="Asia/Ho_Chi_Minh"), made.made_at)
        return request.render(
            "onestop_reports.public_figures", values, headers={**HEADERS, "Cache-Control": "public, max-age=600"}
        )
