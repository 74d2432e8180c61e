from urllib.parse import urlsplit

from odoo import api, models


class PaymentProvider(models.Model):
    _inherit = "payment.provider"

    @api.model
    def _vnpay_origins(self):
        """Where payers are sent: origins of the gateways in use, for the policy of the page that sends them there."""
        pages = self.sudo().search([("code", "=", "vnpay"), ("state", "!=", "disabled")]).mapped("vnpay_pay_url")
        parts = [urlsplit(page) for page in pages if page]
        return sorted({f"{one.scheme}://{one.netloc}" for one in parts})
