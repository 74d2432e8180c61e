from odoo import api, fields, models
from odoo.addons.onestop_core.money_fields import Dong
from odoo.exceptions import ValidationError

from ...engine import settlement, tariff

LEGS = [
    ("intake", "Dossiers Brought to the Agency"),
    ("result", "Results Sent to Citizens"),
    ("between", "Papers Carried Between Agencies"),
]
FIXED = [
    ("premises", "Premises"),
    ("equipment", "Equipment"),
    ("it", "Information Technology"),
    ("staff", "Staff"),
]
PENALTIES = [("late", "Later Than Promised")]
CODES = [*LEGS, *FIXED, *PENALTIES]
# as the contract names them
CODE_WORDS = {
    "intake": "Nhận gửi hồ sơ từ bưu cục đến cơ quan",
    "result": "Chuyển trả kết quả đến người dân",
    "between": "Luân chuyển hồ sơ giữa các cơ quan",
    "premises": "Mức tham gia về mặt bằng",
    "equipment": "Mức tham gia về trang thiết bị",
    "it": "Mức tham gia về công nghệ thông tin",
    "staff": "Mức tham gia về nhân lực",
    "late": "Giảm trừ do chậm thời gian toàn trình",
}
KIND_OF = {
    **dict.fromkeys(dict(LEGS), settlement.LEG),
    **dict.fromkeys(dict(FIXED), settlement.FIXED),
    **dict.fromkeys(dict(PENALTIES), settlement.PENALTY),
}


class OnestopPostalAgreement(models.Model):
    """A service contract between an agency and the post: unit prices, the monthly participation, penalties, and the budget line
    that bears it. It pays for services, never for heads.
    """

    _name = "onestop.postal.agreement"
    _description = "Agreement With the Post"
    _inherit = ["mail.thread"]
    _order = "valid_from desc, id desc"
    _rec_name = "number"

    number = fields.Char(required=True, tracking=True)
    agency_id = fields.Many2one("onestop.agency", required=True, index=True, ondelete="restrict", tracking=True)
    operator = fields.Char(required=True, help="The company of the post that signs.", tracking=True)
    signed_on = fields.Date(required=True)
    valid_from = fields.Date(required=True, tracking=True)
    valid_to = fields.Date(tracking=True)
    route = fields.Selection(
        [("contract", "Service Contract (08a)"), ("order", "Order of a Public Service (03, 04)")],
        required=True, default="contract", tracking=True,
        help="Where the service is ordered by the budget, contract and minutes follow Decree 32/2019.",
    )  # fmt: skip
    value = Dong("Value of the Contract (VND)", tracking=True)
    at_treasury = fields.Boolean("Lodged With the Treasury", compute="_compute_at_treasury")
    budget_line = fields.Char(required=True, help="Chapter, kind and item of the budget that bears it.")
    budget_ceiling = Dong("Ceiling of the Budget (VND)", required=True, tracking=True)
    vat = fields.Integer("Tax on Top (1/10000)", help="800 is 8 %; 0 where the prices hold it already.")
    line_ids = fields.One2many("onestop.postal.agreement.line", "agreement_id", copy=True)
    settlement_ids = fields.One2many("onestop.postal.settlement", "agreement_id")
    beyond_ceiling = fields.Boolean(
        "A Price Beyond the Law's", compute="_compute_beyond_ceiling",
        help="A unit price is higher than the highest one of the law for the lightest packet within an area.",
    )  # fmt: skip

    _number_uniq = models.Constraint("UNIQUE(number)", "There is an agreement of this number already.")
    _validity = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from <= valid_to)", "It cannot end before it begins."
    )
    _amounts = models.Constraint(
        "CHECK(budget_ceiling >= 0 AND value >= 0 AND vat BETWEEN 0 AND 10000)", "An amount is not below 0."
    )

    @api.constrains("agency_id", "valid_from", "valid_to")
    def _check_alone(self):
        for agreement in self:
            if self.search_count(
                [
                    ("id", "!=", agreement.id),
                    ("agency_id", "=", agreement.agency_id.id),
                    ("valid_from", "<=", agreement.valid_to or "9999-12-31"),
                    "|", ("valid_to", "=", False), ("valid_to", ">=", agreement.valid_from),
                ],
                limit=1,
            ):  # fmt: skip
                raise ValidationError(
                    self.env._("Another agreement of this agency holds on some of these days: end it first.")
                )

    @api.depends("value")
    def _compute_at_treasury(self):
        limit = self.env["onestop.settings"]._number("onestop_postal.treasury_from")
        for agreement in self:
            agreement.at_treasury = agreement.value > limit

    @api.depends("agency_id", "line_ids.unit_price", "valid_from")
    def _compute_beyond_ceiling(self):
        for agreement in self:
            ceiling = self.env["onestop.postal.tariff"]._in_force(
                "ceiling", agreement.valid_from or agreement.agency_id._today()
            )
            lightest = ceiling.row_ids.filtered(lambda row: row.zone == "same_area" and not row.is_step)[:1].price
            legs = agreement.line_ids.filtered(lambda line: line.kind == settlement.LEG)
            agreement.beyond_ceiling = bool(ceiling) and any(
                tariff.beyond_ceiling(price, lightest) for price in legs.mapped("unit_price")
            )

    @api.model
    def _in_force(self, agency, day):
        """The agreement that pays for an agency on a day: its own, else that of the nearest one above it."""
        found = self.sudo().search(
            [
                ("agency_id", "in", agency.sudo()._parent_ids()),
                ("valid_from", "<=", day),
                "|", ("valid_to", "=", False), ("valid_to", ">=", day),
            ]
        )  # fmt: skip
        above = agency.sudo()._parent_ids()
        return found.sorted(lambda one: above.index(one.agency_id.id))[-1:]


class OnestopPostalAgreementLine(models.Model):
    """What one thing costs by the agreement."""

    _name = "onestop.postal.agreement.line"
    _description = "Price of an Agreement"
    _order = "agreement_id, id"

    agreement_id = fields.Many2one("onestop.postal.agreement", required=True, index=True, ondelete="cascade")
    agency_id = fields.Many2one(related="agreement_id.agency_id", store=True, index=True)
    code = fields.Selection(CODES, "For", required=True)
    kind = fields.Char(compute="_compute_kind")
    unit_price = Dong("Unit Price (VND)", required=True, help="Of a penalty: what is taken off for each.")
    unit = fields.Char(compute="_compute_kind", help="Per packet, or per month.")

    _code_uniq = models.Constraint("UNIQUE(agreement_id, code)", "The agreement has a price for this already.")
    _price_range = models.Constraint("CHECK(unit_price >= 0)", "An amount is not below 0.")

    @api.depends("code")
    def _compute_kind(self):
        for line in self:
            line.kind = KIND_OF.get(line.code)
            line.unit = self.env._("month") if line.kind == settlement.FIXED else self.env._("packet")
