from odoo import fields, models


class OnestopDossierDocument(models.Model):
    _inherit = "onestop.dossier.document"

    door_shelf = fields.Char()
