from odoo import api, fields, models
from odoo.addons.onestop_core.examination import OWN_FILE

from .onestop_filing_paper import SOURCES


class OnestopDossier(models.Model):
    """What a filing from the portal brings along."""

    _inherit = "onestop.dossier"

    originals_way = fields.Selection(
        lambda self: self.env["onestop.filing"]._originals_ways(), string="Originals", readonly=True, copy=False,
        help="How the citizen said that originals come to the desk.",
    )  # fmt: skip
    payment_way = fields.Selection(
        lambda self: self.env["onestop.filing"]._payment_way_selection(), string="Way of Payment", readonly=True, copy=False,
        help="As the citizen chose it.",
    )  # fmt: skip

    @api.model
    def _take_over_file(self, document, file):
        """Give a paper of a dossier a file of the citizen's, which was examined as it came in.

        :param document: the ``onestop.dossier.document``
        :param file: a record with what is known of the file, and its attachment, which goes over
        :return: the ``onestop.dossier.file``
        """
        dossier = document.dossier_id.sudo()
        known = document.sudo().file_ids.filtered(lambda one: one.sha256 == file.sha256)
        if known:
            return known[:1]
        vals = {
            name: file[name] for name in ("name", "mimetype", "size", "page_count", "marks", "sha256", "signatures")
        }
        taken = dossier._create_file("document", document, vals)
        attachment = file.attachment_id.sudo().with_context(onestop_own_file=OWN_FILE)
        attachment.write({"res_model": taken._name, "res_id": taken.id})
        taken.attachment_id = attachment
        taken._taken_in()
        taken._log("file_add")
        return taken


class OnestopDossierDocument(models.Model):
    _inherit = "onestop.dossier.document"

    source = fields.Selection(
        SOURCES, "Said by the Citizen", readonly=True, help="Where the paper comes from, as whoever filed online says."
    )

    @api.model
    def _attested_fields(self):
        return (*super()._attested_fields(), "source")
