from odoo import fields, models


class OnestopDossier(models.Model):
    """The visit in which a dossier was received, so that waiting, serving, settling and rating stand in one line."""

    _inherit = "onestop.dossier"

    ticket_id = fields.Many2one(
        "onestop.ticket", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
