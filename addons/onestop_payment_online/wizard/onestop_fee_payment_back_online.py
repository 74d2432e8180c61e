from odoo import api, fields, models


class OnestopFeePaymentBack(models.TransientModel):
    """What was paid at the gateway goes back there, unless somebody chooses otherwise."""

    _inherit = "onestop.fee.payment.back"

    method = fields.Selection(selection_add=[("online", "At the Gateway")], ondelete={"online": "cascade"})

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        payment = self.env["onestop.fee.payment"].browse(values.get("payment_id"))
        if "method" in fields and payment.sudo()._online_transaction():
            values["method"] = "online"
        return values
