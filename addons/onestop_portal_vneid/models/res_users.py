import secrets

from odoo import api, models
from odoo.exceptions import AccessDenied, UserError

from ..engine import oidc


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def auth_oauth(self, provider, params):
        """Odoo's own flow takes an access token from the browser, whoever it was made for: not for citizens' identities."""
        if self.env["auth.oauth.provider"].sudo().browse(provider).onestop_oidc:
            raise AccessDenied()
        return super().auth_oauth(provider, params)

    @api.model
    def _onestop_eid_user(self, provider, key, person, level):
        """The citizen's account for whoever has signed in, made at the first time: free sign-up stays closed.

        Somebody whose identity was proven at a desk, and who has an account from there, comes to that one.

        :param key: lasting key of the person with the provider
        :param person: as ``engine.claims.take`` gives it
        :param level: of assurance, as the provider names it
        :return: ``(login, one-time credential)`` for the session
        :raises engine.oidc.Refused: the account is closed, or is none of a citizen, or the number is that of another
        """
        users = self.sudo().with_context(active_test=False)
        user = users.search([("oauth_provider_id", "=", provider.id), ("oauth_uid", "=", key)])
        # a level that nobody has asked for proves nothing
        number = person.get("identity") if provider.acr_accepted else ""
        if not user and number:
            user = self.env["res.partner"]._account_of(number).with_context(active_test=False).user_ids[:1]
        if user and (not user.active or not user._is_portal()):
            raise oidc.Refused("closed")
        if user.oauth_uid and user.oauth_uid != key:
            raise oidc.Refused("taken")
        if not user:
            login = f"vneid-{provider.id}-{secrets.token_hex(8)}"
            contact = {name: person[name] for name in ("email", "phone") if person.get(name)}
            user = users._make_citizen(login, person.get("name") or self.env._("Citizen"), **contact)
        credential = secrets.token_urlsafe(32)
        # not the provider's token, which opens the provider's doors: a secret of our own that opens this session alone
        user.write({"oauth_provider_id": provider.id, "oauth_uid": key, "oauth_access_token": credential})
        partner = user.partner_id
        known = {
            "onestop_birth_date": person.get("birth"),
            "onestop_sex": person.get("sex"),
            "name": person.get("name"),
        }
        partner.write({name: value for name, value in known.items() if value})
        if number:
            try:
                partner._prove_identity(number, "vneid", assurance=level)
            except UserError as error:
                raise oidc.Refused("taken") from error
        return user.login, credential
