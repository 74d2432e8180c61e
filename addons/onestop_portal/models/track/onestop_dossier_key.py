import hashlib
import hmac
import secrets
from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.addons.onestop_notice.engine import notice, seal

# scrypt (RFC 7914): a stolen table alone gives no key away, and a check takes some ten milliseconds
COST = {"n": 2**13, "r": 8, "p": 1, "dklen": 32}
# after so many wrong keys the dossier is closed for keys for a day
WRONG_KEYS, WRONG_KEYS_SECONDS = 5, 24 * 3600
# events of which the notice carries a new key
WITH_KEY = ("filed_online", "answered", "key_renewed")


class OnestopDossier(models.Model):
    """The update key (khóa cập nhật): by it whoever filed completes, corrects and withdraws, without an account.

    Of the key the database holds a hash. The key itself is made of the notice's seal as the notice is sent, see
    docs/decisions/012-secrets-in-notices.md; a use that changes something ends it and the notice of it brings the next.
    """

    _inherit = "onestop.dossier"

    key_hash = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    key_salt = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    key_generation = fields.Integer(readonly=True, copy=False, help="How many update keys there have been.")

    @api.model
    def _protected_fields(self):
        return super()._protected_fields() | {"key_hash", "key_salt", "key_generation"}

    @api.model
    def _key_digest(self, key, salt):
        return hashlib.scrypt(key.encode(), salt=salt.encode(), **COST).hex()

    @api.model
    def _clean_key(self, typed):
        """The key as people type it: small letters, blanks and dashes count for nothing."""
        return "".join(char for char in str(typed or "").upper() if char in seal.ALPHABET)[:20]

    def _renew_key(self, seal_text):
        """From now on only the key counts that is made of ``seal_text``."""
        self.ensure_one()
        salt = secrets.token_urlsafe(16)
        self.sudo().write(
            {
                "key_salt": salt,
                "key_hash": self._key_digest(self._notice_secret("update_key", seal_text), salt),
                "key_generation": self.key_generation + 1,
            }
        )

    @api.model
    def _known_by_key(self, code, typed):
        """The dossier with ``code`` if ``typed`` is its update key.

        :return: ``(dossier or none, seconds for which keys are closed)``; a wrong code and a wrong key look alike
        """
        dossier = self._find_public(code)
        limit = {("update_key", str(dossier.id or code)): WRONG_KEYS}
        limits = self.env["onestop.rate.limit"]
        # counted before it is compared, so that many at once are no more tries than one after the other
        closed = limits._hit(limit, WRONG_KEYS_SECONDS)
        if closed:
            return self.sudo().browse(), closed
        key = self._clean_key(typed)
        # compared even where there is no dossier or no key, so that the time tells nothing
        salt = dossier.key_salt or "no salt"
        same = hmac.compare_digest(self._key_digest(key, salt), dossier.key_hash or "")
        if dossier and dossier.key_hash and same:
            limits._forget(limit)
            return dossier, 0
        return self.sudo().browse(), limits._wait(limit, WRONG_KEYS_SECONDS)

    def _send_new_key(self):
        """The key was lost: tell a new one, by the ways that the dossier names. Only what was filed online has keys."""
        self.ensure_one()
        if self.origin == "portal" and not self.is_closed:
            self._tell("key_renewed")
            self._log("key_renewed")

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"key_renewed": self.env._("New Update Key")}

    # ------------------------------------------------------------------ notices

    def _notice_event(self, act):
        """What was filed from home is told with its update key; so is what the citizen has sent afterwards."""
        event = super()._notice_event(act)
        if self.origin == "portal" and act.action == "submit":
            return "filed_online"
        if self.origin == "portal" and act.action == "answer":
            return "answered"
        return event

    def _tell(self, event, seal_text=None, **given):
        if event in WITH_KEY:
            seal_text = seal_text or self._new_seal()
            self._renew_key(seal_text)
            self._key_renewed(seal_text)
        return super()._tell(event, seal_text, **given)

    def _key_renewed(self, seal_text):
        """Called when there is a new key, for whoever shows it to its holder."""

    def _notice_values(self, event, **given):
        values = super()._notice_values(event, **given)
        values["request_number"] = self.request_number or self.code or ""
        if not values["tracking"] and self.request_number:
            values["tracking"] = self._lookup_address()
        return values

    def _lookup_address(self):
        """Public address of the look-up by the number that the citizen has."""
        number = self.code or self.request_number or ""
        return f"{self.get_base_url()}/dich-vu-cong/tra-cuu?{urlencode({'code': number})}"


class OnestopNoticeTemplate(models.Model):
    _inherit = "onestop.notice.template"

    @api.model
    def _dossier_samples(self):
        return super()._dossier_samples() | {"request_number": "H18.32-261123-R0007"}

    @api.model
    def _events(self):
        samples = self._dossier_samples() | {"update_key": "7K3MQ9WXYZ"}
        return super()._events() | {
            "filed_online": notice.Event(self.env._("Filed Online"), samples, secrets=("update_key",)),
            "answered": notice.Event(self.env._("Supplement Sent"), samples, secrets=("update_key",)),
            "key_renewed": notice.Event(self.env._("New Update Key"), samples, secrets=("update_key",)),
        }
