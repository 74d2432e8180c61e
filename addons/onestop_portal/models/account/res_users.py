from odoo import api, fields, models
from odoo.exceptions import AccessDenied, UserError


class ResUsers(models.Model):
    """A citizen's account: an Odoo portal user whose login is a phone number or an e-mail address, without a password."""

    _inherit = "res.users"

    @api.model
    def _citizen_account(self, login):
        """The portal user with ``login``, made if there is none. Odoo's free sign-up stays closed: only who has proven the
        phone number or the address comes here.

        :raises UserError: the login is one of the staff
        """
        users = self.sudo().with_context(active_test=False, no_reset_password=True)
        user = users.search([("login", "=", login)], limit=1)
        if user and (not user.active or not user._is_portal()):
            raise UserError(self.env._("This is no account of a citizen. Staff sign in at the back office."))
        return user or users._make_citizen(login, login)

    @api.model
    def _make_citizen(self, login, name, **more):
        """A new portal user.

        :param more: further values of the user
        """
        contact = {"email": login} if "@" in login else {"phone": login} if login.isdigit() else {}
        return self.sudo().with_context(no_reset_password=True).create(
            {
                "login": login,
                "name": name,
                "group_ids": [fields.Command.set(self.env.ref("base.group_portal").ids)],
                "tz": "Asia/Ho_Chi_Minh",
                "lang": self.env["res.lang"]._get_code("vi_VN"),
                **contact,
                **more,
            }
        )  # fmt: skip

    def _check_credentials(self, credential, env):
        """A code that was sent to the citizen's phone or address, see ``onestop.sign.in``. Nobody outside can send a record."""
        if credential.get("type") != "onestop_code":
            return super()._check_credentials(credential, env)
        entry = credential.get("entry")
        if not isinstance(entry, self.env.registry["onestop.sign.in"]) or not entry._opens(self.env.user):
            raise AccessDenied()
        return {"uid": self.env.user.id, "auth_method": "onestop_code", "mfa": "skip"}
