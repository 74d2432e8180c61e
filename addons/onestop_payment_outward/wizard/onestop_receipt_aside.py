from odoo import fields, models


class OnestopReceiptAside(models.TransientModel):
    """Asks how a receipt that the provider does not take was settled with it."""

    _name = "onestop.receipt.aside"
    _description = "Set a Receipt Aside"

    message_id = fields.Many2one(
        "onestop.receipt.message", "Receipt", required=True, ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )  # fmt: skip
    reason = fields.Char("How It Was Settled", required=True)

    def action_set_aside(self):
        self.ensure_one()
        self.message_id._set_aside(self.reason)
        return {"type": "ir.actions.act_window_close"}
