from ipaddress import ip_address, ip_network
from urllib.parse import urlencode

from odoo import http
from odoo.http import request

from ..engine.codes import CODE_LENGTH, SLIP_PATH
from ..models.dossier.onestop_dossier_slip_token import KNOWN_HOURS
from ..models.forms.onestop_dossier_print import LOOKUP_PATH

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


# holds the pass of whoever came by the slip or by the last digits, for the public pages alone
COOKIE = "onestop_lookup"


class LookupController(http.Controller):
    """The public page on which a citizen sees how far a dossier is. No session and no script; a cookie only for whoever
    comes by the slip or by the last digits.
    """

    @http.route(
        LOOKUP_PATH, type="http", auth="public", methods=["GET"], readonly=True, save_session=False, sitemap=False
    )
    def look_up(self, code="", lang="vi", **_ignored):
        """Show the form, and the dossier whose code was typed or scanned.

        :param code: dossier code or request number as a person types it, or the address in the slip's QR code
        :param lang: ``vi`` or ``en``
        :return: the page; 404 if there is no such dossier, 429 if it was asked for too often
        """
        values = self._values(code, lang)
        if not code.strip():
            return self._page(values)
        dossiers = request.env["onestop.dossier"]
        known = dossiers._code_from_input(code)
        public_pass = request.cookies.get(COOKIE, "")
        if not (public_pass and dossiers._find_public(known)._is_known_by(public_pass)):
            # whoever holds the slip meets no limit; everybody else is counted before anything is told
            public_pass = ""
            wait = self._count(code)
            if wait:
                return self._page({**values, "message": "too_often", "wait": wait}, 429, {"Retry-After": str(wait)})
        dossier = dossiers._look_up(known, public_pass)
        if not dossier:
            return self._page({**values, "message": "not_found"}, 404)
        return self._page(self._with(values, dossier))

    @http.route(
        f"{SLIP_PATH}/<string:code>/<string:token>",
        type="http", auth="public", methods=["GET"], readonly=True, save_session=False, sitemap=False,
    )  # fmt: skip
    def from_slip(self, code, token, lang="vi", **_ignored):
        """What the QR code of a slip opens: keep a pass in the browser, and go on to an address without the token."""
        dossiers = request.env["onestop.dossier"]
        known = dossiers._code_from_input(code)
        public_pass = dossiers._known_by_slip(known, token)
        if not public_pass:
            wait = self._count(code)
            if wait:
                values = {**self._values("", lang), "message": "too_often", "wait": wait}
                return self._page(values, 429, {"Retry-After": str(wait)})
            return self._page({**self._values("", lang), "message": "slip_ended"}, 404)
        return self._go_on(known, lang, public_pass)

    @http.route(
        LOOKUP_PATH, type="http", auth="public", methods=["POST"], csrf=False, save_session=False, sitemap=False
    )
    def by_digits(self, code="", digits="", lang="vi", **_ignored):
        """Show more to whoever knows the last four digits of the phone or identity number. Nothing is changed, so that a
        foreign page which sends the form gains nothing.
        """
        values = self._values(code, lang)
        dossiers = request.env["onestop.dossier"]
        known = dossiers._code_from_input(code)
        wait = self._count(code)
        if wait:
            return self._page({**values, "message": "too_often", "wait": wait}, 429, {"Retry-After": str(wait)})
        public_pass, closed = dossiers._known_by_digits(known, digits)
        if public_pass:
            return self._go_on(known, lang, public_pass)
        dossier = dossiers._look_up(known)
        if not dossier:
            return self._page({**values, "message": "not_found"}, 404)
        return self._page(
            {**self._with(values, dossier), "message": "digits_closed" if closed else "digits_wrong"}, 403
        )

    def _values(self, code, lang):
        lang = lang if lang in LANGUAGES else "vi"
        request.update_context(lang=request.env["res.lang"]._get_code(LANGUAGES[lang]))
        typed = "".join(filter(str.isprintable, code))[:CODE_LENGTH]
        other_language = urlencode({"code": typed, "lang": "en" if lang == "vi" else "vi"})
        return {
            "page_lang": lang,
            "title": request.env._("Dossier Look-up"),
            "other_language": f"{LOOKUP_PATH}?{other_language}",
            "path": LOOKUP_PATH,
            "typed": typed,
            "dossier": None,
            "message": "",
        }

    def _with(self, values, dossier):
        return {
            **values,
            "title": f"{dossier['code']} – {values['title']}",
            "typed": dossier["code"],
            "dossier": dossier,
        }

    def _go_on(self, code, lang, public_pass):
        """Send the browser, with its pass, to an address that may be seen and kept."""
        query = urlencode({"code": code, **({"lang": lang} if lang == "en" else {})})
        response = request.redirect(f"{LOOKUP_PATH}?{query}", 303)
        response.headers.update(HEADERS)
        response.set_cookie(
            COOKIE, public_pass, max_age=KNOWN_HOURS * 3600, path="/dich-vu-cong", httponly=True, samesite="Lax",
            secure=request.httprequest.scheme == "https",
        )  # fmt: skip
        return response

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
