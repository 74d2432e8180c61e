from odoo import models


class OnestopFeeReceipt(models.Model):
    """The number of a receipt, which it has when the transaction ends, stands on the packet."""

    _inherit = "onestop.fee.receipt"

    def _take_number(self, number, last):
        result = super()._take_number(number, last)
        item = self.payment_id.postal_shipment_id
        if item:
            item._name_receipts()
        return result
