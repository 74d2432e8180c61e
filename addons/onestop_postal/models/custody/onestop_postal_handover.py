from odoo import api, fields, models
from odoo.addons.onestop_core.money_fields import Dong
from odoo.exceptions import AccessError, UserError

TO_AGENCY, TO_POST = "to_agency", "to_post"
# who takes and gives for an agency; the post's own people never do
OF_AGENCY = ("receptionist", "specialist", "leader")


class OnestopPostalHandover(models.Model):
    """Minutes of a hand-over between the post and an agency: many dossiers on one slip. The giver offers it, the taker counts
    again, refuses what is not there, and signs; until then the giver holds everything.
    """

    _name = "onestop.postal.handover"
    _description = "Hand-over"
    _order = "id desc"

    name = fields.Char("Number", readonly=True, copy=False, default="–")
    direction = fields.Selection(
        [(TO_AGENCY, "Post to Agency"), (TO_POST, "Agency to Post")], required=True, default=TO_AGENCY
    )
    agency_id = fields.Many2one(
        "onestop.agency", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env.user._onestop_posts().agency_id[:1],
    )  # fmt: skip
    office_id = fields.Many2one(
        "onestop.postal.office", required=True, index=True, ondelete="restrict",
        default=lambda self: self._default_office_id(),
    )  # fmt: skip
    to_agency_id = fields.Many2one(
        "onestop.agency", "For the Agency", index="btree_not_null", ondelete="restrict",
        help="Papers that the post carries on to another agency. Empty: results for citizens.",
    )  # fmt: skip
    state = fields.Selection(
        [("draft", "Being Scanned"), ("offered", "Waits for the Taker"), ("signed", "Signed by Both"), ("cancelled", "Cancelled")],
        required=True, readonly=True, default="draft", index=True, copy=False,
    )  # fmt: skip
    given_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    given_at = fields.Datetime(readonly=True, copy=False)
    taken_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    taken_at = fields.Datetime("Signed", readonly=True, copy=False, index=True)
    line_ids = fields.One2many("onestop.postal.handover.line", "handover_id", string="Lines")
    line_count = fields.Integer("Dossiers", compute="_compute_counts")
    refused_count = fields.Integer("Refused", compute="_compute_counts")
    fee_total = Dong("Fees (VND)", compute="_compute_counts")
    note = fields.Char()
    may_give = fields.Boolean(compute="_compute_may")
    may_take = fields.Boolean(compute="_compute_may")

    @api.model
    def _default_office_id(self):
        rights = self.env["onestop.postal.right"].search([("user_id", "=", self.env.uid)], limit=1)
        return (
            rights.office_id
            or self.env["onestop.postal.desk"]
            .search([("agency_id", "in", self.env.user._onestop_posts().agency_id.ids)], limit=1)
            .office_id
        )

    @api.depends("line_ids.refused", "line_ids.fee_amount")
    def _compute_counts(self):
        for handover in self:
            taken = handover.line_ids.filtered(lambda line: not line.refused)
            handover.line_count = len(handover.line_ids)
            handover.refused_count = len(handover.line_ids) - len(taken)
            handover.fee_total = sum(taken.mapped("fee_amount"))

    @api.depends("direction", "agency_id", "office_id")
    @api.depends_context("uid")
    def _compute_may(self):
        for handover in self:
            post = handover.office_id and self.env["onestop.postal.right"]._carries_for(
                self.env.user, handover.agency_id, handover.office_id
            )
            agency = handover._is_of_agency()
            handover.may_give, handover.may_take = (post, agency) if handover.direction == TO_AGENCY else (agency, post)

    def _is_of_agency(self):
        """Whether the user takes and gives for the agency."""
        self.ensure_one()
        agency, user = self.agency_id.sudo(), self.env.user
        return (
            bool(agency)
            and user._onestop_has_role(OF_AGENCY, agency)
            and not user._onestop_has_role(("postal_clerk",), agency)
        )

    def _hands(self):
        """``(giver, taker)`` as the tracking book names them."""
        self.ensure_one()
        book = self.env["onestop.postal.custody"]
        post, agency = book._hand("office", self.office_id), book._hand("agency", self.agency_id)
        return (post, agency) if self.direction == TO_AGENCY else (agency, post)

    def _check_giver(self):
        for handover in self:
            if not (self.env.su or handover.may_give):
                raise AccessError(self.env._("This hand-over is given by the other side."))

    def _check_taker(self):
        for handover in self:
            if not (self.env.su or handover.may_take):
                raise AccessError(self.env._("This hand-over is taken by the other side."))

    @api.model_create_multi
    def create(self, vals_list):
        handovers = super().create(vals_list)
        handovers._check_giver()
        return handovers

    def write(self, vals):
        if not self.env.su and vals.keys() - {"note", "line_ids"}:
            if any(handover.state != "draft" or handover.line_ids for handover in self):
                raise UserError(self.env._("What is on a slip already stays between these two. Begin a new hand-over."))
            self._check_giver()
        result = super().write(vals)
        if not self.env.su and vals.keys() - {"note", "line_ids"}:
            self._check_giver()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts(self):
        self._check_giver()
        for handover in self:
            if handover.name != "–" or handover.line_ids:
                raise UserError(self.env._("A slip that somebody began to fill is kept: cancel it instead."))

    @api.model
    def _next_number(self, agency):
        year = agency._today().year
        number = self.env["onestop.number.book"]._allot_gapless(f"postal_minutes/{agency.id}", str(year))
        return f"{number:03d}/BBGN-{agency.code}-{year}"


