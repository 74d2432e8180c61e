from odoo import fields, models


class OnestopFeeDue(models.Model):
    """A transfer is no longer awaited once its dues are settled in another way."""

    _inherit = "onestop.fee.due"

    transfer_ids = fields.Many2many("onestop.fee.transfer", string="Transfers", readonly=True)

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in ("paid", "exempt", "cancelled"):
            self.sudo().transfer_ids.filtered(lambda one: one.state == "waiting")._withdraw(
                self.env._("Settled in another way.")
            )
        return result
