from odoo import api, fields, models


class OnestopFeePaymentBack(models.TransientModel):
    """Take a wrong payment back: undone as long as its drawer and day are open, proposed to be given back afterwards."""

    _name = "onestop.fee.payment.back"
    _description = "Undo or Give Back"

    payment_id = fields.Many2one("onestop.fee.payment", required=True)
    refusal = fields.Char("Why It Cannot Be Undone", compute="_compute_refusal")
    reason = fields.Char(required=True)
    line_ids = fields.Many2many(
        "onestop.fee.payment.line", string="Only These", domain="[('payment_id', '=', payment_id)]",
        help="Empty: all that was paid.",
    )  # fmt: skip
    method = fields.Selection(
        [("cash", "Cash"), ("transfer", "Bank Transfer")], "Goes Back By",
        compute="_compute_method", store=True, readonly=False, help="As it came, unless something else is chosen.",
    )  # fmt: skip
    account = fields.Char("To Account", help="Account number, holder and bank.")

    @api.depends("payment_id")
    def _compute_refusal(self):
        for wizard in self:
            wizard.refusal = wizard.payment_id.sudo()._undo_refusal()

    @api.depends("payment_id")
    def _compute_method(self):
        for wizard in self:
            wizard.method = "cash" if wizard.payment_id.sudo().method == "cash" else "transfer"

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if "payment_id" in fields and not values.get("payment_id"):
            values["payment_id"] = self.env.context.get("active_id")
        return values

    def action_undo(self):
        self.ensure_one()
        self.payment_id._undo(self.reason)

    def action_propose(self):
        """Propose the refund, and show it."""
        self.ensure_one()
        refund = self.payment_id._refund(self.reason, lines=self.line_ids, method=self.method, account=self.account)
        return refund._action_open()
