import hashlib

from markupsafe import Markup
from odoo import api, models
from odoo.addons.onestop_core.engine import barcode

VERIFY_PATH = "/dich-vu-cong/kiem-chung"
CHUNK = 1024 * 1024


class OnestopDossierFile(models.Model):
    """An electronic result proves itself: whoever gets it opens the address in its QR code and compares the file."""

    _name = "onestop.dossier.file"
    _inherit = ["onestop.dossier.file", "onestop.signed.link.mixin"]
    _link_kind = "verify"

    def _verify_path(self):
        """Where anybody who holds the result sees whose it is; it opens nothing of the dossier."""
        return f"{VERIFY_PATH}/{self._link()}"

    @api.model
    def _find_verified(self, number, token):
        """The result that an address names, with all rights; empty if there is none."""
        file = self.with_context(active_test=False)._find_by_link(number, token)
        return file if file.kind == "result" else file.browse()

    def _verification(self):
        """What is told of a result: who issued it and when, who signed it, its hash. No name of a citizen."""
        self.ensure_one()
        dossier = self.dossier_id
        return {
            "agency": dossier.competent_agency_id.name,
            "code": dossier.code,
            "procedure": dossier._subject(),
            "number": dossier.result_number or "",
            "day": dossier._local(dossier.ready_at or self.added_at).strftime("%d/%m/%Y"),
            "signers": [one["signer"] for one in self.signatures or () if one.get("holds") and one.get("signer")],
            "sha256": self.sha256,
            "valid": bool(self.active) and dossier.state in ("ready", "returned"),
            # a drawing of squares, nothing of what is written in it
            "qr": Markup(barcode.qr_svg(f"{self.get_base_url()}{self._verify_path()}")),  # nosec B704
        }

    def _is_same(self, stream):
        """Whether a file that somebody holds is this result, byte by byte."""
        digest = hashlib.sha256()
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
        return digest.hexdigest() == self.sha256
