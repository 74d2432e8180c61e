from odoo import api, fields, models

from ...money_fields import Dong


class OnestopFeeDueChange(models.TransientModel):
    """Say what a due depends on, or let the payer off: what the desk asks once."""

    _name = "onestop.fee.due.change"
    _description = "Quantity or Exemption"

    due_id = fields.Many2one("onestop.fee.due", required=True)
    asks_quantity = fields.Boolean(compute="_compute_asked")
    asks_value = fields.Boolean(compute="_compute_asked")
    asks_pieces = fields.Boolean(compute="_compute_asked")
    unit = fields.Char(related="due_id.rule_id.unit")
    quantity = fields.Integer()
    declared_value = Dong("Declared Value")
    pieces = fields.Integer(default=1)
    exemption_ids = fields.One2many(related="due_id.rule_id.exemption_ids")
    exemption_id = fields.Many2one("onestop.fee.exemption", domain="[('id', 'in', exemption_ids)]")
    proof_asked = fields.Char("Proof Asked For", related="exemption_id.proof")
    proof = fields.Char("Proof Seen", help="What was shown, with its number.")
    state = fields.Selection(related="due_id.state")
    given_id = fields.Many2one(related="due_id.exemption_id", string="Let Off So Far")
    reason = fields.Char("Why It Is Taken Back", help="What is wrong with the proof, or whose it is.")

    @api.depends("due_id")
    def _compute_asked(self):
        for wizard in self:
            rule = wizard.due_id.sudo().rule_id
            engine = rule._as_engine() if rule else None
            wizard.asks_quantity = bool(engine and engine.asks_quantity)
            wizard.asks_value = bool(engine and engine.asks_value)
            wizard.asks_pieces = bool(rule.pieces_unit)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        due = self.env["onestop.fee.due"].browse(values.get("due_id") or self.env.context.get("active_id"))
        known = {
            "due_id": due.id,
            "quantity": due.quantity,
            "declared_value": due.declared_value,
            "pieces": due.pieces or 1,
        }
        return values | {name: value for name, value in known.items() if name in fields}

    def action_apply(self):
        """Reckon the due anew by what was said."""
        self.ensure_one()
        due = self.due_id
        said = {}
        if self.asks_quantity:
            said["quantity"] = self.quantity
        if self.asks_value:
            said["declared_value"] = self.declared_value
        if self.asks_pieces:
            said["pieces"] = self.pieces
        if said:
            due.answer(**said)
        if self.exemption_id:
            due.exempt(self.exemption_id.id, self.proof)

    def action_withdraw_exemption(self):
        """The payer was let off wrongly: all of it is owed again."""
        self.ensure_one()
        self.due_id.withdraw_exemption(self.reason)
