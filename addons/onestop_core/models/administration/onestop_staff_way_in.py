import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.exceptions import AccessError, UserError
from odoo.tools import consteq, format_date
from odoo.tools.misc import hmac

from ...engine import first_code

# how long a printed code opens an account that nobody has opened yet
CODE_DAYS = 7
FIRST_SIGN_IN_PATH = "/mot-cua/dang-nhap-lan-dau"
PASSWORD_LENGTH = 8


class ResUsers(models.Model):
    """How the holder of a new account gets in: by an invitation that goes to their e-mail address, or by a one-time code
    on paper. Both serve an account that was never used; nobody opens another's account by them.

    The code is stored nowhere: it follows from a secret of the database and a number that is drawn for it.
    """

    _inherit = "res.users"

    onestop_invited_at = fields.Datetime(readonly=True, copy=False)
    onestop_code_until = fields.Datetime(readonly=True, copy=False)
    onestop_code_nonce = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)

    def _onestop_way_in_refusal(self):
        """Why the acting user may not open a way into this account, or an empty text."""
        self.ensure_one()
        if self.sudo().login_date:
            return self.env._(
                "%s has signed in before: a forgotten password is set anew at the sign-in.", self.sudo().login
            )
        if self == self.env.user:
            return self.env._("Nobody opens their own account.")
        return self._onestop_administered_refusal()

    def _onestop_check_way_in(self):
        refusal = self._onestop_way_in_refusal()
        if refusal:
            raise AccessError(refusal)

    def _onestop_invite(self):
        """Send the invitation by e-mail. Any code printed before is void.

        :raises AccessError: see ``_onestop_way_in_refusal``
        :raises UserError: there is no address, or the letter does not leave
        """
        self._onestop_check_way_in()
        user = self.sudo()
        if not user.email:
            raise UserError(self.env._("%s has no e-mail address: print a one-time code.", user.name))
        try:
            user.with_context(create_user=True)._action_reset_password(signup_type="signup")
        except MailDeliveryException as error:
            raise UserError(
                self.env._("The e-mail to %s could not be sent: print a one-time code instead.", user.email)
            ) from error
        user.write(
            {"onestop_invited_at": fields.Datetime.now(), "onestop_code_nonce": False, "onestop_code_until": False}
        )

    def _onestop_invite_those_with_address(self):
        """Invite as many as the mail server takes; who is left out has no date of invitation, and the screen says so."""
        for user in self.filtered(lambda user: user.sudo().email):
            try:
                user._onestop_invite()
            except UserError:
                # it would refuse the others, too
                return

    def _onestop_draw_code(self):
        """Draw a new one-time code; the one before it is void.

        :raises AccessError: see ``_onestop_way_in_refusal``
        """
        self._onestop_check_way_in()
        self.sudo().write(
            {
                "onestop_code_nonce": secrets.token_hex(16),
                "onestop_code_until": fields.Datetime.now() + timedelta(days=CODE_DAYS),
            }
        )

    def _onestop_code(self):
        """The code in force, or an empty text. For whoever checked that it may be told."""
        user = self.sudo()
        if (
            not user.onestop_code_nonce
            or user.login_date
            or not user.active
            or user.onestop_code_until < fields.Datetime.now()
        ):
            return ""
        return first_code.spell(
            hmac(self.sudo().env, "onestop_core.first_code", (user.id, user.login, user.onestop_code_nonce))
        )

    @api.model
    def _onestop_redeem(self, login, code, password):
        """Set the first password of the account whose code was typed, once.

        :return: whether it was right; a wrong code, an account that is not there and one that is used look the same
        """
        user = self.sudo().search([("login", "=", login.strip().lower())], limit=1)
        # two who type the same code at once: one of them is right
        if user and not user.try_lock_for_update():
            return False
        known = user._onestop_code() if user else ""
        if not consteq((known or "-").encode(), first_code.read(code).encode()):
            return False
        user.write({"password": password, "onestop_code_nonce": False, "onestop_code_until": False})
        return True


class OnestopStaff(models.Model):
    _inherit = "onestop.staff"

    may_open_way = fields.Boolean(compute="_compute_way_in")
    way_in = fields.Char(compute="_compute_way_in", help="How the holder of a new account signs in first.")
    email = fields.Char(related="user_id.email")

    @api.depends_context("uid", "lang")
    def _compute_way_in(self):
        now = fields.Datetime.now()
        for post in self:
            user = post.user_id.sudo()
            post.may_open_way = bool(user) and not post.user_id._onestop_way_in_refusal()
            post.way_in = False
            if not user or user.login_date:
                continue
            if user.onestop_code_until and user.onestop_code_until > now:
                until = format_date(self.env, fields.Datetime.context_timestamp(self, user.onestop_code_until).date())
                post.way_in = self.env._("Never signed in. The printed one-time code is good until %s.", until)
            elif user.onestop_invited_at:
                on = format_date(self.env, fields.Datetime.context_timestamp(self, user.onestop_invited_at).date())
                post.way_in = self.env._(
                    "Never signed in. Invited by e-mail to %(email)s on %(day)s.", email=user.email, day=on
                )
            else:
                post.way_in = self.env._(
                    "Never signed in, and has no way in yet: invite by e-mail or print a one-time code."
                )

    def action_invite(self):
        """Invite the holders by e-mail.

        :raises UserError: somebody has no address, or a letter does not leave
        """
        for user in self.user_id:
            user._onestop_invite()
        return True

    def action_print_code(self):
        """Draw a one-time code for each of the holders and print the sheets that are handed to them."""
        for user in self.user_id:
            user._onestop_draw_code()
        for post in self:
            post.sudo().message_post(body=self.env._("One-time code printed by %s.", self.env.user.name))
        return self.env.ref("onestop_core.action_report_first_code").report_action(self)

    def _first_code_sheet(self):
        """What the sheet says; it is printed by those alone who may open the account."""
        user = self.user_id
        user._onestop_check_way_in()
        code = user._onestop_code()
        if not code:
            raise UserError(self.env._("The code of %s is no longer good: print a new one.", user.name))
        until = fields.Datetime.context_timestamp(
            self.with_context(tz=self.agency_id._calendar().tz), user.sudo().onestop_code_until
        )
        return {
            "name": user.name,
            "login": user.login,
            "agency": self.agency_id.name,
            "title": self.title or "",
            "roles": ", ".join(self.role_ids.with_context(lang="vi_VN").mapped("name")),
            "code": code,
            "until": until.strftime("%H:%M ngày %d/%m/%Y"),
            "address": f"{self.get_base_url()}{FIRST_SIGN_IN_PATH}",
            "by": self.env.user.name,
        }
