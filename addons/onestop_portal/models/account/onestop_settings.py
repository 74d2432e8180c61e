from odoo import api, models


class OnestopSettings(models.AbstractModel):
    _inherit = "onestop.settings"

    @api.model
    def _defaults(self):
        return super()._defaults() | {
            # minutes for which a code for signing in is good
            "onestop_portal.code_minutes": "10",
            # codes in an hour: to one phone number or e-mail address, and asked for from one address
            "onestop_portal.codes_per_contact": "5",
            "onestop_portal.codes_per_address": "20",
        }
