from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..engine import visitor
from ..models.administration.onestop_staff_way_in import FIRST_SIGN_IN_PATH, PASSWORD_LENGTH
from ..models.forms.ir_http import HEADERS

# wrong codes within an hour: for one account, and from one address
TRIES_LOGIN = 5
TRIES_ADDRESS = 30
SECONDS = 3600


class FirstSignInController(http.Controller):
    """The page on which the holder of a new account types the one-time code of the sheet and chooses a password."""

    @http.route(FIRST_SIGN_IN_PATH, type="http", auth="public", methods=["GET"], sitemap=False)
    def form(self, **_ignored):
        return self._page({})

    @http.route(FIRST_SIGN_IN_PATH, type="http", auth="public", methods=["POST"], sitemap=False)
    def redeem(self, login="", code="", password="", again="", **_ignored):
        """Set the password and sign in.

        :return: the home page; the form with what is wrong (422 for the password, 403 for the code), 429 after too many
            tries
        """
        login = login.strip()[:64].lower()
        values = {"login": login}
        if len(password) < PASSWORD_LENGTH:
            return self._page({**values, "message": "short"}, 422)
        if password != again:
            return self._page({**values, "message": "differ"}, 422)
        limits = {
            ("first_code_address", visitor.line(request.httprequest.remote_addr)): TRIES_ADDRESS,
            ("first_code_login", login): TRIES_LOGIN,
        }
        wait = request.env["onestop.rate.limit"]._hit(limits, SECONDS)
        if wait:
            return self._page(
                {**values, "message": "too_often", "wait": -(-wait // 60)}, 429, {"Retry-After": str(wait)}
            )
        try:
            right = request.env["res.users"]._onestop_redeem(login, code[:64], password)
        except UserError as error:
            # what the password policy of the installation says
            return self._page({**values, "message": "policy", "policy": str(error)}, 422)
        if not right:
            return self._page({**values, "message": "wrong"}, 403)
        signed_in = request.session.authenticate(
            request.env, {"login": login, "password": password, "type": "password"}
        )
        user = request.env["res.users"].sudo().browse(signed_in["uid"])
        return request.redirect("/odoo" if request.session.uid else user._mfa_url(), 303)

    def _page(self, values, status=200, headers=None):
        lang = request.env["res.lang"]._get_code("vi_VN")
        request.update_context(lang=lang)
        values = {
            "login": "", "message": "", "path": FIRST_SIGN_IN_PATH, "length": PASSWORD_LENGTH, **values,
            "csrf": request.csrf_token(),
        }  # fmt: skip
        return request.render(
            "onestop_core.first_sign_in_page", values, status=status, headers={**HEADERS, **(headers or {})}
        )
