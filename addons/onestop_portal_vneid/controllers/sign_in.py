"""Signing in with an electronic identity, by OpenID Connect."""

import hmac
import logging
import time

from odoo import http
from odoo.addons.auth_oauth.controllers.main import OAuthLogin
from odoo.addons.onestop_portal.controllers.page import PortalPage
from odoo.http import request

from ..engine import oidc

_logger = logging.getLogger(__name__)

PATH = "/dich-vu-cong/dang-nhap/vneid"
KEPT = "onestop_oidc"
# sign-ins that one browser may have begun at a time, in several windows
MOST_BEGUN = 5
# begun or finished by one address within ten minutes
LIMIT = (40, 600)


class PortalVneid(http.Controller, PortalPage):
    @http.route(PATH, type="http", auth="public", methods=["GET"], sitemap=False)
    def begin(self, ve="", **_more):
        """Send the browser to the provider."""
        self._speak()
        wait = self._hit("vneid", *LIMIT)
        if wait:
            return self._too_often(wait)
        provider = request.env["auth.oauth.provider"]._onestop_eid_provider()
        if not provider:
            return self._not_found()
        address, begun = provider._begin(self._return_address())
        kept = [one for one in request.session.get(KEPT, ()) if one["at"] > time.time() - oidc.PATIENCE]
        entry = {**vars(begun), "at": time.time(), "back": self._back_path(ve), "provider": provider.id}
        request.session[KEPT] = [*kept, entry][-MOST_BEGUN:]
        response = request.redirect(address, 303, local=False)
        response.headers["Cache-Control"] = "no-store"
        return response

    @http.route(f"{PATH}/ve", type="http", auth="public", methods=["GET"], sitemap=False, readonly=False)
    def finish(self, state="", code="", error="", **_more):
        """The browser comes back: believe what it brings, or say what to do."""
        self._speak()
        wait = self._hit("vneid", *LIMIT)
        if wait:
            return self._too_often(wait)
        try:
            entry = self._take(state)
            provider = request.env["auth.oauth.provider"]._onestop_eid_provider()
            if not provider or provider.id != entry["provider"]:
                raise oidc.Refused("begun")
            if error or not code:
                raise oidc.Refused("cancelled" if error == "access_denied" else "answer")
            begun = oidc.Begun(entry["state"], entry["nonce"], entry["verifier"])
            key, person, level = provider._finish(code, begun, self._return_address())
            with request.env.cr.savepoint():
                login, credential = request.env["res.users"]._onestop_eid_user(provider, key, person, level)
        except oidc.Refused as refused:
            # neither what was sent nor who it was is written
            cause = type(refused.__cause__).__name__ if refused.__cause__ else "-"
            _logger.info("A sign-in with an electronic identity was refused: %s (%s)", refused.code, cause)
            title = request.env._("You are not signed in")
            words = self._words(refused.code)
            return self._page("onestop_portal_vneid.refused", title, {"words": words, "again": PATH}, status=403)
        request.session.authenticate(request.env, {"login": login, "token": credential, "type": "oauth_token"})
        return self._go(entry["back"])

    def _return_address(self):
        base = request.env["ir.config_parameter"].sudo().get_param("web.base.url")
        return f"{base}{PATH}/ve"

    def _take(self, state):
        """What this browser has begun under ``state``; each can be finished once.

        :raises engine.oidc.Refused: nothing was begun here, or too long ago
        """
        kept = request.session.get(KEPT, [])
        found = [one for one in kept if hmac.compare_digest(one["state"].encode(), state.encode())]
        request.session[KEPT] = [one for one in kept if one not in found]
        if not found or found[0]["at"] < time.time() - oidc.PATIENCE:
            raise oidc.Refused("begun")
        return found[0]

    def _words(self, code):
        """What the citizen reads: what has happened, and what to do."""
        again = request.env._(
            "Please sign in once more. If it happens again, file without an account, or call the number below."
        )
        return {
            "begun": request.env._(
                "The sign-in took too long, or was begun in another window. Please begin once more."
            ),
            "cancelled": request.env._(
                "You have stopped the sign-in. You can begin once more, or file without an account."
            ),
            "code": request.env._(
                "VNeID did not confirm this sign-in; perhaps it was used already. Please begin once more."
            ),
            "unreachable": request.env._(
                "VNeID does not answer just now. Please try again in a few minutes, or file without an account."
            ),
            "level": request.env._(
                "This needs an account of a higher level. Have your VNeID account raised to level 2 at the police, or file without an account."
            ),
            "closed": request.env._("Your account here is closed. Please ask the one-stop shop."),
            "taken": request.env._(
                "This identity number belongs to another account. Please go to the one-stop shop with your identity card."
            ),
            "expired": request.env._(
                "The confirmation of VNeID was too old. Please look whether the clock of your device is right, and begin once more."
            ),
            "signature": request.env._("The confirmation was not signed by VNeID, so it is not believed. %s", again),
            "key": request.env._("The confirmation was signed with a key that VNeID has not published. %s", again),
            "algorithm": request.env._(
                "The confirmation was signed in a way that was not agreed, so it is not believed. %s", again
            ),
            "issuer": request.env._("The confirmation does not come from VNeID, so it is not believed. %s", again),
            "audience": request.env._("The confirmation was made for another site, so it is not believed. %s", again),
            "nonce": request.env._("The confirmation belongs to another sign-in, so it is not believed. %s", again),
            "subject": request.env._("VNeID told of two different persons, so nothing is believed. %s", again),
        }.get(code) or request.env._("The answer of VNeID could not be read. %s", again)


class OnestopOAuthLogin(OAuthLogin):
    def list_providers(self):
        """Citizens' identities are no way into the back office."""
        return [provider for provider in super().list_providers() if not provider["onestop_oidc"]]
