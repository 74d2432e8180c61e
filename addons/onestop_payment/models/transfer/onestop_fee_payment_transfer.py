from odoo import models


class OnestopFeePayment(models.Model):
    """A payment that was said to have arrived and is undone leaves its transfer to be paid, or not."""

    _inherit = "onestop.fee.payment"

    def _after_undo(self, reason):
        result = super()._after_undo(reason)
        transfers = self.env["onestop.fee.transfer"].sudo().search([("payment_id", "in", self.ids)])
        transfers.write({"state": "withdrawn", "payment_id": False, "withdrawn_reason": reason})
        return result
