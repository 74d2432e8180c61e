from odoo import api, models


class OnestopFiling(models.Model):
    """Whoever files at home may pay at home."""

    _inherit = "onestop.filing"

    @api.model
    def _payment_way_selection(self):
        return [
            *super()._payment_way_selection(),
            ("online", self.env._("Online, once the amount is fixed: by card, bank account or VietQR")),
        ]