class OnestopPostalHandoverLine(models.Model):
    """One packet on a slip. A refused one stays on it with its reason."""

    _name = "onestop.postal.handover.line"
    _description = "Packet on a Slip"
    _order = "handover_id, id"

    handover_id = fields.Many2one(
        "onestop.postal.handover", required=True, readonly=True, index=True, ondelete="cascade"
    )
    shipment_id = fields.Many2one(
        "onestop.postal.shipment", required=True, readonly=True, index=True, ondelete="restrict"
    )
    dossier_id = fields.Many2one(related="shipment_id.dossier_id", store=True, index=True)
    agency_id = fields.Many2one(related="handover_id.agency_id", store=True, index=True)
    state = fields.Selection(related="handover_id.state", string="State of the Slip")
    scanned_at = fields.Datetime(required=True, readonly=True)
    scan_uuid = fields.Char(
        readonly=True, copy=False, help="Chosen by the device, so that a scan sent twice counts once."
    )
    page_count = fields.Integer("Pages Counted", help="By the taker; what differs from acceptance is shown.")
    weight = fields.Integer("Weight Now (g)", help="By the taker's scale, if there is one.")
    refused = fields.Boolean("Not Taken")
    reason = fields.Char(help="Why it is not taken, or what differs.")
    difference = fields.Char(compute="_compute_difference")
    fee_amount = Dong("Fee (VND)", compute="_compute_fee_amount")

    _once = models.Constraint("UNIQUE(handover_id, shipment_id)", "This packet is on the slip already.")
    _scan_uniq = models.UniqueIndex("(scan_uuid) WHERE scan_uuid IS NOT NULL")
    _reason_given = models.Constraint(
        "CHECK(NOT refused OR reason IS NOT NULL)",
        "Say why a packet is not taken: it stays on the slip with its reason.",
    )

    @api.depends("page_count", "weight", "shipment_id.page_count", "shipment_id.weight")
    def _compute_difference(self):
        for line in self:
            shipment, parts = line.shipment_id, []
            if line.page_count and line.page_count != shipment.page_count:
                parts.append(
                    self.env._("%(now)s pages instead of %(then)s", now=line.page_count, then=shipment.page_count)
                )
            if line.weight and line.weight != shipment.weight:
                parts.append(self.env._("%(now)s g instead of %(then)s g", now=line.weight, then=shipment.weight))
            line.difference = "; ".join(parts)

    @api.depends("shipment_id.fee_amount", "shipment_id.fee_remitted_at", "handover_id.direction")
    def _compute_fee_amount(self):
        for line in self:
            shipment = line.shipment_id
            own = shipment.direction == "intake" and line.handover_id.direction == TO_AGENCY
            line.fee_amount = shipment.fee_amount if own and line._shows_fee() else 0

    def _shows_fee(self):
        """Whether the fee of the packet is handed over with this slip; a module that remits it otherwise says no."""
        return True

    def write(self, vals):
        if not self.env.su:
            for line in self:
                if line.handover_id.state != "offered":
                    raise UserError(
                        self.env._("The taker counts again once the slip is offered, and before it is signed.")
                    )
            self.handover_id._check_taker()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_while_scanning(self):
        if any(line.handover_id.state != "draft" for line in self):
            raise UserError(self.env._("A line of an offered slip stays. The taker refuses it with a reason."))
        if not self.env.su:
            self.handover_id._check_giver()
