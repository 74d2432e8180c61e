from odoo import api, fields, models


class OnestopFeeException(models.Model):
    """What is to be clarified of online payments, and the way back for their money."""

    _inherit = "onestop.fee.exception"

    transaction_id = fields.Many2one(
        "payment.transaction", "Online Payment", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    can_give_back = fields.Boolean(compute="_compute_can_give_back")

    @api.model
    def _kinds(self):
        return [
            *super()._kinds(),
            ("held", self.env._("Held by the Gateway")),
            ("unknown_payment", self.env._("A Payment Nobody Knows")),
            ("no_answer", self.env._("The Gateway Says Nothing")),
            ("refund_failed", self.env._("A Refund Did Not Get Through")),
        ]

    @api.depends("state", "transaction_id")
    def _compute_can_give_back(self):
        for exception in self:
            transaction = exception.sudo().transaction_id
            exception.can_give_back = exception.state == "open" and transaction._vnpay_left() > 0

    def action_give_back(self):
        """Propose that the gateway gives the money back; a second person decides."""
        self.ensure_one()
        self._check_resolver()
        refund = self.env["onestop.online.refund"]._propose(self)
        return refund._action_open()
