from datetime import datetime, time

from odoo import api, fields, models
from odoo.addons.onestop_core.engine.calendar import to_naive_utc
from odoo.addons.onestop_core.money_fields import Dong
from odoo.exceptions import AccessError, LockError, UserError

from ...engine import settlement, transit
from ..custody.onestop_postal_print import dong
from .onestop_postal_agreement import CODE_WORDS, CODES

OF_THE_POST = ("post_manager", "post_accountant")
OF_THE_AGENCY = ("agency_accountant", "leader")


class OnestopPostalSettlement(models.Model):
    """What an agency owes the post for a month, drawn from signed hand-overs alone: the post confirms it, then the agency, then it
    is paid. What is confirmed is never changed; a later month adjusts it. Fees collected for the budget are no part of it.
    """

    _name = "onestop.postal.settlement"
    _description = "Monthly Settlement With the Post"
    _inherit = ["mail.thread"]
    _order = "month desc, id desc"

    name = fields.Char(compute="_compute_name", store=True)
    agreement_id = fields.Many2one("onestop.postal.agreement", required=True, index=True, ondelete="restrict")
    agency_id = fields.Many2one(related="agreement_id.agency_id", store=True, index=True)
    month = fields.Date("First Day of the Month", required=True)
    state = fields.Selection(
        [("draft", "Draft"), ("post_confirmed", "Confirmed by the Post"), ("confirmed", "Confirmed by Both"), ("paid", "Paid")],
        required=True, readonly=True, default="draft", copy=False, index=True, tracking=True,
    )  # fmt: skip
    line_ids = fields.One2many("onestop.postal.settlement.line", "settlement_id", string="Lines")
    legs_amount = Dong("Legs (VND)", compute="_compute_sums", store=True)
    fixed_amount = Dong("Participation (VND)", compute="_compute_sums", store=True)
    penalty_amount = Dong("Penalties (VND)", compute="_compute_sums", store=True)
    adjustment_amount = Dong("Adjustments (VND)", compute="_compute_sums", store=True)
    vat_amount = Dong("Tax (VND)", compute="_compute_sums", store=True)
    payable = Dong("Payable (VND)", compute="_compute_sums", store=True)
    budget_left = Dong("Left of the Budget (VND)", compute="_compute_budget_left")
    post_user_id = fields.Many2one("res.users", "On the Post's Behalf", readonly=True, copy=False, ondelete="restrict")
    post_confirmed_at = fields.Datetime(readonly=True, copy=False)
    agency_user_id = fields.Many2one(
        "res.users", "On the Agency's Behalf", readonly=True, copy=False, ondelete="restrict"
    )
    confirmed_at = fields.Datetime(readonly=True, copy=False)
    paid_at = fields.Datetime(readonly=True, copy=False)
    is_post = fields.Boolean(compute="_compute_sides")
    is_agency = fields.Boolean(compute="_compute_sides")

    _month_uniq = models.Constraint(
        "UNIQUE(agreement_id, month)", "This month of the agreement is being settled already."
    )
    _first_day = models.Constraint(
        "CHECK(extract(day FROM month) = 1)", "A settlement is for a month: enter its first day."
    )

    @api.depends("agreement_id.number", "month")
    def _compute_name(self):
        for record in self:
            record.name = f"{record.agreement_id.number or ''} – {record.month:%m/%Y}" if record.month else ""

    @api.depends("line_ids.kind", "line_ids.quantity", "line_ids.unit_price", "agreement_id.vat")
    def _compute_sums(self):
        for record in self:
            total = settlement.add_up(
                [settlement.Item(line.kind, line.name, line.quantity, line.unit_price) for line in record.line_ids],
                vat=record.agreement_id.vat,
            )
            record.legs_amount, record.fixed_amount = total.legs, total.fixed
            record.penalty_amount, record.adjustment_amount = total.penalties, total.adjustments
            record.vat_amount, record.payable = total.vat, total.payable

    @api.depends("payable", "agreement_id.budget_ceiling", "agreement_id.settlement_ids.payable")
    def _compute_budget_left(self):
        for record in self:
            others = record.agreement_id.settlement_ids.filtered(
                lambda one, own=record: one != own and one.state in ("confirmed", "paid")
            )
            record.budget_left = settlement.left_of_budget(
                record.agreement_id.budget_ceiling, sum(others.mapped("payable")), record.payable
            )

    @api.depends("agency_id")
    @api.depends_context("uid")
    def _compute_sides(self):
        for record in self:
            agency, user = record.agency_id.sudo(), self.env.user
            record.is_post = bool(agency) and user._onestop_has_role(OF_THE_POST, agency)
            record.is_agency = bool(agency) and user._onestop_has_role(OF_THE_AGENCY, agency)

    def _check_side(self, *sides):
        for record in self:
            if not (self.env.su or any(record[side] for side in sides)):
                raise AccessError(self.env._("The settlement of this month is not yours to move."))

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._check_side("is_post")
        return records

    def write(self, vals):
        if not self.env.su and vals.keys() & {"agreement_id", "month", "line_ids"}:
            if any(record.state != "draft" for record in self):
                raise UserError(self.env._("What is confirmed is not changed: adjust it in a later month."))
            self._check_side("is_post", "is_agency")
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts(self):
        self._check_side("is_post")
        if any(record.state != "draft" for record in self):
            raise UserError(self.env._("What is confirmed is not changed: adjust it in a later month."))

    # ------------------------------------------------------------------ drawing

    def _bounds(self):
        """From when to when (not included) what was signed is drawn, as stored datetimes: from the first day of the agreement to the
        end of the month, in the time of the agency. So a leg that came after its month was confirmed is paid in the next one.
        """
        zone = self.agency_id.sudo()._calendar()._onestop_work_calendar().zone
        days = self.agreement_id.valid_from, transit.add_months(self.month, 1)
        return tuple(to_naive_utc(datetime.combine(day, time(), zone)) for day in days)

    def _legs(self, code):
        """The legs that the agency pays now: lines of slips signed by the end of the month, taken, and paid in no other month."""
        begin, end = self._bounds()
        return self.env["onestop.postal.handover.line"].sudo().search(
            [
                ("agency_id", "child_of", self.agency_id.id),
                ("handover_id.state", "=", "signed"),
                ("handover_id.taken_at", ">=", begin),
                ("handover_id.taken_at", "<", end),
                ("handover_id.direction", "=", "to_post" if code == "result" else "to_agency"),
                ("refused", "=", False),
                ("shipment_id.direction", "=", code),
                ("shipment_id.payer", "=", "agency"),
                ("shipment_id.state", "not in", ("returning", "returned")),
                "|", ("settlement_line_id", "=", False), ("settlement_line_id.settlement_id", "=", self.id),
            ]
        )  # fmt: skip

    def action_draw(self):
        """Draw the lines anew from the hand-overs of the month; adjustments stay."""
        self._take_in_hand("draft")
        self._check_side("is_post")
        record = self.sudo()
        record.line_ids.filtered(lambda line: line.kind != settlement.ADJUSTMENT).unlink()
        agreement, late = record.agreement_id, self.env["onestop.postal.handover.line"].sudo()
        lines = self.env["onestop.postal.settlement.line"].sudo()
        for price in agreement.line_ids.sorted(lambda line: [code for code, _label in CODES].index(line.code)):
            vals = {"settlement_id": record.id, "kind": price.kind, "code": price.code, "name": CODE_WORDS[price.code]}
            if price.kind == settlement.LEG:
                legs = record._legs(price.code)
                late |= legs.filtered(lambda leg: leg.shipment_id.days_late > 0)
                line = lines.create(vals | {"quantity": len(legs), "unit_price": price.unit_price})
                legs.settlement_line_id = line
            elif price.kind == settlement.FIXED:
                part = settlement.part_of_month(
                    price.unit_price, record.month, agreement.valid_from, agreement.valid_to or None
                )
                lines.create(vals | {"quantity": 1, "unit_price": part})
            else:
                lines.create(vals | {"quantity": len(late), "unit_price": -price.unit_price})
        return True

    # ------------------------------------------------------------------ confirming

    def _take_in_hand(self, state):
        self.ensure_one()
        self.check_access("read")
        try:
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is working on this settlement at this moment. Try again.")
            ) from error
        if self.state != state:
            raise UserError(self.env._("This settlement has moved on meanwhile. Open it again."))

    def action_post_confirm(self):
        """The post says that this is what it has done."""
        self._take_in_hand("draft")
        self._check_side("is_post")
        if not self.line_ids:
            raise UserError(self.env._("Draw the lines of the month first."))
        self.sudo().write(
            {"state": "post_confirmed", "post_user_id": self.env.uid, "post_confirmed_at": fields.Datetime.now()}
        )
        return True

    def action_confirm(self):
        """The agency agrees: from now on nothing is changed.

        :raises UserError: the budget line does not suffice
        """
        self._take_in_hand("post_confirmed")
        self._check_side("is_agency")
        if self.post_user_id == self.env.user and not self.env.su:
            raise UserError(self.env._("Nobody confirms for both sides."))
        if self.budget_left < 0:
            raise UserError(self.env._("The budget line does not suffice: %s are missing.", dong(-self.budget_left)))
        self.sudo().write({"state": "confirmed", "agency_user_id": self.env.uid, "confirmed_at": fields.Datetime.now()})
        return True

    def action_send_back(self):
        """The agency does not agree, or the post has found a mistake: it is drawn anew."""
        self._take_in_hand("post_confirmed")
        self._check_side("is_agency", "is_post")
        self.sudo().write({"state": "draft", "post_user_id": False, "post_confirmed_at": False})
        return True

    def action_pay(self):
        """The agency says that it has paid."""
        self._take_in_hand("confirmed")
        self._check_side("is_agency")
        self.sudo().write({"state": "paid", "paid_at": fields.Datetime.now()})
        return True


