from urllib.parse import unquote

from odoo import models
from odoo.http import request
from werkzeug.exceptions import NotFound

from ..catalogue.onestop_procedure_address import PROCEDURE_PATH
from .onestop_form_mixin import LOOKUP_PATH

# style and text; a page with a challenge adds the scripts it needs
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # the address holds the dossier code
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}

HOME_PATH = "/dich-vu-cong"


class IrHttp(models.AbstractModel):
    """What the public meets at an address that no controller serves: the way to what there is, in our words.

    Also at the two addresses that are printed, the home page and the page of a procedure to which the code of a posted
    sheet leads. They are served here, and not by a controller, so that a portal that has routes of its own for them
    simply takes them over.
    """

    _inherit = "ir.http"

    @classmethod
    def _match(cls, path_info):
        # no part of such an address is one that PostgreSQL could look for
        if "\x00" in path_info:
            raise NotFound
        return super()._match(path_info)

    @classmethod
    def _serve_fallback(cls):
        path = request.httprequest.path
        response = None if "\x00" in path else super()._serve_fallback()
        if response or request.httprequest.method not in ("GET", "HEAD"):
            return response
        page, values, status = cls._public_answer(request.env, path)
        return request.make_response(
            cls._public_html(request.env, page, values),
            [*HEADERS.items(), ("Content-Type", "text/html; charset=utf-8")],
            status=status,
        )

    @classmethod
    def _public_answer(cls, env, path):
        """``(page, its values, HTTP status)`` of what is said at an address that nobody else serves."""
        path = path.rstrip("/")
        if path == HOME_PATH:
            return "home", {}, 200
        if path.startswith(f"{PROCEDURE_PATH}/") and "\x00" not in unquote(path):
            procedure = env["onestop.procedure"].sudo()._published(unquote(path.removeprefix(f"{PROCEDURE_PATH}/")))
            if procedure:
                return "procedure", {"sheet": procedure._posting_values()}, 200
        return "not_found", {}, 404

    @classmethod
    def _public_html(cls, env, page, values):
        env = env(context={**env.context, "lang": env["res.lang"]._get_code("vi_VN")})
        values = {"page": page, "lookup_path": LOOKUP_PATH, "home_path": HOME_PATH, **values}
        return env["ir.qweb"]._render("onestop_core.public_page", values)

    @classmethod
    def _get_error_html(cls, env, code, values):
        """Pages of Odoo's own that are not there, or not for everybody, answer as an address does that nobody knows."""
        if code not in (403, 404):
            return super()._get_error_html(env, code, values)
        return code, cls._public_html(env, "not_found", {})
