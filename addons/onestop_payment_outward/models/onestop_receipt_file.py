import base64
import hashlib

from odoo import api, fields, models
from odoo.addons.onestop_core.engine.calendar import to_naive_utc
from odoo.addons.onestop_core.examination import examine
from odoo.exceptions import UserError

from ..engine import layout, signature

KINDS = [("receipt", "Receipt"), ("cancellation", "Cancellation")]
VERDICTS = [
    (signature.GOOD, "Holds"),
    (signature.UNCHECKED, "Holds, Revocation Not Known"),
    (signature.CHANGED, "Changed"),
    (signature.FORM, "Not Signed Rightly"),
    (signature.UNTRUSTED, "Authority Not Trusted"),
    (signature.EXPIRED, "Certificate Expired"),
    (signature.REVOKED, "Certificate Revoked"),
    (signature.FOREIGN, "Signed by Somebody Else"),
]
# with a certificate that is none any more nothing leaves the house
_NEVER = (signature.CHANGED, signature.FORM, signature.EXPIRED, signature.REVOKED)
SIGNING_ROLES = ("cashier", "accountant", "finance_office")


class OnestopReceiptFile(models.Model):
    """The official file of a receipt, or of its cancellation: made and signed once, and the same ever after."""

    _name = "onestop.receipt.file"
    _description = "File of a Receipt"
    _order = "id desc"
    _rec_name = "file_name"
    _rec_names_search = ["file_name", "receipt_id.name", "receipt_id.payer_name"]

    receipt_id = fields.Many2one("onestop.fee.receipt", required=True, readonly=True, index=True, ondelete="restrict")
    kind = fields.Selection(KINDS, required=True, readonly=True)
    agency_id = fields.Many2one(
        "onestop.agency", "Collecting Body", required=True, readonly=True, index=True, ondelete="restrict"
    )
    layout_id = fields.Many2one("onestop.receipt.layout", required=True, readonly=True, ondelete="restrict")
    file_name = fields.Char(required=True, readonly=True)
    content = fields.Binary("File", attachment=True, readonly=True)
    digest = fields.Char("SHA-256", required=True, readonly=True)
    signed_at = fields.Datetime(readonly=True)
    signer = fields.Char("Signed By", readonly=True)
    verdict = fields.Selection(VERDICTS, "Signature", required=True, readonly=True)
    verified_at = fields.Datetime(readonly=True)
    words = fields.Char("Result", compute="_compute_words")

    _once = models.UniqueIndex("(receipt_id, kind)", "This receipt has its file already.")

    @api.depends("verdict", "signer", "signed_at", "verified_at")
    @api.depends_context("lang", "tz")
    def _compute_words(self):
        for one in self:
            one.words = one._in_words()

    def _in_words(self):
        """What was found of the signature, for people."""
        said = {
            signature.GOOD: self.env._("The signature holds: signed by %(signer)s on %(day)s, and not a byte was changed since."),
            signature.UNCHECKED: self.env._(
                "The signature of %(signer)s of %(day)s holds. Whether the certificate was revoked is not known: load the newest list of its authority."
            ),
            signature.CHANGED: self.env._("The file was changed after it was signed. Do not use it."),
            signature.FORM: self.env._("The file is not signed in the way that is agreed. Do not use it."),
            signature.UNTRUSTED: self.env._(
                "The file is as %(signer)s signed it on %(day)s, but the authority of the certificate is none that is trusted here."
            ),
            signature.EXPIRED: self.env._("The certificate of %(signer)s was not valid on %(day)s. Do not use the file."),
            signature.REVOKED: self.env._("The certificate of %(signer)s was revoked. Do not use the file."),
            signature.FOREIGN: self.env._("The file was signed by %(signer)s, and not by the collecting body. Do not use it."),
        }[self.verdict]  # fmt: skip
        local = fields.Datetime.context_timestamp(self, self.signed_at) if self.signed_at else None
        return said % {"signer": self.signer or "", "day": (local and f"{local:%d/%m/%Y %H:%M}") or ""}

    # ------------------------------------------------------------------ making

    @api.model
    def _of(self, receipt, kind):
        """The file of a receipt, made and signed now if there is none yet; called after the check who may.

        :param receipt: one ``onestop.fee.receipt``
        :param kind: see ``KINDS``
        :return: the file, with ``sudo()``
        :raises UserError: what is lacking for it, in words
        """
        found = self.sudo().search([("receipt_id", "=", receipt.id), ("kind", "=", kind)])
        if found:
            return found
        receipt = receipt.sudo()
        if not receipt.number or not receipt.electronic:
            raise UserError(self.env._("Only an electronic receipt with its number has an official file."))
        body = receipt.series_id.agency_id
        described = self.env["onestop.receipt.layout"]._for(receipt.series_id.form_id, receipt.issued_on)
        if not described:
            raise UserError(
                self.env._("No XML form describes receipts of the form %(form)s of %(day)s.",
                    form=receipt.form_code, day=f"{receipt.issued_on:%d/%m/%Y}")
            )  # fmt: skip
        certificate = self.env["onestop.signing.certificate"]._for_agency(body)
        if not certificate:
            raise UserError(
                self.env._(
                    "%s has no valid certificate. An administrator loads it under “Signing Certificates”.", body.name
                )
            )
        signed = certificate._sign_xml(self._built(receipt, kind, described), self._place(described, kind))
        found = self._verify(signed, described, kind, body)
        if found.state in _NEVER:
            raise UserError(
                self.env._("Nothing is signed with the certificate of %(signer)s: %(why)s.",
                    signer=certificate.name, why=dict(self._fields["verdict"]._description_selection(self.env))[found.state])
            )  # fmt: skip
        self._refuse_invalid(signed, described, kind)
        # whoever signs the same receipt in this moment has the lock first
        receipt.lock_for_update(allow_referencing=True)
        earlier = self.sudo().search([("receipt_id", "=", receipt.id), ("kind", "=", kind)])
        return earlier or self.sudo().create(
            {
                "receipt_id": receipt.id,
                "kind": kind,
                "agency_id": receipt.agency_id.id,
                "layout_id": described.id,
                "file_name": f"{receipt._outward_key()}{'-huy' if kind == 'cancellation' else ''}.xml",
                "content": base64.b64encode(signed),
                "digest": hashlib.sha256(signed).hexdigest(),
                **self._found(found),
            }
        )

    def _built(self, receipt, kind, described):
        try:
            return layout.build(described._layout(), kind, receipt._outward_values(kind), f"BL{receipt.id}")
        except layout.ValueRefused as error:
            why = {
                "missing": self.env._("is missing"),
                "long": self.env._("is too long"),
                "wrong": self.env._("is of another form"),
            }[error.why]
            raise UserError(
                self.env._("The receipt %(name)s does not go into its official form: %(tag)s %(why)s.",
                    name=receipt.name, tag=error.tag, why=why)
            ) from error  # fmt: skip

    @api.model
    def _place(self, described, kind):
        return signature.place_of(described._layout(), kind)

    @api.model
    def _refuse_invalid(self, signed, described, kind):
        faults = layout.faults(signed, layout.schema(described._layout(), kind))
        if faults:
            raise UserError(self.env._("The file is not valid by its own form: %s", faults[0]))

    # ------------------------------------------------------------------ verifying

    @api.model
    def _verify(self, content, described, kind, body):
        """What is found of a file that the certificates of ``body`` may have signed: an ``engine.signature.Verdict``."""
        certificates = self.env["onestop.signing.certificate"].sudo().with_context(active_test=False)
        return examine(
            self.env, signature.verify, content, self._place(described, kind),
            self.env["onestop.settings"]._text("onestop_core.signing_roots"),
            self.env["onestop.revocation.list"]._contents(),
            certificates.search([("agency_id", "=", body.id)])._signer_keys(),
        )  # fmt: skip

    @api.model
    def _found(self, verdict):
        return {
            "verdict": verdict.state,
            "signer": verdict.signer,
            "signed_at": to_naive_utc(verdict.signed_at) if verdict.signed_at else False,
            "verified_at": fields.Datetime.now(),
        }

    def action_verify(self):
        """Look at the signature anew, with the trust and the lists of today."""
        self.check_access("read")
        for one in self.sudo():
            content = base64.b64decode(one.content)
            found = self._verify(content, one.layout_id, one.kind, one.receipt_id.series_id.agency_id)
            one.write(self._found(found))

    def action_download(self):
        """Give the file out."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/content?download=true&filename={self.file_name}",
            "target": "download",
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was signed stays."))
