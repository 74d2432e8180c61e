import time
from base64 import b64encode
from urllib.parse import quote, urlencode

import requests
from odoo import api, fields, models
from odoo.addons.onestop_core import http_call
from odoo.addons.onestop_core.models.onestop_sealed_mixin import sealed
from odoo.exceptions import ValidationError

from ..engine import claims, oidc

# seconds for one question to the provider
PATIENCE = 10
# seconds within which its keys are not asked for again, whatever tokens are sent
COOL_DOWN = 60
ADDRESSES = ("issuer", "auth_endpoint", "token_endpoint", "jwks_uri", "validation_endpoint")


class AuthOauthProvider(models.Model):
    """A provider of electronic identities that is spoken to by OpenID Connect's code flow. Odoo's own flow of such a provider
    is shut: it takes an access token from the browser, whoever it was made for.
    """

    _name = "auth.oauth.provider"
    _inherit = ["auth.oauth.provider", "onestop.sealed.mixin"]

    onestop_oidc = fields.Boolean(
        "Citizens' Identity",
        help="Citizens sign in on the portal by OpenID Connect; staff and Odoo's own sign-in are not concerned.",
    )
    issuer = fields.Char(help="As the provider writes itself into its tokens (iss).")
    token_endpoint = fields.Char("Token URL")
    jwks_uri = fields.Char("Keys URL")
    client_secret = sealed("client_secret", fields.Char, groups="base.group_system")
    algorithms = fields.Char("Signing Algorithms", default="RS256", help="Those that were agreed, parted by blanks.")
    check_nonce = fields.Boolean(
        "Nonce Is Sent Back", default=True,
        help="Off only for a provider that is known not to send it back: a token is then not bound to one sign-in.",
    )  # fmt: skip
    acr_asked = fields.Char("Level Asked", help="acr_values, e.g. LoA1.")
    acr_accepted = fields.Char(
        "Levels Accepted",
        help="Levels of assurance that suffice, parted by blanks. Empty: any; none then proves an identity.",
    )
    subject_claim = fields.Char(
        default="sub",
        help="What the provider calls the lasting key of a person, e.g. TechID; sub is checked in any case.",
    )
    claim_ids = fields.One2many("onestop.vneid.claim", "provider_id", "What Is Taken Over")
    keys_kept = fields.Json(readonly=True, copy=False)
    keys_asked_at = fields.Datetime(readonly=True, copy=False)

    @api.model
    def _sealed_fields(self):
        return (*super()._sealed_fields(), "client_secret")

    @api.constrains("onestop_oidc", "enabled", *ADDRESSES, "client_id", "algorithms")
    def _check_oidc(self):
        for provider in self.filtered(lambda one: one.onestop_oidc and one.enabled):
            empty = [name for name in (*ADDRESSES, "client_id") if not provider[name]]
            if empty:
                raise ValidationError(
                    self.env._(
                        "Before it is switched on, it needs: %s",
                        ", ".join(provider._fields[name].string for name in empty),
                    )
                )
            for name in ADDRESSES[1:]:
                if not http_call.may_call(provider[name]):
                    raise ValidationError(self.env._("%s is not an address that may be called.", provider[name]))
            unknown = set(provider.algorithms.split()) - set(oidc.ALGORITHMS) if provider.algorithms else {""}
            if unknown:
                raise ValidationError(self.env._("Choose signing algorithms among: %s", ", ".join(oidc.ALGORITHMS)))

    @api.model
    def _onestop_eid_provider(self):
        """The provider by which citizens sign in, with the rights to read it, or none."""
        return self.sudo().search([("onestop_oidc", "=", True), ("enabled", "=", True)], limit=1)

    # ------------------------------------------------------------------ a sign-in

    def _begin(self, redirect_uri):
        """``(address to which the browser goes, engine.oidc.Begun)`` of a new sign-in."""
        self.ensure_one()
        begun = oidc.begin()
        address = oidc.address(
            self.auth_endpoint, self.client_id, redirect_uri, self.scope or "openid", begun, self.acr_asked or ""
        )
        return address, begun

    def _finish(self, code, begun, redirect_uri):
        """Who has signed in, once everything that the provider says is believed.

        :param code: what the browser brought back
        :return: ``(lasting key of the person, {what: value} as engine.claims takes it, level)``
        :raises engine.oidc.Refused: and nothing is kept
        """
        self.ensure_one()
        answer = oidc.read_object(
            self._ask(
                "POST",
                self.token_endpoint,
                {
                    "grant_type": "authorization_code",
                    "code": code,
                    "redirect_uri": redirect_uri,
                    "client_id": self.client_id,
                    "code_verifier": begun.verifier,
                },
            )
        )
        token, access = answer.get("id_token"), answer.get("access_token")
        if not isinstance(token, str) or not isinstance(access, str):
            raise oidc.Refused("answer")
        said = self._believe(token, begun)
        person = oidc.read_object(self._ask("GET", self.validation_endpoint, bearer=access))
        oidc.check_person(said, person)
        told = {**said, **person}
        taken = claims.take(told, [(claim.name, claim.what) for claim in self.claim_ids.sorted()])
        level = taken.pop("level", None) or said.get("acr")
        oidc.check_level(level, tuple((self.acr_accepted or "").split()))
        key = told.get(self.subject_claim or "sub")
        if not isinstance(key, str) or not key:
            raise oidc.Refused("subject")
        return key, taken, level or ""

    def _believe(self, token, begun):
        expected = oidc.Expected(
            self.issuer, self.client_id, tuple(self.algorithms.split()), begun.nonce if self.check_nonce else ""
        )
        now = int(time.time())
        try:
            return oidc.check_token(token, self.keys_kept or {}, expected, now)
        except oidc.UnknownKey:
            self._ask_keys()
            return oidc.check_token(token, self.keys_kept or {}, expected, now)

    def _ask_keys(self):
        """Take the provider's keys anew, at most once in a while: a token is easily made that names an unknown one. What
        cannot be had leaves those that there are.
        """
        now = fields.Datetime.now()
        if self.keys_kept and self.keys_asked_at and (now - self.keys_asked_at).total_seconds() < COOL_DOWN:
            raise oidc.UnknownKey
        keys = oidc.read_keys(self._ask("GET", self.jwks_uri))
        self.sudo().write({"keys_kept": keys, "keys_asked_at": now})

    def _ask(self, method, url, form=None, *, bearer=""):
        """The body of an answer of the provider.

        :raises engine.oidc.Refused: there is none
        """
        headers = {"Accept": "application/json"}
        body = b""
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(form).encode()
            secret = self.sudo().client_secret
            if secret:
                pair = f"{quote(self.client_id, safe='')}:{quote(secret, safe='')}"
                headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
        if bearer:
            headers["Authorization"] = f"Bearer {bearer}"
        try:
            reply = http_call.call(method, url, headers=headers, body=body, timeout=PATIENCE)
        except requests.RequestException as error:
            raise oidc.Refused("unreachable") from error
        if reply.status != 200:
            raise oidc.Refused("code" if form is not None else "unreachable")
        return reply.text
