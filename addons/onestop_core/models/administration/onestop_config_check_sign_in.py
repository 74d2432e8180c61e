from odoo import api, models

from .onestop_config_check import MANAGER
from .res_users_second_factor import ENROLMENT


class OnestopConfigCheck(models.TransientModel):
    """How those sign in who decide and administer; nothing of it in a database with demo data, which is for trying."""

    _inherit = "onestop.config.check"

    @api.model
    def _checks(self):
        return super()._checks() | {"_check_second_factor": MANAGER, "_check_password_rules": MANAGER}

    @api.model
    def _deciding_users(self):
        """People whose post decides or administers, and the province's administrators."""
        posts = self._posts_in_force().filtered(lambda post: any(post.role_ids.mapped("needs_confirmation")))
        managers = self.env.ref("onestop_core.group_manager").sudo().all_user_ids
        return (posts.sudo().user_id | managers).filtered(lambda user: user.active and not user._is_superuser())

    @api.model
    def _check_second_factor(self):
        settings = self.env["onestop.settings"]
        if settings._has_demo():
            return
        people = self._deciding_users()
        without = people.filtered(lambda user: not user._mfa_type())
        if without:
            yield self._finding(
                "error", "sign_in", without,
                self.env._("%s people who decide or administer sign in with a password alone. Name their roles in the settings.",
                    len(without)),
            )  # fmt: skip
        waiting = people.filtered(lambda user: user._mfa_type() == ENROLMENT)
        if waiting:
            yield self._finding(
                "warning", "sign_in", waiting,
                self.env._("%s people have not set up their authenticator yet; they will at their next sign-in.", len(waiting)),
            )  # fmt: skip

    @api.model
    def _check_password_rules(self):
        settings = self.env["onestop.settings"]
        if not settings._has_demo() and settings._number("onestop_core.password_length") < 8:
            yield self._finding(
                "error", "sign_in", self.env["res.users"],
                self.env._("Short passwords are allowed. Set the fewest characters in the settings, 12 or more."),
            )  # fmt: skip
