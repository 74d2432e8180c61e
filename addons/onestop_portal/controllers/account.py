import re

from odoo import http
from odoo.exceptions import AccessDenied, UserError
from odoo.http import request

from .page import HOME_PATH, PortalPage

SIGN_IN_PATH = f"{HOME_PATH}/dang-nhap"
OWN_PATH = f"{HOME_PATH}/cua-toi"
HOUR = 3600
LINK = re.compile(r"([0-9]{1,9})-([a-z0-9]{32})")


class AccountController(PortalPage, http.Controller):
    """Signing in by a code, and what lies in an account."""

    @http.route(SIGN_IN_PATH, type="http", auth="public", methods=["GET"], sitemap=False)
    def sign_in_form(self, ve="", **_ignored):
        """Ask for a phone number or an e-mail address.

        :param ve: path to which whoever has signed in goes on
        """
        self._speak()
        if request.env.user._is_portal():
            return self._go(self._back_path(ve or OWN_PATH))
        return self._sign_in_page(ve)

    def _sign_in_page(self, back, typed="", wrong="", status=200):
        values = {"back_to": self._back_path(back), "typed": typed, "wrong": wrong}
        return self._page("sign_in", request.env._("Sign in"), values, status=status)

    @http.route(SIGN_IN_PATH, type="http", auth="public", methods=["POST"], sitemap=False)
    def send_code(self, contact="", ve="", **_ignored):
        """Send a code; the answer does not tell whether there is an account."""
        self._speak()
        entries = request.env["onestop.sign.in"]
        known = entries._read_contact(contact)
        if not known:
            wrong = request.env._("Enter a mobile phone number with ten digits, or an e-mail address.")
            return self._sign_in_page(ve, contact[:100], wrong, 422)
        per_address, per_contact = (self._number(name) for name in ("codes_per_address", "codes_per_contact"))
        wait = self._hit("sign_in", per_address, HOUR, ("sign_in_contact", known, per_contact))
        if wait:
            return self._too_often(wait)
        entry = entries._begin(known)
        back = self._back_path(ve)
        return self._go(f"{SIGN_IN_PATH}/{entry._link()}" + (f"?ve={back}" if back != HOME_PATH else ""))

    @staticmethod
    def _number(name):
        return request.env["onestop.settings"]._number(f"onestop_portal.{name}")

    @http.route(f"{SIGN_IN_PATH}/<string:link>", type="http", auth="public", methods=["GET"], sitemap=False)
    def code_form(self, link, ve="", **_ignored):
        """Ask for the code."""
        self._speak()
        entry = self._entry(link)
        return self._code_page(entry, ve) if entry else self._not_found()

    def _entry(self, link):
        known = LINK.fullmatch(link)
        return known and request.env["onestop.sign.in"]._find_by_link(int(known[1]), known[2])

    def _code_page(self, entry, back, wrong="", status=200):
        values = {
            "contact": entry.contact,
            "open": entry._is_open(),
            "back_to": self._back_path(back),
            "minutes": self._number("code_minutes"),
            "wrong": wrong,
        }
        return self._page("sign_in_code", request.env._("Enter the code"), values, status=status)

    @http.route(f"{SIGN_IN_PATH}/<string:link>", type="http", auth="public", methods=["POST"], sitemap=False)
    def enter_code(self, link, code="", ve="", **_ignored):
        """Sign in with the code; whoever comes for the first time gets an account."""
        self._speak()
        entry = self._entry(link)
        if not entry:
            return self._not_found()
        if not entry._prove(code):
            wrong = request.env._("This is not the code. Look at the last message, digit by digit.")
            return self._code_page(entry, ve, wrong if entry._is_open() else "", 403)
        try:
            user = request.env["res.users"]._citizen_account(entry.contact)
            request.session.authenticate(
                request.env,
                {"type": "onestop_code", "login": user.login, "entry": entry.with_env(request.env(su=True))},
            )
        except (AccessDenied, UserError) as error:
            return self._sign_in_page(ve, "", str(error), 403)
        return self._go(self._back_path(ve) if ve else OWN_PATH)

    @http.route(f"{HOME_PATH}/dang-xuat", type="http", auth="public", methods=["POST"], sitemap=False)
    def sign_out(self, **_ignored):
        """End the session."""
        request.session.logout(keep_db=True)
        return self._go(HOME_PATH)

    # ------------------------------------------------------------------ what lies in the account

    @http.route(OWN_PATH, type="http", auth="public", methods=["GET"], sitemap=False)
    def own(self, **_ignored):
        """Filings being prepared and dossiers of whoever is signed in."""
        self._speak()
        if not request.env.user._is_portal():
            return self._go(f"{SIGN_IN_PATH}?ve={OWN_PATH}")
        partner = request.env.user.partner_id.sudo()
        filings = request.env["onestop.filing"].sudo()
        dossiers = request.env["onestop.dossier"].sudo()
        values = {
            "partner": partner,
            "login": request.env.user.login,
            "proven": bool(partner.onestop_proven_at),
            "drafts": filings.search([("partner_id", "=", partner.id), ("dossier_id", "=", False)], limit=50),
            "dossiers": [
                {
                    "number": one.code or one.request_number,
                    "name": one._subject(),
                    "stage": one._lookup_stage(),
                    "due": one._lookup_moment(one.due_at),
                }
                for one in dossiers.search(
                    [("applicant_id", "=", partner.id), ("state", "!=", "draft")], order="id desc", limit=200
                )
            ],
        }
        return self._page("own", request.env._("My dossiers"), values)

    @http.route(f"{OWN_PATH}/xoa/<int:number>", type="http", auth="public", methods=["POST"], sitemap=False)
    def drop(self, number, **_ignored):
        """Throw away a filing of the account that has not been sent."""
        self._speak()
        user = request.env.user
        own = request.env["onestop.filing"].sudo().search([("partner_id", "=", user.partner_id.id)])
        filing = own.filtered(lambda one: one.id == number and not one.dossier_id)
        if not user._is_portal() or not filing:
            return self._not_found()
        filing.unlink()
        return self._go(OWN_PATH)
