import json

from odoo import http
from odoo.http import request

from .page import HOME_PATH, PortalPage


class PlaceController(PortalPage, http.Controller):
    """Communes to choose from while somebody types an address."""

    @http.route(f"{HOME_PATH}/don-vi", type="http", auth="public", methods=["GET"], readonly=True, save_session=False)
    def units(self, tim="", **_ignored):
        """The communes that a few typed words may mean, as JSON: a list of their full names."""
        query = "".join(filter(str.isprintable, tim))[:80]
        found = request.env["onestop.unit"]._find(query) if len(query) > 1 else ()
        return request.make_response(
            json.dumps([unit.label for unit in found], ensure_ascii=False),
            [
                ("Content-Type", "application/json; charset=utf-8"),
                ("Cache-Control", "public, max-age=3600"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
