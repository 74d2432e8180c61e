from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    door_form_opens = fields.Char("The Door Opens At")
