from odoo import api, fields, models


class OnestopFeeReceiptReplace(models.TransientModel):
    """Issue another receipt in the place of one with a wrong name or address."""

    _name = "onestop.fee.receipt.replace"
    _description = "Replace a Receipt"

    receipt_id = fields.Many2one("onestop.fee.receipt", required=True)
    payer_name = fields.Char("Right Name", required=True)
    payer_address = fields.Char("Right Address")
    reason = fields.Char(required=True)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        receipt = self.env["onestop.fee.receipt"].browse(values.get("receipt_id") or self.env.context.get("active_id"))
        known = {"receipt_id": receipt.id, "payer_name": receipt.payer_name, "payer_address": receipt.payer_address}
        return values | {name: value for name, value in known.items() if name in fields}

    def action_replace(self):
        """Replace it, and show the new one."""
        self.ensure_one()
        new_id = self.receipt_id.replace(self.reason, self.payer_name, self.payer_address)
        return {
            "type": "ir.actions.act_window",
            "res_model": "onestop.fee.receipt",
            "res_id": new_id,
            "views": [(False, "form")],
        }
