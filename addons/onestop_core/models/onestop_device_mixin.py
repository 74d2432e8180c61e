import hashlib
import secrets
from datetime import timedelta

from odoo import api, fields, models

from ..short_transaction import short_transaction

# of the token, what lists show: enough to tell two devices apart, nothing to guess from
HINT_LENGTH = 4
# how exact "last seen" is; more would write a row at every call
SEEN_EVERY = timedelta(minutes=1)


class OnestopDeviceMixin(models.AbstractModel):
    """A device without a person signed in (a kiosk, a hall screen, another database): known by a token of its own.

    A token has 256 bits, is shown once when it is made, and only its digest is kept. It is revoked by making a new one
    or by switching the device off; whoever asks with a wrong or a revoked one learns no more than with none.
    """

    _name = "onestop.device.mixin"
    _description = "Device"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    token_digest = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    token_hint = fields.Char("Token Ends In", readonly=True, copy=False)
    token_made_at = fields.Datetime("Token Made", readonly=True, copy=False)
    last_seen_at = fields.Datetime("Last Seen", readonly=True, copy=False)

    _token_uniq = models.UniqueIndex("(token_digest) WHERE token_digest IS NOT NULL")

    def _renew_token(self):
        """Make a new token, which ends the old one.

        :return: the token, to be shown once and kept nowhere
        :raises AccessError: the user may not change the device
        """
        self.ensure_one()
        self.check_access("write")
        token = secrets.token_urlsafe(32)
        self.sudo().write(
            {
                "token_digest": self._token_digest_of(token),
                "token_hint": token[-HINT_LENGTH:],
                "token_made_at": fields.Datetime.now(),
                "last_seen_at": False,
            }
        )
        return token

    def _revoke_token(self):
        """End the token; the device is known again only after ``_renew_token``."""
        self.check_access("write")
        self.sudo().write({"token_digest": False, "token_hint": False, "token_made_at": False})

    @api.model
    def _token_digest_of(self, token):
        return hashlib.sha256(f"{self._name}\n{token}".encode()).hexdigest()

    @api.model
    def _by_token(self, token):
        """The device that ``token`` belongs to, with all rights; an empty recordset if there is none.

        Found by the digest, so that the time it takes tells nothing of the token.
        """
        digest = self._token_digest_of(str(token or ""))
        device = self.sudo().search([("token_digest", "=", digest), ("active", "=", True)], limit=1)
        now = fields.Datetime.now()
        if device and (not device.last_seen_at or device.last_seen_at <= now - SEEN_EVERY):
            # in a transaction of its own: the call of the device may be readonly
            with short_transaction(self.env) as cr:
                device.with_env(device.env(cr=cr)).last_seen_at = now
            device.invalidate_recordset(["last_seen_at"])
        return device
