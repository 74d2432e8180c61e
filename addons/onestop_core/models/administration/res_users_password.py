from odoo import api, models
from odoo.exceptions import UserError
from zxcvbn import zxcvbn

# of 0 to 4: a programme that knows the common words and patterns needs a hundred million tries and more
_STRONG = 3
# more is not looked at, since it takes long and tells nothing new
_LONGEST = 72


class ResUsers(models.Model):
    """New passwords are long and not easily guessed; nothing else is asked of them, and they never expire, since rules of
    signs and dates make people write passwords down (docs/decisions/110-sign-in.md).
    """

    _inherit = "res.users"

    @api.model
    def get_password_policy(self):
        policy = super().get_password_policy()
        return {**policy, "minlength": max(policy["minlength"], self._password_length())}

    @api.model
    def _password_length(self):
        return self.env["onestop.settings"]._number("onestop_core.password_length")

    def _check_password_policy(self, passwords):
        super()._check_password_policy(passwords)
        fewest = self._password_length()
        if not fewest:
            return
        known = {word for user in self.sudo() for word in (user.login, user.name, user.email, user.phone) if word}
        for password in filter(None, passwords):
            if len(password) < fewest:
                raise UserError(self.env._("A password has %s characters or more. A short sentence is easily kept in mind.", fewest))  # fmt: skip
            if zxcvbn(password[:_LONGEST], user_inputs=sorted(known))["score"] < _STRONG:
                raise UserError(self.env._("This password is easily guessed. Take a short sentence that only you think of."))  # fmt: skip
