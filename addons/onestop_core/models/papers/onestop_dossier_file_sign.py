import hashlib
from datetime import timezone

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...engine import signing
from ...examination import examine


class OnestopDossierFile(models.Model):
    """Signatures in PDF files: who signed, whether it holds, and the agency's own under a result.

    System parameter ``onestop_core.signing_roots``: the certification authorities that are trusted, as PEM blocks.
    """

    _inherit = "onestop.dossier.file"

    signatures = fields.Json(readonly=True, help="What was found in the PDF when it came in.")

    def _verdict(self):
        return super()._verdict() | {"signatures": self.signatures}

    @api.model
    def _signature_vals(self, found):
        """What is stored of signatures (``engine.signing.Signature``)."""
        return [
            {
                "signer": one.signer,
                "signed_at": one.signed_at
                and fields.Datetime.to_string(one.signed_at.astimezone(timezone.utc).replace(tzinfo=None)),
                "holds": one.holds,
                "changed": one.changed,
                "trusted": one.trusted,
            }
            for one in found
        ] or False

    def sign_result(self):
        """Sign a result with the certificate of the competent agency; the unsigned file is superseded.

        :return: number of the signed file
        """
        self.ensure_one()
        dossier = self.dossier_id
        dossier._check_may_add_file("result")
        agency = dossier.competent_agency_id
        if not self.env.user._onestop_has_role(("leader",), agency):
            raise AccessError(self.env._("Results are signed by a leader of %s.", agency.name))
        if self.kind != "result" or self.mimetype != "application/pdf" or not self.active:
            raise UserError(self.env._("Only a result in PDF is signed."))
        certificate = self.env["onestop.signing.certificate"]._for_agency(agency)
        if not certificate:
            raise UserError(
                self.env._(
                    "%s has no valid certificate. An administrator loads it under “Signing Certificates”.", agency.name
                )
            )
        reason = dossier._local(fields.Datetime.now()).strftime(f"{dossier.code} – %d/%m/%Y")
        content = certificate._sign(self._content(), reason=reason, place=agency._nearest("place") or agency.name)
        found = examine(self.env, signing.verify, content, dossier._signing_roots())
        signed = dossier._create_file(
            "result",
            None,
            {
                "name": self.name,
                "mimetype": self.mimetype,
                "size": len(content),
                "page_count": self.page_count,
                "sha256": hashlib.sha256(content).hexdigest(),
                "marks": self.marks,
                "signatures": self._signature_vals(found),
            },
        )
        signed._store(content)
        signed._taken_in()
        signed.sudo(False)._log("file_sign", note=certificate.name)
        self._supersede(self.env._("Signed"))
        return signed.id

    def _screen_data(self):
        return [
            {**line, "signatures": [{**one, "words": self._signature_words(one)} for one in file.signatures or []]}
            for file, line in zip(self, super()._screen_data(), strict=True)
        ]

    @api.model
    def _signature_words(self, signature):
        """The verdict in one sentence."""
        signer = signature["signer"] or self.env._("unknown")
        if not signature["holds"]:
            return self.env._(
                "The signature of %s does not hold: the file was changed, or the signature is damaged.", signer
            )
        if signature["changed"]:
            return self.env._("Signed by %s, and changed afterwards.", signer)
        if not signature["trusted"]:
            return self.env._(
                "Signed by %s, unchanged since; the certificate's authority is not among those trusted here.", signer
            )
        return self.env._("Signed by %s, unchanged since.", signer)


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def _intake_vals(self, found):
        signatures = self.env["onestop.dossier.file"]._signature_vals(found.signatures)
        return super()._intake_vals(found) | {"signatures": signatures}

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"file_sign": self.env._("Sign Result")}

    def papers_data(self):
        agency = self.competent_agency_id
        may_sign = self.env.user._onestop_has_role(("leader",), agency) and self._may_add_file("result")
        return super().papers_data() | {
            "may_sign": bool(may_sign and self.env["onestop.signing.certificate"]._for_agency(agency))
        }
