from odoo import api, fields, models
from odoo.addons.onestop_payment.money_fields import Dong


class OnestopPostalIntake(models.TransientModel):
    """What is owed for the dossier by the schedule, and whether it is taken now. Where an agency keeps no schedule for the
    procedure, the clerk enters sum and receipt as before.
    """

    _inherit = "onestop.postal.intake"

    fee_line_ids = fields.One2many(
        "onestop.postal.intake.fee",
        "intake_id",
        string="Fees",
        compute="_compute_fee_line_ids",
        store=True,
        readonly=False,
    )
    fee_owed = Dong("Fees Owed (VND)", compute="_compute_fee_owed")
    fee_taken = fields.Boolean("Taken Now", default=True)

    @api.depends("desk_id", "procedure_id", "case_id")
    def _compute_fee_line_ids(self):
        rules = self.env["onestop.fee.rule"]
        for intake in self:
            agency = intake.desk_id.agency_id
            chosen = (
                rules._chosen(intake.procedure_id, agency, agency._today(), case=intake.case_id, channel="post")
                if agency and intake.procedure_id
                else ()
            )
            intake.fee_line_ids = [fields.Command.clear()] + [
                fields.Command.create({"rule_id": rule.id, "quantity": 1, "pieces": 1})
                for rule, _engine in chosen
                if rule.moment in ("before", "reception", "result")
            ]

    @api.depends("fee_line_ids.amount")
    def _compute_fee_owed(self):
        for intake in self:
            intake.fee_owed = sum(intake.fee_line_ids.mapped("amount"))

    def _payload(self):
        payload = super()._payload()
        if self.fee_line_ids:
            payload["fee_answers"] = {str(line.rule_id.id): line._answer() for line in self.fee_line_ids}
            payload["postal"] |= {
                "fee_amount": 0, "fee_receipt": "", "fee_pay": self.fee_owed if self.fee_taken else 0,
            }  # fmt: skip
        return payload


class OnestopPostalIntakeFee(models.TransientModel):
    """A fee of the schedule: how much there is of what it counts, or who is let off."""

    _name = "onestop.postal.intake.fee"
    _description = "Fee to Take at the Post Office"
    _order = "id"

    intake_id = fields.Many2one("onestop.postal.intake", required=True, ondelete="cascade")
    rule_id = fields.Many2one("onestop.fee.rule", required=True, readonly=True)
    name = fields.Char("Fee", compute="_compute_amount")
    unit = fields.Char(related="rule_id.unit")
    quantity = fields.Integer("How Many", default=1)
    pieces = fields.Integer(default=1)
    exemption_id = fields.Many2one("onestop.fee.exemption", "Let Off", domain="[('rule_id', '=', rule_id)]")
    proof = fields.Char("Proof Seen")
    amount = Dong("Amount (VND)", compute="_compute_amount")

    @api.depends("rule_id", "quantity", "pieces", "exemption_id", "proof")
    def _compute_amount(self):
        dues = self.env["onestop.fee.due"]
        for line in self:
            rule = line.rule_id
            proven = line.exemption_id if (line.proof or "").strip() else None
            reckoned = (
                dues._reckoned(
                    rule, rule._as_engine(), quantity=max(line.quantity, 1), declared_value=None,
                    pieces=max(line.pieces, 1), exemption=proven,
                )
                if rule
                else {"amount": 0}
            )  # fmt: skip
            line.name, line.amount = rule.label or rule.type_id.name, reckoned["amount"]

    def _answer(self):
        return {
            "quantity": max(self.quantity, 1),
            "pieces": max(self.pieces, 1),
            "exemption_id": self.exemption_id.id,
            "proof": self.proof or "",
        }
