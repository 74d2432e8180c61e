from odoo import api, models


class OnestopSettings(models.AbstractModel):
    _inherit = "onestop.settings"

    @api.model
    def _defaults(self):
        return super()._defaults() | {"door_form.opens": "07:30"}
