from urllib.parse import urlencode

from odoo import http
from odoo.http import request
from odoo.tools.misc import hash_sign, verify_hash_signed

from ..engine import visitor
from ..engine.codes import CODE_LENGTH, SLIP_PATH, agency_part
from ..models.forms.ir_http import HEADERS, POLICY
from ..models.forms.onestop_dossier_print import LOOKUP_PATH
from ..models.onestop_challenge import CHALLENGE_POLICY
from ..models.public.onestop_dossier_slip_token import KNOWN_HOURS

# Vietnamese first
LANGUAGES = {"vi": "vi_VN", "en": "en_US"}

# holds the pass of whoever came by the slip or by the last digits, for the public pages alone
COOKIE = "onestop_lookup"
# holds the code that a challenge was solved for
SOLVED_COOKIE = "onestop_lookup_solved"
SOLVED_HOURS = 1


class LookupController(http.Controller):
    """The public page on which a citizen sees how far a dossier is. No session; a script only with a challenge; a cookie
    only for whoever comes by the slip or by the last digits, or has solved a challenge.
    """

    @http.route(
        LOOKUP_PATH, type="http", auth="public", methods=["GET"], readonly=True, save_session=False, sitemap=False
    )
    def look_up(self, code="", lang="vi", **_ignored):
        """Show the form, and the dossier whose code was typed or scanned.

        :param code: dossier code or request number as a person types it, or the address in the slip's QR code
        :param lang: ``vi`` or ``en``
        :return: the page; 404 if there is no such dossier, 429 with a challenge if much was asked for lately
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
            if self._is_too_often(known):
                return self._challenge(values, known)
        dossier = dossiers._look_up(known, public_pass)
        if not dossier:
            return self._page({**values, "message": "not_found"}, 404)
        return self._page(self._with(values, dossier))

    @http.route(
        f"{SLIP_PATH}/<string:code>/<string:token>",
        type="http", auth="public", methods=["GET"], readonly=True, save_session=False, sitemap=False,
    )  # fmt: skip
    def from_slip(self, code, token, lang="vi", **_ignored):
        """What the QR code of a slip opens: keep a pass in the browser, and go on to an address without the token. Not
        counted: a token cannot be guessed, and what is wrong is answered alike.
        """
        dossiers = request.env["onestop.dossier"]
        known = dossiers._code_from_input(code)
        public_pass = dossiers._known_by_slip(known, token)
        if not public_pass:
            return self._page({**self._values("", lang), "message": "slip_ended"}, 404)
        return self._go_on(known, lang, COOKIE, public_pass, KNOWN_HOURS)

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
        if self._is_too_often(known):
            return self._challenge(values, known)
        public_pass, closed = dossiers._known_by_digits(known, digits)
        if public_pass:
            return self._go_on(known, lang, COOKIE, public_pass, KNOWN_HOURS)
        dossier = dossiers._look_up(known)
        if not dossier:
            return self._page({**values, "message": "not_found"}, 404)
        return self._page(
            {**self._with(values, dossier), "message": "digits_closed" if closed else "digits_wrong"}, 403
        )

    @http.route(
        f"{LOOKUP_PATH}/tiep-tuc",
        type="http", auth="public", methods=["POST"], csrf=False, save_session=False, sitemap=False,
    )  # fmt: skip
    def after_challenge(self, code="", altcha="", waited="", lang="vi", **_ignored):
        """Go on with the look-up for which a challenge was shown: its answer opens this code and no other."""
        known = request.env["onestop.dossier"]._code_from_input(code)
        passes, wait = request.env["onestop.challenge"]._passes(
            "look_up", known, request.httprequest.remote_addr, altcha, waited
        )
        if not passes:
            return self._challenge(self._values(code, lang), known, wait, waited if wait else "")
        solved = hash_sign(request.env(su=True), "onestop_core.lookup_solved", known, expiration_hours=SOLVED_HOURS)
        return self._go_on(known, lang, SOLVED_COOKIE, solved, SOLVED_HOURS)

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

    def _go_on(self, code, lang, cookie, value, hours):
        """Send the browser, with what it has earned, to an address that may be seen and kept."""
        query = urlencode({"code": code, **({"lang": lang} if lang == "en" else {})})
        response = request.redirect(f"{LOOKUP_PATH}?{query}", 303)
        response.headers.update(HEADERS)
        response.set_cookie(
            cookie, value, max_age=hours * 3600, path="/dich-vu-cong", httponly=True, samesite="Lax",
            secure=request.httprequest.scheme == "https",
        )  # fmt: skip
        return response

    def _is_too_often(self, code):
        """Count a look-up by code; whether so many were made lately that a challenge comes first: from one line, from its
        neighbourhood, of one agency, or of this code. Nobody is refused, since many people share an address.

        :param code: as ``_code_from_input`` returns it; what is no code tells nothing, and is not counted
        """
        if not code or self._has_solved(code):
            return False
        settings = request.env["onestop.settings"]
        address = request.httprequest.remote_addr
        subjects = {
            "address": visitor.line(address),
            "network": visitor.neighbourhood(address),
            "agency": agency_part(code),
            "code": code,
        }
        limits = {
            (f"lookup_{name}", subject): settings._number(f"onestop_core.lookup_limit_{name}")
            for name, subject in subjects.items()
        }
        return bool(
            request.env["onestop.rate.limit"]._hit(limits, settings._number("onestop_core.lookup_limit_seconds"))
        )

    @staticmethod
    def _has_solved(code):
        """Whether this browser has solved a challenge for the code."""
        cookie = request.cookies.get(SOLVED_COOKIE, "")
        try:
            return (
                bool(cookie) and verify_hash_signed(request.env(su=True), "onestop_core.lookup_solved", cookie) == code
            )
        except ValueError:
            # whatever a browser sends that is no pass
            return False

    def _challenge(self, values, code, wait=0, waited=""):
        """The page on which the browser works for a moment.

        :param wait: seconds that are missing on the slow way, which goes on with the token ``waited``
        """
        shown = request.env["onestop.challenge"]._of_form("look_up", code)
        if wait:
            shown |= {"wait": waited, "wait_seconds": wait}
        return self._page(
            {**values, "message": "challenge", "challenge": shown, "early": bool(wait)},
            429,
            {"Content-Security-Policy": f"{POLICY}; {CHALLENGE_POLICY}"},
        )

    def _page(self, values, status=200, headers=None):
        return request.render("onestop_core.lookup_page", values, status=status, headers={**HEADERS, **(headers or {})})
