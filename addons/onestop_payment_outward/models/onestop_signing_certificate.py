import base64

from odoo import fields, models
from odoo.addons.onestop_core.engine.calendar import from_naive_utc
from odoo.addons.onestop_core.examination import examine
from odoo.exceptions import UserError

from ..engine import signature


class OnestopSigningCertificate(models.Model):
    """The same certificate that signs an agency's results signs its receipts; its key stays packed away as core keeps it."""

    _inherit = "onestop.signing.certificate"

    def _sign_xml(self, content, place):
        """``content``, an XML of a receipt, with the agency's signature.

        :raises UserError: the key can no longer be opened, or is of a kind that signs no receipts
        """
        self.ensure_one()
        moment = from_naive_utc(fields.Datetime.now())
        try:
            return examine(
                self.env, signature.sign, content, base64.b64decode(self.sudo().key_file), self._secret(), place, moment
            )
        except signature.KeyRefused as error:
            raise UserError(self.env._("The agency's certificate can no longer be opened. Load it again.")) from error
        except signature.CannotSign as error:
            raise UserError(
                self.env._("Receipts are signed with an RSA key; this certificate has another one.")
            ) from error

    def _signer_keys(self):
        return [signature.signer_key(one.issuer, one.serial) for one in self]
