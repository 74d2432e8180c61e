from odoo import fields, models


class OnestopFeeExceptionDialog(models.TransientModel):
    """What became of money that fitted nothing."""

    _name = "onestop.fee.exception.dialog"
    _description = "Clarify"

    exception_ids = fields.Many2many("onestop.fee.exception", string="To Be Clarified", readonly=True)
    words = fields.Text("What Became of It")

    def action_confirm(self):
        self.ensure_one()
        self.exception_ids._resolve(self.words)
        return {"type": "ir.actions.act_window_close"}
