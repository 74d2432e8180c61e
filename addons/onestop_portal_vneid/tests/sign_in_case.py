from urllib.parse import urlsplit

from odoo import http
from odoo.addons.onestop_core.tests.common import OnestopHttpCase

PATH = "/dich-vu-cong/dang-nhap/vneid"


class SignInCase(OnestopHttpCase):
    """A provider that is switched on, and a browser that is not signed in."""

    def switch_on(self, base, **more):
        self.env["ir.config_parameter"].set_param("web.base.url", self.base_url())
        self.provider = self.env.ref("onestop_portal_vneid.provider_vneid")
        self.provider.write(
            {
                "issuer": base,
                "client_id": "portal",
                "client_secret": "s3cret&/=",
                "auth_endpoint": f"{base}/auth",
                "token_endpoint": f"{base}/token",
                "jwks_uri": f"{base}/jwks",
                "validation_endpoint": f"{base}/userinfo",
                "acr_asked": "LoA2",
                "acr_accepted": "LoA2",
                "enabled": True,
                **more,
            }
        )
        self.authenticate(None, None)

    def begin(self, back=""):
        """Where the provider is."""
        answer = self.url_open(f"{PATH}?ve={back}", allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        return answer.headers["Location"]

    def come_back(self, location):
        parts = urlsplit(location)
        return self.url_open(f"{parts.path}?{parts.query}", allow_redirects=False)

    def account(self, key):
        return self.env["res.users"].search([("oauth_provider_id", "=", self.provider.id), ("oauth_uid", "=", key)])

    def signed_in(self):
        """The user of the browser's session."""
        return http.root.session_store.get(self.opener.cookies.get("session_id")).uid