class OnestopPostalSettlementLine(models.Model):
    """A line of a settlement. Only adjustments are typed, with their reason; all others are drawn."""

    _name = "onestop.postal.settlement.line"
    _description = "Line of a Settlement"
    _order = "settlement_id, id"

    settlement_id = fields.Many2one("onestop.postal.settlement", required=True, index=True, ondelete="cascade")
    agency_id = fields.Many2one(related="settlement_id.agency_id", store=True, index=True)
    kind = fields.Selection(
        [("leg", "Leg"), ("fixed", "Participation"), ("penalty", "Penalty"), ("adjustment", "Adjustment")],
        required=True,
        default="adjustment",
    )
    code = fields.Selection(CODES, readonly=True)
    name = fields.Char("What For", required=True)
    quantity = fields.Integer(required=True, default=1)
    unit_price = Dong("Unit Price (VND)", required=True)
    amount = Dong("Amount (VND)", compute="_compute_amount")
    leg_ids = fields.One2many("onestop.postal.handover.line", "settlement_line_id", string="Legs")

    @api.depends("quantity", "unit_price")
    def _compute_amount(self):
        for line in self:
            line.amount = line.quantity * line.unit_price

    def _check_adjustment(self):
        for line in self:
            if line.kind != settlement.ADJUSTMENT:
                raise UserError(self.env._("Lines are drawn from the hand-overs; only adjustments are entered."))
            if line.settlement_id.state != "draft":
                raise UserError(self.env._("What is confirmed is not changed: adjust it in a later month."))
        self.settlement_id._check_side("is_post", "is_agency")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if not self.env.su:
            lines._check_adjustment()
        return lines

    def write(self, vals):
        if not self.env.su:
            self._check_adjustment()
        result = super().write(vals)
        if not self.env.su:
            self._check_adjustment()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_adjustments(self):
        if not self.env.su:
            self._check_adjustment()

    def action_legs(self):
        """The legs behind the line, each with its slip."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "onestop.postal.handover.line",
            "views": [(False, "list")],
            "domain": [("settlement_line_id", "=", self.id)],
        }
