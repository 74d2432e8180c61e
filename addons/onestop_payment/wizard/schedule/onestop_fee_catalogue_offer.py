from odoo import Command, api, fields, models
from odoo.addons.onestop_core.engine.fee_text import read_fee
from odoo.exceptions import UserError

from ...money_fields import Dong


class OnestopFeeCatalogueOffer(models.TransientModel):
    """What the imported catalogue says of fees, offered as drafts of rules. Nothing is guessed: which fee it is, and what it
    comes to where the text names no amount, is said by a person.
    """

    _name = "onestop.fee.catalogue.offer"
    _description = "Rules from the Catalogue"

    schedule_id = fields.Many2one("onestop.fee.schedule", required=True, readonly=True)
    line_ids = fields.One2many("onestop.fee.catalogue.offer.line", "offer_id")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        schedule = self.env["onestop.fee.schedule"].browse(self.env.context.get("active_id"))
        values["schedule_id"] = schedule.id
        if "line_ids" in fields and schedule:
            values["line_ids"] = [Command.create(vals) for vals in self._offers(schedule)]
        return values

    @api.model
    def _offers(self, schedule):
        """Values of a line for each fee text of a procedure in force that the schedule does not speak of yet."""
        spoken = {(rule.procedure_id, rule.channel or "", rule.case_name or "") for rule in schedule.rule_ids}
        channels = self.env["onestop.procedure.channel"].search(
            [("fee_text", "!=", False), ("version_id.procedure_id", "!=", False)], order="version_id, sequence, id"
        )
        offers = []
        for line in channels:
            procedure = line.version_id.procedure_id
            if (
                line.version_id != procedure.current_version_id
                or (procedure, line.channel, line.case_id.name or "") in spoken
            ):
                continue
            said = read_fee(line.fee_text)
            if said.kind == "unsaid":
                continue
            known = said.kind in ("fixed", "free") and said.currency == "VND"
            offers.append(
                {
                    "procedure_id": procedure.id,
                    "channel": line.channel,
                    "case_name": line.case_id.name,
                    "fee_text": line.fee_text,
                    "says": said.kind if known else "elsewhere",
                    "amount": said.amount or 0 if known else 0,
                }
            )
        return offers

    def action_take(self):
        """Make a rule of each line that was ticked.

        :raises UserError: a ticked line has no fee, or an amount that nobody has said
        """
        self.ensure_one()
        self.schedule_id.check_access("write")
        self.schedule_id._check_draft()
        taken = self.line_ids.filtered("take")
        if not taken:
            raise UserError(self.env._("Tick the lines that become rules."))
        if lacking := taken.filtered(lambda line: not line.type_id):
            raise UserError(self.env._("Say which fee it is: %s.", ", ".join(lacking.procedure_id.mapped("code"))))
        if unsaid := taken.filtered(lambda line: line.says == "elsewhere" and not line.amount):
            raise UserError(
                self.env._(
                    "The catalogue names no amount: enter the one of the decision: %s.",
                    ", ".join(unsaid.procedure_id.mapped("code")),
                )
            )
        self.schedule_id.rule_ids = [
            Command.create(
                {
                    "procedure_id": line.procedure_id.id,
                    "type_id": line.type_id.id,
                    "channel": line.channel,
                    "case_name": line.case_name,
                    "amount": line.amount,
                    "note": line.fee_text,
                }
            )
            for line in taken
        ]


class OnestopFeeCatalogueOfferLine(models.TransientModel):
    _name = "onestop.fee.catalogue.offer.line"
    _description = "Rule from the Catalogue"

    offer_id = fields.Many2one("onestop.fee.catalogue.offer", required=True, index=True, ondelete="cascade")
    take = fields.Boolean()
    procedure_id = fields.Many2one("onestop.procedure", required=True)
    channel = fields.Selection([("direct", "Direct"), ("online", "Online"), ("post", "By Post")])
    case_name = fields.Char("Case")
    fee_text = fields.Char("The Catalogue Says")
    says = fields.Selection(
        [("fixed", "An Amount"), ("free", "Nothing Is Taken"), ("elsewhere", "Others Set It")], "Read As", readonly=True
    )
    type_id = fields.Many2one("onestop.fee.type", "Fee")
    amount = Dong("Amount (đồng)")
