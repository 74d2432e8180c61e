import base64
import logging
import secrets
from urllib.parse import quote, urlencode

from odoo import api, fields, models
from odoo.addons.auth_totp.models.totp import ALGORITHM, DIGITS, TIMESTEP, TOTP_SECRET_SIZE
from odoo.addons.base.models.res_users import check_identity
from odoo.exceptions import AccessDenied, UserError

from ...engine import recovery

_logger = logging.getLogger(__name__)

# what Odoo calls a kind of second factor; ours is that one is still to be set up
ENROLMENT = "onestop_enrolment"
RECOVERY = "onestop_recovery"
ENROLMENT_PATH = "/web/login/second-factor"
# counts in the setting as a role: whoever administers the province, without a post
MANAGER_ROLE = "manager"


class ResUsers(models.Model):
    """Those who decide and those who administer sign in with an authenticator of their own (Odoo's ``auth_totp``).

    Whoever has none yet sets it up at the next sign-in, right after the password, and gets recovery codes to keep on
    paper: no mail server is needed. Who has lost both is helped by ``./onestop reset-second-factor``.
    """

    _inherit = "res.users"

    onestop_recovery_digests = fields.Json(
        "Digests of Recovery Codes", copy=False, prefetch=False, groups=fields.NO_ACCESS
    )
    onestop_recovery_left = fields.Integer(
        "Recovery Codes Left", compute="_compute_onestop_recovery_left", compute_sudo=True
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "onestop_recovery_left"]

    @api.depends("onestop_recovery_digests")
    def _compute_onestop_recovery_left(self):
        for user in self:
            user.onestop_recovery_left = len(user.onestop_recovery_digests or ())

    # ------------------------------------------------------------------ who needs one

    def _needs_second_factor(self):
        """Whether the setting names a role that the user holds."""
        wanted = self.env["onestop.settings"]._text("onestop_core.second_factor_roles")
        roles = {role.strip() for role in wanted.split(",")}
        if roles & self._onestop_role_map().keys():
            return True
        # not ``has_group``, which speaks of the user of the request alone: at the sign-in that is nobody yet
        return MANAGER_ROLE in roles and self.env.ref("onestop_core.group_manager").id in self._get_group_ids()

    def _mfa_type(self):
        found = super()._mfa_type()
        if found or not self._needs_second_factor():
            return found
        return ENROLMENT

    def _mfa_url(self):
        if self._mfa_type() == ENROLMENT:
            return ENROLMENT_PATH
        return super()._mfa_url()

    def _rpc_api_keys_only(self):
        # a password alone opens no other door either
        return self._mfa_type() == ENROLMENT or super()._rpc_api_keys_only()

    def _get_auth_methods(self):
        """An authenticator that is still to be set up cannot confirm, at an open screen, who sits there."""
        return [method for method in super()._get_auth_methods() if method != ENROLMENT]

    # ------------------------------------------------------------------ setting it up

    @api.model
    def _new_totp_secret(self):
        """A secret as authenticators take it, in letters."""
        return base64.b32encode(secrets.token_bytes(TOTP_SECRET_SIZE // 8)).decode()

    def _totp_address(self, secret, issuer):
        """The address in the QR code that an authenticator scans.

        :param issuer: what the authenticator shows it as, beside the login
        """
        self.ensure_one()
        query = {"secret": secret, "issuer": issuer, "algorithm": ALGORITHM.upper(), "digits": DIGITS, "period": TIMESTEP}  # fmt: skip
        return f"otpauth://totp/{quote(f'{issuer}:{self.login}', safe=':')}?{urlencode(query)}"

    def _enrol(self, secret, code):
        """Take the authenticator that shows ``code`` for ``secret``, for the user of the environment.

        :return: the recovery codes, none if the code is not the authenticator's
        """
        self.ensure_one()
        if not self._totp_try_setting(secret, code):
            return []
        return self._renew_recovery_codes()

    def _renew_recovery_codes(self):
        """Make recovery codes, and end those before.

        :return: the codes, which are kept nowhere else
        """
        self.ensure_one()
        if self != self.env.user:
            raise AccessDenied
        codes = recovery.make()
        self.sudo().onestop_recovery_digests = [recovery.digest(code, self.id) for code in codes]
        _logger.info("recovery codes: made for %s", self)
        return codes

    @check_identity
    def action_onestop_renew_recovery_codes(self):
        """Show new recovery codes to the user, once; Odoo asks for the password first."""
        self.ensure_one()
        if self != self.env.user or not self.totp_enabled:
            raise UserError(self.env._("Recovery codes are for your own account, and beside an authenticator."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Recovery Codes"),
            "res_model": "onestop.recovery.codes",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_codes": "\n".join(self._renew_recovery_codes())},
        }

    # ------------------------------------------------------------------ signing in, and losing it

    def _check_credentials(self, credential, env):
        if credential["type"] != RECOVERY:
            return super()._check_credentials(credential, env)
        self._totp_rate_limit("code_check")
        user = self.sudo()
        kept = user.onestop_recovery_digests or []
        found = recovery.find(credential["token"], self.id, kept) if user.totp_enabled else ""
        if not found:
            _logger.info("recovery code: FAIL for %s", self)
            raise AccessDenied(self.env._("This is none of your recovery codes, or it was used before."))
        user.onestop_recovery_digests = [digest for digest in kept if digest != found]
        self._totp_rate_limit_purge("code_check")
        _logger.info("recovery code: SUCCESS for %s", self)
        user._notify_security_setting_update(
            self.env._("Security Update: Recovery Code Used"),
            self.env._("A recovery code was used to sign in to your account; %s are left.", len(kept) - 1),
        )
        return {"uid": self.env.user.id, "auth_method": RECOVERY, "mfa": "default"}

    def write(self, vals):
        result = super().write(vals)
        if "totp_secret" in vals and not vals["totp_secret"]:
            # they belong to the authenticator
            self.sudo().onestop_recovery_digests = False
        return result

    def _reset_second_factor(self):
        """Let go of a lost authenticator, its recovery codes and the devices that were trusted: the next sign-in sets one
        up anew. For the command line alone, since whoever sits at it holds the database anyway.
        """
        self.ensure_one()
        self._revoke_all_devices()
        self.totp_secret = False
        _logger.warning("second factor: RESET for %s by the command line", self)


class OnestopRecoveryCodes(models.TransientModel):
    """Shows recovery codes once; nothing of it is stored."""

    _name = "onestop.recovery.codes"
    _description = "Recovery Codes"

    codes = fields.Text(store=False, readonly=True)
