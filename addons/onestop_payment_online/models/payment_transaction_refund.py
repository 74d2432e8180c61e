from odoo import fields, models

from .onestop_online_refund import SPOKEN_FOR


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    online_refund_ids = fields.One2many(
        "onestop.online.refund", "transaction_id", "Refunds at the Gateway", readonly=True
    )

    def _vnpay_left(self):
        """What the gateway has of a payment, and nobody has spoken for."""
        spoken = self.online_refund_ids.filtered(lambda one: one.state in SPOKEN_FOR)
        return sum(self.mapped("vnpay_received")) - sum(spoken.mapped("amount"))

    def _vnpay_take_left(self):
        """The same, with nobody else about to speak for it."""
        self.lock_for_update(allow_referencing=True)
        self.invalidate_recordset()
        return self._vnpay_left()
