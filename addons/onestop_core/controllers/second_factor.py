import segno
from odoo import http
from odoo.addons.auth_totp.controllers.home import Home
from odoo.exceptions import AccessDenied
from odoo.http import request

from ..engine import recovery
from ..models.administration.res_users_second_factor import ENROLMENT, ENROLMENT_PATH, RECOVERY

# holds the secret between showing it and the first code of the authenticator; on the server, never in a cookie
_SECRET = "onestop_enrolment_secret"


class SecondFactorController(Home):
    """Odoo's second step of signing in: setting up an authenticator where one is needed, and the recovery codes."""

    @http.route(ENROLMENT_PATH, type="http", auth="public", methods=["GET", "POST"], sitemap=False)
    def enrol(self, redirect="", code="", **_ignored):
        """Set up an authenticator, for whoever has given a right password and needs one; then the sign-in is complete.

        :param code: the six digits that the authenticator shows
        """
        if request.session.uid or not request.session.get("pre_uid"):
            return request.redirect("/web/login")
        user = request.env["res.users"].browse(request.session["pre_uid"])
        if user._mfa_type() != ENROLMENT:
            return request.redirect("/web/login")
        secret = request.session.get(_SECRET)
        if not secret:
            secret = request.session[_SECRET] = user._new_totp_secret()
        error = ""
        if request.httprequest.method == "POST":
            with user._assert_can_auth(user=user.id):
                digits = "".join(filter(str.isdecimal, code))
                codes = user.with_user(user)._enrol(secret, int(digits)) if 0 < len(digits) <= 9 else []
            if codes:
                request.session.pop(_SECRET)
                self._complete()
                return self._page("onestop_core.second_factor_codes", codes=codes, redirect=redirect)
            error = request.env._("This is not the code that the authenticator shows now. Look at it again.")
        address = user.sudo()._totp_address(secret, request.httprequest.host.split(":", 1)[0])
        return self._page(
            "onestop_core.second_factor_enrolment",
            picture=segno.make(address, micro=False).png_data_uri(scale=5, border=2),
            secret=" ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
            error=error,
            redirect=redirect,
        )

    @http.route()
    def web_totp(self, redirect=None, **kwargs):
        """As Odoo's; takes a recovery code in the place of the six digits."""
        code = recovery.clean(kwargs.get("totp_token"))
        waiting = not request.session.uid and request.session.get("pre_uid")
        if not (code and waiting and request.httprequest.method == "POST"):
            return super().web_totp(redirect, **kwargs)
        user = request.env["res.users"].browse(waiting)
        try:
            with user._assert_can_auth(user=user.id):
                user._check_credentials({"type": RECOVERY, "token": code}, {"interactive": True})
        except AccessDenied as refused:
            return self._page("auth_totp.auth_totp_form", user=user, error=str(refused), redirect=redirect)
        self._complete()
        return request.redirect(self._login_redirect(request.session.uid, redirect=redirect))

    @staticmethod
    def _complete():
        """Make the half of a sign-in a whole one."""
        request.session.finalize(request.env)
        request.update_env(user=request.session.uid)
        request.update_context(**request.session.context)

    @staticmethod
    def _page(template, **values):
        request.session.touch()
        return request.render(template, values, headers={"Cache-Control": "no-store", "X-Frame-Options": "DENY"})
