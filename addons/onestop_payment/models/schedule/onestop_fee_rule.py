from odoo import api, fields, models, tools
from odoo.addons.onestop_core.engine.text import normalise
from odoo.addons.onestop_core.models.catalogue.onestop_procedure_channel import CHANNELS
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...engine import fees
from ...money_fields import Dong

MOMENTS = [("before", "Before Reception"), ("reception", "At Reception"), ("result", "With the Result")]


class OnestopFeeRule(models.Model):
    """A line of a schedule: what is taken of whom for one procedure, one case or one channel of it, and when."""

    _name = "onestop.fee.rule"
    _description = "Fee Rule"
    _order = "schedule_id, procedure_id, sequence, id"

    schedule_id = fields.Many2one("onestop.fee.schedule", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    procedure_id = fields.Many2one("onestop.procedure", required=True, index=True, ondelete="restrict")
    type_id = fields.Many2one("onestop.fee.type", "Fee", required=True, index=True, ondelete="restrict")
    kind = fields.Selection(related="type_id.kind")
    schedule_state = fields.Selection(related="schedule_id.state")
    case_name = fields.Char(
        "Case", help="Name of the case as the catalogue has it; it outlives the versions. Empty: all cases."
    )
    channel = fields.Selection(CHANNELS, help="Empty: all channels.")
    moment = fields.Selection(MOMENTS, "When Paid", required=True, default="reception")
    label = fields.Char("On the Receipt", help="What the receipt says of it. Empty: the name of the fee.")

    method = fields.Selection(
        [
            (fees.FIXED, "Fixed Amount"),
            (fees.PER_UNIT, "For Each Unit"),
            (fees.BANDS, "By Bands"),
            (fees.PERCENT, "Share of a Declared Value"),
        ],
        required=True, default=fees.FIXED,
    )  # fmt: skip
    amount = Dong("Amount (đồng)", aggregator=None, help="For one, or for each unit. 0: nothing is taken.")
    share = fields.Integer(
        "Share (1/10000)", aggregator=None, help="Of the declared value: 0.05 % is kept as 5 ten thousandths."
    )
    basis = fields.Selection(
        [(fees.QUANTITY, "Quantity"), (fees.VALUE, "Declared Value")], "Bands Of", required=True, default=fees.QUANTITY
    )
    band_ids = fields.One2many("onestop.fee.band", "rule_id", copy=True)
    minimum = Dong("At Least (đồng)", aggregator=None)
    maximum = Dong("At Most (đồng)", aggregator=None)
    round_to = fields.Integer("Rounded To (đồng)", default=1, required=True, aggregator=None)
    unit = fields.Char("Unit Counted", help="What is counted or declared: trang, thửa, giá trị hợp đồng.")
    pieces_unit = fields.Char(
        "Pieces", help="Taken for each of them, where there may be several: bản. Empty: always one."
    )
    exemption_ids = fields.One2many("onestop.fee.exemption", "rule_id", copy=True)
    retention_share = fields.Integer(
        "Kept (1/10000)", aggregator=None,
        help="What the collecting agency keeps of a charge (NĐ 120/2016/NĐ-CP art. 5); 50 % is kept as 5000 ten thousandths.",
    )  # fmt: skip
    note = fields.Char("Source", help="Article and line of the decision.")

    _whole_dong = models.Constraint(
        "CHECK(amount >= 0 AND share >= 0 AND minimum >= 0 AND maximum >= 0 AND round_to >= 1)",
        "Amounts are not below zero.",
    )
    _retention = models.Constraint(
        "CHECK(retention_share BETWEEN 0 AND 10000)", "The share that is kept lies between nothing and all."
    )

    @api.depends("type_id", "procedure_id")
    def _compute_display_name(self):
        for rule in self:
            rule.display_name = f"{rule.type_id.name} – {rule.procedure_id.display_name}"

    @api.constrains("method", "band_ids", "maximum", "minimum", "type_id", "retention_share", "unit")
    def _check_rule(self):
        for rule in self:
            if rule.kind == "levy" and rule.retention_share:
                raise ValidationError(self.env._("Nothing of a levy is kept: it goes to the budget whole."))
            if rule.maximum and rule.maximum < rule.minimum:
                raise ValidationError(self.env._("At most cannot be less than at least."))
            if rule._as_engine().asks_quantity and not rule.unit:
                raise ValidationError(self.env._("Say what is counted: the desk asks for it by that word."))
            if rule.method == fees.BANDS:
                ends = rule.band_ids.mapped("upto")
                if not ends or ends[-1] or 0 in ends[:-1] or ends[:-1] != sorted(set(ends[:-1])):
                    raise ValidationError(self.env._("Bands rise one above the other, and the last one has no end."))

    # ------------------------------------------------------------------ guarding the record

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._check_draft()
        return rules

    def write(self, vals):
        self._check_draft()
        return super().write(vals)

    def unlink(self):
        self._check_draft()
        return super().unlink()

    def _check_draft(self):
        if any(schedule.state not in ("draft",) for schedule in self.schedule_id.sudo()):
            raise UserError(
                self.env._(
                    "The rules of a schedule that was proposed or confirmed stay as they are. Copy the schedule instead."
                )
            )

    # ------------------------------------------------------------------ for the engine

    def _as_engine(self, depth=0):
        """As ``engine.fees.Rule``."""
        self.ensure_one()
        shared = self.method == fees.PERCENT
        return fees.Rule(
            key=self.id,
            type_key=self.type_id.id,
            method=self.method,
            amount=self.share if shared else self.amount,
            bands=tuple(band._as_engine() for band in self.band_ids),
            basis=self.basis,
            minimum=self.minimum,
            maximum=self.maximum,
            round_to=self.round_to,
            unit=self.unit or "",
            pieces_unit=self.pieces_unit or "",
            case=normalise(self.case_name or ""),
            channel=self.channel or "",
            depth=depth,
            exemptions=tuple(exemption._as_engine() for exemption in self.exemption_ids),
        )

    @api.model
    def _chosen(self, procedure, agency, day, *, case=None, channel=""):
        """The rules by which something is owed for ``procedure`` at ``agency`` on ``day`` (a date), one for each fee.

        :param case: a record of the case, or none
        :return: ``[(rule record, engine rule)]``
        :raises UserError: two rules say different things of the same fee
        """
        rules = self._engine_rules(procedure.id, agency.id, day, self.env["onestop.fee.schedule"]._stamps())
        try:
            chosen = fees.chosen(rules, case=normalise(case.name or "") if case else "", channel=channel)
        except ValueError as error:
            both = self.sudo().browse(error.args[0])
            raise UserError(
                self.env._(
                    "Two rules set %(fee)s for %(procedure)s: %(schedules)s. The finance office has to end one of them.",
                    fee=both[0].type_id.name,
                    procedure=procedure.display_name,
                    schedules=", ".join(both.schedule_id.mapped("number")),
                )
            ) from error
        records = self.sudo().browse([rule.key for rule in chosen])
        return list(zip(records, chosen, strict=True))

    @api.model
    @tools.ormcache("procedure_id", "agency_id", "day", "stamps")
    def _engine_rules(self, procedure_id, agency_id, day, stamps):
        """All rules that hold for a procedure at an agency on a day, as ``engine.fees.Rule``; kept in memory under the stamps
        of the schedules that are confirmed.
        """
        agency = self.env["onestop.agency"].sudo().browse(agency_id)
        above = agency._parent_ids()
        schedules = self.env["onestop.fee.schedule"]._in_force_domain(day) & (
            Domain("agency_id", "=", False) | Domain("agency_id", "in", above)
        )
        found = self.sudo().search(Domain("procedure_id", "=", procedure_id) & Domain("schedule_id", "any", schedules))
        # the nearer the territory, the deeper it lies in the tree
        depths = {agency_id: depth for depth, agency_id in enumerate(above, start=1)}
        return tuple(rule._as_engine(depths.get(rule.schedule_id.agency_id.id, 0)) for rule in found)


class OnestopFeeBand(models.Model):
    """A stretch of a quantity or of a declared value with a rate of its own."""

    _name = "onestop.fee.band"
    _description = "Band of a Fee"
    _order = "rule_id, sequence, id"

    rule_id = fields.Many2one("onestop.fee.rule", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    upto = Dong("Up To", aggregator=None, help="The last unit, or đồng of value, of the band. Empty: without end.")
    amount = Dong(
        "Amount or Share",
        aggregator=None,
        help="Đồng for each unit; of a declared value ten thousandths of what lies in the band.",
    )
    flat = fields.Boolean("For All", help="The amount is for all that ends in this band, not for each unit.")

    _positive = models.Constraint("CHECK(upto >= 0 AND amount >= 0)", "Amounts are not below zero.")

    @api.model_create_multi
    def create(self, vals_list):
        bands = super().create(vals_list)
        bands.rule_id._check_draft()
        return bands

    def write(self, vals):
        self.rule_id._check_draft()
        return super().write(vals)

    def unlink(self):
        self.rule_id._check_draft()
        return super().unlink()

    def _as_engine(self):
        return fees.Band(self.upto or None, self.amount, self.flat)


class OnestopFeeExemption(models.Model):
    """Whom a rule lets off, of how much, by what proof and by which text of the law."""

    _name = "onestop.fee.exemption"
    _description = "Exemption"
    _order = "rule_id, sequence, id"

    rule_id = fields.Many2one("onestop.fee.rule", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    group_id = fields.Many2one("onestop.fee.exemption.group", "Who Is Let Off", required=True, ondelete="restrict")
    share = fields.Integer(
        "Let Off (1/10000)",
        required=True,
        default=fees.WHOLE,
        aggregator=None,
        help="100 % is all of it; kept as 10000 ten thousandths.",
    )
    proof = fields.Char(compute="_compute_texts", store=True, readonly=False, required=True, precompute=True)
    legal_text = fields.Char(
        "Legal Basis", compute="_compute_texts", store=True, readonly=False, required=True, precompute=True
    )

    _part = models.Constraint("CHECK(share BETWEEN 1 AND 10000)", "What is let off lies between nothing and all.")
    _group_uniq = models.Constraint("UNIQUE(rule_id, group_id)", "A rule lets a group off once.")

    @api.depends("group_id")
    def _compute_texts(self):
        for exemption in self:
            exemption.proof = exemption.proof or exemption.group_id.proof
            exemption.legal_text = exemption.legal_text or exemption.group_id.legal_text

    @api.depends("group_id", "share")
    def _compute_display_name(self):
        for exemption in self:
            share = "" if exemption.share == fees.WHOLE else f" ({fees.percent(exemption.share)})"
            exemption.display_name = f"{exemption.group_id.name}{share}"

    @api.model_create_multi
    def create(self, vals_list):
        exemptions = super().create(vals_list)
        exemptions.rule_id._check_draft()
        return exemptions

    def write(self, vals):
        self.rule_id._check_draft()
        return super().write(vals)

    def unlink(self):
        self.rule_id._check_draft()
        return super().unlink()

    def _as_engine(self):
        return fees.Exemption(self.id, self.group_id.name, self.share, self.proof or "", self.legal_text or "")
