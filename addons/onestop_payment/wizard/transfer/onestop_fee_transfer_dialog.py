from odoo import fields, models

from ...money_fields import Dong


class OnestopFeeTransferDialog(models.TransientModel):
    """A person says that a transfer has arrived, by the message of the bank that they see."""

    _name = "onestop.fee.transfer.dialog"
    _description = "Transfer Has Arrived"

    transfer_id = fields.Many2one("onestop.fee.transfer", required=True, readonly=True)
    payer_name = fields.Char(related="transfer_id.payer_name")
    amount = Dong(related="transfer_id.amount")
    message = fields.Char("Transaction Number", help="As in the bank's message: it proves this one payment only.")

    def action_confirm(self):
        self.ensure_one()
        done = {"type": "ir.actions.act_window_close"}
        if self.transfer_id._confirm(self.message):
            return done
        words = self.env._("This money pays nothing that is still owed. It is noted as money to be clarified.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "warning", "sticky": True, "message": words, "next": done},
        }
