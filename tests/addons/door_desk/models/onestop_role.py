from odoo import api, models


class OnestopRole(models.Model):
    _inherit = "onestop.role"

    @api.model
    def _desk_codes(self):
        return (*super()._desk_codes(), "door_clerk")
