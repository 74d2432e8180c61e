from odoo import api, models


class OnestopFeeException(models.Model):
    _inherit = "onestop.fee.exception"

    @api.model
    def _kinds(self):
        return [*super()._kinds(), ("post_differs", self.env._("The Post Remitted Another Amount"))]
