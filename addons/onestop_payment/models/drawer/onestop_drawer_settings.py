from odoo import api, fields, models


class OnestopSettings(models.AbstractModel):
    _inherit = "onestop.settings"

    @api.model
    def _defaults(self):
        return super()._defaults() | {
            # đồng that a drawer may lack, or hold too much, with an explanation alone; beyond it a second person accepts it.
            # No law says how much: an agency decides
            "onestop_payment.drawer_difference_limit": "50000",
        }


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    onestop_payment_drawer_difference_limit = fields.Integer("Difference of a Drawer Without a Second Person (đồng)")
