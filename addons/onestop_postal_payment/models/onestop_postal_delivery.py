from odoo import fields, models
from odoo.addons.onestop_payment.money_fields import Dong


class OnestopPostalDelivery(models.TransientModel):
    """Fees that are still owed are taken when the result is delivered."""

    _inherit = "onestop.postal.delivery"

    fee_owed = Dong(related="shipment_id.fee_owed")
    fee_taken = fields.Boolean("The fee was taken")

    def _deliver(self):
        taken = self.fee_owed if self.fee_taken else 0
        return self.shipment_id.deliver(
            self.recipient_kind, self.recipient or "", self.identity_seen, self.remark or "", fee_pay=taken
        )
