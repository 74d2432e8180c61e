from odoo import fields, models


class OnestopDossierActWizard(models.TransientModel):
    _inherit = "onestop.dossier.act.wizard"

    door_place = fields.Char("Place")
