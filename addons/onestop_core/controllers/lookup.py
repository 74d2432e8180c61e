from ipaddress import ip_address, ip_network
from urllib.parse import urlencode

from odoo import http
from odoo.http import request

from ..engine.codes import CODE_LENGTH
from ..models.forms.onestop_dossier_print import LOOKUP_PATH

# most look-ups in a window; each is a setting of the name "onestop_core.lookup_limit_…"

HEADERS = {
    # no script at all; the page is style and text
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # the address holds the dossier code
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}
# Vietnamese first
LANGUAGES = {"vi": "vi_VN", "en": "en_US"}


class LookupController(http.Controller):
    """The public page on which a citizen sees how far a dossier is. No session, no cookie, no script."""

    @http.route(
        LOOKUP_PATH, type="http", auth="public", methods=["GET"], readonly=True, save_session=False, sitemap=False
    )
    def look_up(self, code="", lang="vi", **_ignored):
        """Show the form, and the dossier whose code was typed or scanned.

        :param code: dossier code as a person types it, or the address that stands in the slip's QR code
        :param lang: ``vi`` or ``en``
        :return: the page; 404 if there is no such dossier, 429 if it was asked for too often
        """
        lang = lang if lang in LANGUAGES else "vi"
        request.update_context(lang=request.env["res.lang"]._get_code(LANGUAGES[lang]))
        typed = "".join(filter(str.isprintable, code))[:CODE_LENGTH]
        other_language = urlencode({"code": typed, "lang": "en" if lang == "vi" else "vi"})
        values = {
            "page_lang": lang,
            "title": request.env._("Dossier Look-up"),
            "other_language": f"{LOOKUP_PATH}?{other_language}",
            "path": LOOKUP_PATH,
            "typed": typed,
            "dossier": None,
            "message": "",
        }
        if not code.strip():
            return self._page(values)
        wait = self._count(code)
        if wait:
            return self._page({**values, "message": "too_often", "wait": wait}, 429, {"Retry-After": str(wait)})
        dossiers = request.env["onestop.dossier"]
        dossier = dossiers._look_up(dossiers._code_from_input(code))
        if not dossier:
            return self._page({**values, "message": "not_found"}, 404)
        title = f"{dossier['code']} – {values['title']}"
        return self._page({**values, "title": title, "typed": dossier["code"], "dossier": dossier})

    def _count(self, code):
        """Count the look-up for the visitor's address and for the code; seconds to wait, 0 if it is allowed."""
        settings = request.env["onestop.settings"]
        limits = {
            name: settings._number(f"onestop_core.lookup_limit_{name}") for name in ("address", "code", "seconds")
        }
        subjects = {("lookup_address", self._network(request.httprequest.remote_addr)): limits["address"]}
        known = request.env["onestop.dossier"]._code_from_input(code)
        if known:
            subjects["lookup_code", known] = limits["code"]
        return request.env["onestop.rate.limit"]._hit(subjects, limits["seconds"])

    def _network(self, address):
        """The address, of version 6 the part that belongs to one line: its holder owns all addresses below."""
        try:
            known = ip_address(address or "")
        except ValueError:
            # a socket of this machine, or whatever a proxy calls the visitor
            return address or ""
        return str(known if known.version == 4 else ip_network((known, 64), strict=False))

    def _page(self, values, status=200, headers=None):
        return request.render("onestop_core.lookup_page", values, status=status, headers={**HEADERS, **(headers or {})})
