from odoo import fields, models


class PaymentTransaction(models.Model):
    """An online payment of dues: the fact is ``onestop.fee.payment``, so Odoo's own accounting makes none beside it."""

    _inherit = "payment.transaction"

    onestop_due_ids = fields.Many2many("onestop.fee.due", string="Fees Due", readonly=True)

    def _create_payment(self, **extra_create_values):
        if self.onestop_due_ids:
            return self.env["account.payment"]
        return super()._create_payment(**extra_create_values)
