import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessDenied

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

        :param key: lasting key of the person with the provider
        :param person: as ``engine.claims.take`` gives it
        :return: ``(login, one-time credential)`` for the session
        :raises engine.oidc.Refused: the account is closed, or is none of a citizen
        """
        users = self.sudo().with_context(active_test=False, no_reset_password=True)
        user = users.search([("oauth_provider_id", "=", provider.id), ("oauth_uid", "=", key)])
        if user and (not user.active or not user._is_portal()):
            raise oidc.Refused("closed")
        credential = secrets.token_urlsafe(32)
        proven = bool(person.get("identity")) and bool(provider.acr_accepted)
        if proven:
            self._onestop_check_one_account(user, person["identity"])
        partner_vals = {
            "onestop_eid_level": level,
            "onestop_eid_at": fields.Datetime.now(),
            **self._onestop_person_vals(person, proven),
        }
        if not user:
            user = users.create(
                {
                    "name": person.get("name") or self.env._("Citizen"),
                    "login": f"vneid-{provider.id}-{secrets.token_hex(8)}",
                    "group_ids": [fields.Command.set(self.env.ref("base.group_portal").ids)],
                    "oauth_provider_id": provider.id,
                    "oauth_uid": key,
                    "email": person.get("email"),
                    "phone": person.get("phone"),
                }
            )
        elif person.get("name"):
            partner_vals["name"] = person["name"]
        user.partner_id.write(partner_vals)
        # not the provider's token, which opens the provider's doors: a secret of our own that opens this session alone
        user.oauth_access_token = credential
        return user.login, credential

    @api.model
    def _onestop_person_vals(self, person, proven):
        vals = {"onestop_birth_date": person.get("birth"), "onestop_sex": person.get("sex")}
        if proven:
            vals |= {"onestop_identity_number": person["identity"], "onestop_identity_proven": True}
        return {name: value for name, value in vals.items() if value}

    @api.model
    def _onestop_check_one_account(self, user, number):
        """A number belongs to one account, and an account to one number, once it is proven."""
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        others = partners.search(
            [
                ("onestop_identity_number", "=", number),
                ("onestop_identity_proven", "=", True),
                ("id", "!=", user.partner_id.id),
            ]
        )
        kept = user.partner_id.onestop_identity_proven and user.partner_id.onestop_identity_number
        if others or (kept and kept != number):
            raise oidc.Refused("taken")
