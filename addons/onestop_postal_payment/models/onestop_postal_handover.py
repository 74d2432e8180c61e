from odoo import api, models


class OnestopPostalHandover(models.Model):
    """Money that was collected by receipts does not travel on a slip: it is remitted to the agency's account."""

    _inherit = "onestop.postal.handover"

    def _carries_fee(self, shipment):
        return super()._carries_fee(shipment) and not shipment.payment_ids


class OnestopPostalHandoverLine(models.Model):
    _inherit = "onestop.postal.handover.line"

    @api.depends("shipment_id.payment_ids")
    def _compute_fee_amount(self):
        return super()._compute_fee_amount()

    def _shows_fee(self):
        return super()._shows_fee() and not self.shipment_id.sudo().payment_ids
