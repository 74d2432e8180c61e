from odoo import fields, models


class OnestopRating(models.Model):
    _inherit = "onestop.rating"

    source = fields.Selection(selection_add=[("kiosk", "Kiosk")], ondelete={"kiosk": "cascade"})
    ticket_id = fields.Many2one(related="dossier_id.ticket_id")
