from odoo import fields, models


class OnestopFeeDifferenceDialog(models.TransientModel):
    """How differences came about, in words."""

    _name = "onestop.fee.difference.dialog"
    _description = "Explain"

    difference_ids = fields.Many2many("onestop.fee.difference", string="Differences", readonly=True)
    words = fields.Char("How It Came About")

    def action_confirm(self):
        self.ensure_one()
        self.difference_ids._explain(self.words)
        return {"type": "ir.actions.act_window_close"}
