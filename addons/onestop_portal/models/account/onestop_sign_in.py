import hmac
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_core.engine import mail_address, phone
from odoo.addons.onestop_core.one_at_a_time import take_turns
from odoo.addons.onestop_notice.engine import notice, seal

DIGITS = "0123456789"
LENGTH = 6
WRONG_CODES = 5


class OnestopSignIn(models.Model):
    """An attempt to sign in: a code is on its way to the phone number or e-mail address that was entered.

    The answer is the same whether there is an account or not; the account is opened when the code is right. The code
    itself stands in no table: it is made of the seal and the server's key file.
    """

    _name = "onestop.sign.in"
    _description = "Attempt to Sign In"
    _inherit = ["onestop.notice.subject", "onestop.signed.link.mixin"]
    _order = "id desc"
    _link_kind = "sign-in"

    contact = fields.Char(required=True, readonly=True)
    seal = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    expires_at = fields.Datetime(required=True, readonly=True, index=True)
    wrong_codes = fields.Integer(readonly=True)
    spent_at = fields.Datetime(readonly=True)

    @api.depends("contact")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = entry.contact

    @api.model
    def _read_contact(self, typed):
        """The phone number or e-mail address in what somebody typed, as accounts are named; empty if it is neither."""
        typed = str(typed or "")[:254]
        if "@" in typed:
            found = mail_address.addresses(typed)
        else:
            found = phone.mobiles(typed)
        return found[0] if len(found) == 1 else ""

    @api.model
    def _begin(self, contact):
        """Send a code to ``contact``.

        :return: the ``onestop.sign.in``
        """
        minutes = self.env["onestop.settings"]._number("onestop_portal.code_minutes")
        entry = self.sudo().create(
            {
                "contact": contact,
                "seal": self._new_seal(),
                "expires_at": fields.Datetime.now() + timedelta(minutes=minutes),
            }
        )
        entry._tell("sign_in_code", entry.seal)
        return entry

    def _is_open(self):
        self.ensure_one()
        return not self.spent_at and self.wrong_codes < WRONG_CODES and self.expires_at > fields.Datetime.now()

    def _prove(self, typed):
        """Whether ``typed`` is the code; a right one is spent, a wrong one counts."""
        self.ensure_one()
        take_turns(self)
        if not self._is_open():
            return False
        digits = "".join(char for char in str(typed or "") if char in DIGITS)
        if not hmac.compare_digest(digits, self._notice_secret("code", self.seal)):
            self.wrong_codes += 1
            return False
        self.spent_at = fields.Datetime.now()
        return True

    def _opens(self, user):
        """Whether the attempt, just proven, is that of ``user``."""
        self.ensure_one()
        fresh = self.spent_at and self.spent_at > fields.Datetime.now() - timedelta(minutes=1)
        return bool(fresh) and user._is_portal() and user.login == self.contact

    @api.autovacuum
    def _drop_old(self):
        self.sudo().search([("expires_at", "<", fields.Datetime.now() - timedelta(days=1))], limit=5000).unlink()

    # ------------------------------------------------------------------ the notice

    def _notice_agency(self):
        return self.env["onestop.agency"].sudo().search([("parent_id", "=", False)], order="id", limit=1)

    def _notice_contacts(self):
        return ((), (self.contact,)) if "@" in self.contact else ((self.contact,), ())

    def _notice_values(self, event, **given):
        agency = self._notice_agency()
        minutes = self.env["onestop.settings"]._text("onestop_portal.code_minutes")
        return {"agency": agency.name, "hotline": agency._nearest("hotline") or "", "minutes": minutes}

    def _notice_secret(self, name, seal_text):
        secret = super()._notice_secret(name, seal_text)
        if name != "code":
            return secret
        # digits alone, which any telephone types and hears
        return seal.spell(seal.derive(secret.encode(), seal_text, name), LENGTH, DIGITS)


class OnestopNoticeTemplate(models.Model):
    _inherit = "onestop.notice.template"

    @api.model
    def _events(self):
        return super()._events() | {
            "sign_in_code": notice.Event(
                self.env._("Code for Signing In"),
                {
                    "agency": "Ủy ban nhân dân tỉnh Điện Biên",
                    "hotline": "1900 0000",
                    "minutes": "10",
                    "code": "123456",
                },
                secrets=("code",),
            )
        }
