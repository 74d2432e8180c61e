import base64
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine import signing
from ...examination import examine
from ...secret_file import read_secret


class OnestopSigningCertificate(models.Model):
    """The certificate with which an agency signs its results (PKCS#12), loaded by an administrator.

    Neither the file nor its password can be read back. The password is not kept at all: the file is packed anew
    under a secret that lies beside the database, never in it, so a copy of the database alone signs nothing.
    """

    _name = "onestop.signing.certificate"
    _description = "Signing Certificate"
    _order = "agency_id, valid_to desc, id desc"

    agency_id = fields.Many2one("onestop.agency", required=True, index=True, ondelete="cascade")
    file = fields.Binary(
        "PKCS#12 File", store=False, help="With the ending .p12 or .pfx, from the certification service."
    )
    password = fields.Char(store=False)
    name = fields.Char("Issued To", readonly=True)
    issuer = fields.Char(readonly=True)
    serial = fields.Char("Serial Number", readonly=True)
    valid_from = fields.Datetime(readonly=True)
    valid_to = fields.Datetime(readonly=True)
    key_file = fields.Binary(attachment=True, readonly=True, groups=fields.NO_ACCESS)
    active = fields.Boolean(default=True)

    @api.model_create_multi
    def create(self, vals_list):
        certificates = self.browse()
        if not self.env.su:
            self.check_access("create")
            self._refuse_system_fields(self._system_fields() & set().union(*vals_list))
        for vals in vals_list:
            stored, key_file = self._unpacked(vals.get("file"), vals.get("password"))
            given = {name: vals[name] for name in vals.keys() - {"file", "password"}}
            certificate = super(OnestopSigningCertificate, self.sudo()).create([given | stored]).sudo(self.env.su)
            certificate.check_access("create")
            certificate.sudo().key_file = key_file
            certificates |= certificate
        return certificates

    @api.model
    def _unpacked(self, file, password):
        """What a key file says, and the file itself packed anew, both as they are stored.

        :param file: in base64, as the web client sends it
        """
        try:
            packed, certificate = examine(
                self.env, signing.repack, base64.b64decode(file or b""), password or "", self._secret()
            )
        except ValueError as error:
            # without its cause: that names the file's inner parts, and this message goes into logs
            raise UserError(
                self.env._(
                    "The certificate cannot be opened. Check the password, and that the file ends with .p12 or .pfx."
                )
            ) from error
        return {
            "name": certificate.subject,
            "issuer": certificate.issuer,
            "serial": certificate.serial,
            "valid_from": certificate.valid_from.replace(tzinfo=None),
            "valid_to": certificate.valid_to.replace(tzinfo=None),
        }, base64.b64encode(packed)

    @api.model
    def _secret(self):
        """What the stored key files are packed with: from the file named by ``onestop_signing_secret`` in Odoo's
        configuration, else one made at first use in the data directory, readable by its owner only.
        """
        secret = read_secret(self.env, "onestop_signing_secret", "signing-secret", lambda: secrets.token_hex().encode())
        return secret.strip()

    @api.model
    def _for_agency(self, agency):
        """The certificate of an agency that is valid now and lasts longest, or an empty recordset."""
        now = fields.Datetime.now()
        return self.sudo().search(
            [("agency_id", "=", agency.id), ("valid_from", "<=", now), ("valid_to", ">", now)],
            order="valid_to desc",
            limit=1,
        )

    def _sign(self, content, *, reason, place):
        """``content``, a PDF, with the agency's signature."""
        self.ensure_one()
        try:
            return examine(
                self.env, signing.sign, content, base64.b64decode(self.sudo().key_file), self._secret(), reason, place
            )
        except signing.KeyRefused as error:
            raise UserError(self.env._("The agency's certificate can no longer be opened. Load it again.")) from error
        except signing.NotSigned as error:
            raise UserError(
                self.env._("This PDF does not allow a signature. Print it to PDF again and sign that.")
            ) from error


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model
    def _guarded_models(self):
        return super()._guarded_models() | {"onestop.signing.certificate"}
