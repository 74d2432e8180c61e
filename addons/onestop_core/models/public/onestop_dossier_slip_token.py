import secrets

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import hash_sign, verify_hash_signed

from ...engine import slip_token
from ...secret_file import read_secret

# how long a browser that came by the slip, or by the last digits, is known, in hours
KNOWN_HOURS = 1
# after so many wrong digits for one dossier this way is closed for a day; the slip's QR still opens it
WRONG_DIGITS, WRONG_DIGITS_SECONDS = 5, 24 * 3600


class OnestopDossier(models.Model):
    """By what, besides the code, a citizen is known on the public page: the token on the slip, or the last four digits
    of the applicant's phone or identity number.
    """

    _inherit = "onestop.dossier"

    slip_generation = fields.Integer(
        readonly=True, copy=False, help="How often the slip was replaced; each time the one before no longer opens the page."
    )  # fmt: skip

    @api.model
    def _protected_fields(self):
        return super()._protected_fields() | {"slip_generation"}

    @api.model
    def _slip_key(self):
        """The key of the tokens: in the file named by ``onestop_slip_key`` in Odoo's configuration, else one in the data
        directory, made at first use.
        """
        return read_secret(self.env, "onestop_slip_key", "slip-key", lambda: secrets.token_bytes(32))

    def _slip_subject(self):
        return f"{self.env['ir.config_parameter'].sudo().get_param('database.uuid')}/{self.id}"

    def _slip_token(self):
        """The token on the present slip."""
        self.ensure_one()
        return slip_token.make(self._slip_key(), self._slip_subject(), self.slip_generation)

    @api.model
    def _attested_fields(self):
        return (*super()._attested_fields(), "slip_generation")

    @api.model
    def _known_by_slip(self, code, token):
        """The pass of whoever holds the slip, to be kept by the browser; an empty text if the token is not the slip's."""
        dossier = self._find_public(code)
        # compared even where there is no dossier, so that the time tells nothing
        holds = slip_token.matches(token, self._slip_key(), dossier._slip_subject(), dossier.slip_generation)
        return dossier._public_pass() if dossier and holds else ""

    @api.model
    def _known_by_digits(self, code, digits):
        """The pass of whoever knows the last four digits of the applicant's or submitter's phone or identity number.

        :return: ``(pass or an empty text, seconds for which this way is closed)``
        """
        dossier = self._find_public(code)
        # of the dossier, by whichever of its numbers it was found
        limit = {("lookup_digits", str(dossier.id or code)): WRONG_DIGITS}
        limits = self.env["onestop.rate.limit"]
        # counted before they are compared, so that many at once are no more tries than one after the other
        closed = limits._hit(limit, WRONG_DIGITS_SECONDS)
        if closed:
            return "", closed
        if dossier and dossier._has_last_digits(digits):
            limits._forget(limit)
            return dossier._public_pass(), 0
        return "", limits._wait(limit, WRONG_DIGITS_SECONDS)

    def _has_last_digits(self, digits):
        given = "".join(filter(str.isdigit, digits or ""))
        known = (self.applicant_identity, self.applicant_phone, self.submitter_identity, self.submitter_phone)
        return len(given) == 4 and any(
            "".join(filter(str.isdigit, number or "")).endswith(given) for number in known if number
        )

    @api.model
    def _find_public(self, code):
        """The dossier that ``code`` or a request number names, once it was sent, asked to be completed or received; with all
        rights.
        """
        if not code:
            return self.sudo().browse()
        known = Domain("code", "=", code) & Domain("received_at", "!=", False)
        sent = Domain("request_number", "=", code) & Domain("state", "!=", "draft")
        return self.sudo().search(known, limit=1) or self.sudo().search(sent, limit=1)

    def _public_pass(self):
        return hash_sign(
            self.sudo().env, "onestop_core.lookup", [self.id, self.slip_generation], expiration_hours=KNOWN_HOURS
        )

    def _is_known_by(self, public_pass):
        """Whether the browser's pass is for this dossier and its present slip."""
        try:
            said = verify_hash_signed(self.sudo().env, "onestop_core.lookup", public_pass) if public_pass else None
        except ValueError:
            # whatever a browser sends that is no pass (also what is no base64 and no UTF-8)
            return False
        return said == [self.id, self.slip_generation]
