from odoo import Command, api, fields, models

from ...money_fields import Dong


class OnestopFeeCollect(models.TransientModel):
    """Take money for dues in the back office: of one dossier, or of several that one visitor pays."""

    _name = "onestop.fee.collect"
    _description = "Take Money"

    due_ids = fields.Many2many("onestop.fee.due", string="Fees", required=True)
    amount = Dong("To Be Paid", compute="_compute_amount")
    method = fields.Selection(selection="_selection_method", required=True, default="cash")
    tendered = Dong("Cash Given")
    change = Dong(compute="_compute_change")
    reference = fields.Char("Bank's Message", help="What the bank's message says of the transfer.")

    @api.model
    def _selection_method(self):
        return [method for method in self.env["onestop.fee.payment"]._methods() if method[0] in ("cash", "transfer")]

    @api.depends("due_ids")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = sum(wizard.due_ids.mapped("remaining"))

    @api.depends("tendered", "amount")
    def _compute_change(self):
        for wizard in self:
            wizard.change = max(wizard.tendered - wizard.amount, 0)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if "due_ids" in fields and self.env.context.get("active_model") == "onestop.fee.due":
            dues = self.env["onestop.fee.due"].browse(self.env.context.get("active_ids") or [])
            values["due_ids"] = [Command.set(dues.filtered(lambda due: due.state in ("asked", "open")).ids)]
        return values

    def action_collect(self):
        """Take the money, and offer its receipts to be printed."""
        self.ensure_one()
        payments = self.env["onestop.fee.payment"]
        by_transfer = self.method == "transfer"
        payment = payments._collect(
            self.due_ids, self.method, self.amount, tendered=0 if by_transfer else self.tendered,
            reference=payments._read_message(self.reference, self.due_ids.agency_id[:1]) if by_transfer else None,
        )  # fmt: skip
        return payment._action_open()
