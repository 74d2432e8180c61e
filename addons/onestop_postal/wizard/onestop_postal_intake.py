import uuid

from odoo import api, fields, models
from odoo.addons.onestop_core.cleaned_fields import IdentityNumber, Name, Phone
from odoo.addons.onestop_core.money_fields import Dong
from odoo.exceptions import UserError

from ..engine import tariff


class OnestopPostalIntake(models.TransientModel):
    """Accept a dossier at a post office: papers counted, packet weighed and sealed, price and fee, then the slip."""

    _name = "onestop.postal.intake"
    _description = "Accept a Dossier at the Post Office"

    client_uuid = fields.Char(default=lambda self: str(uuid.uuid4()), readonly=True)
    desk_id = fields.Many2one(
        "onestop.postal.desk", required=True, domain="[('id', 'in', desk_ids)]",
        default=lambda self: self._own_desks()[:1],
    )  # fmt: skip
    desk_ids = fields.Many2many("onestop.postal.desk", compute="_compute_desk_ids")
    procedure_id = fields.Many2one("onestop.procedure", required=True, domain="[('id', 'in', procedure_ids)]")
    procedure_ids = fields.Many2many("onestop.procedure", compute="_compute_procedure_ids")
    version_id = fields.Many2one(related="procedure_id.current_version_id")
    case_id = fields.Many2one("onestop.procedure.case", domain="[('version_id', '=', version_id)]")
    applicant_name = Name(required=True)
    applicant_identity = IdentityNumber("Identity Number")
    applicant_phone = Phone("Phone", required=True)
    applicant_address = fields.Char("Address", required=True)
    result_channel = fields.Selection(
        [("post", "By Post"), ("direct", "At the Desk"), ("online", "Online")], default="post", required=True
    )
    result_address = fields.Char("Deliver To")
    line_ids = fields.One2many(
        "onestop.postal.intake.line", "intake_id", string="Papers",
        compute="_compute_line_ids", store=True, readonly=False,
    )  # fmt: skip
    area_id = fields.Many2one(
        "onestop.postal.area",
        "Area of the Agency",
        compute="_compute_area_id",
        store=True,
        readonly=False,
        required=True,
    )
    weight = fields.Integer("Weight (g)", required=True)
    page_count = fields.Integer("Pages", required=True)
    sealed = fields.Boolean("Sealed in front of the sender")
    seal_number = fields.Char()
    secret = fields.Boolean(
        "Holds state secrets", help="Such papers travel by the network of Party and State bodies only."
    )
    group_id = fields.Many2one("onestop.postal.group", "Pays Less")
    price = Dong("Price (VND)", compute="_compute_price")
    price_words = fields.Text("How the Price Comes About", compute="_compute_price")
    fee_amount = Dong("Fee Collected for the Budget (VND)")
    fee_receipt = fields.Char("Receipt")

    @api.model
    def _own_desks(self):
        """Desks at which the user receives for an agency."""
        rights = self.env["onestop.postal.right"].search([("user_id", "=", self.env.uid), ("act", "=", "receive")])
        return rights.desk_id

    @api.depends_context("uid")
    def _compute_desk_ids(self):
        self.desk_ids = self._own_desks()

    @api.depends("desk_id")
    @api.depends_context("uid")
    def _compute_procedure_ids(self):
        rights = self.env["onestop.postal.right"]
        for intake in self:
            agency = intake.desk_id.agency_id
            intake.procedure_ids = agency and list(rights._open_to(self.env.uid, agency.id, "receive", agency._today()))

    @api.depends("desk_id")
    def _compute_area_id(self):
        for intake in self:
            offices = self.env["onestop.postal.office"].search(
                [("agency_id", "=", intake.desk_id.agency_id.id)], limit=1
            )
            intake.area_id = offices.area_id or intake.desk_id.office_id.area_id

    @api.depends("procedure_id", "case_id")
    def _compute_line_ids(self):
        for intake in self:
            papers = intake.version_id._paper_vals(intake.case_id.id) if intake.version_id else ()
            intake.line_ids = [fields.Command.clear()] + [
                fields.Command.create(
                    {
                        "component_id": paper["component_id"],
                        "name": paper["name"],
                        "required": paper["required"],
                        "copies": 1,
                    }
                )
                for paper in papers
            ]

    @api.depends("desk_id", "area_id", "weight", "group_id")
    def _compute_price(self):
        shipments = self.env["onestop.postal.shipment"]
        for intake in self:
            office, words, total = intake.desk_id.office_id, "", 0
            if office and intake.area_id and 0 < intake.weight <= tariff.MOST_GRAMS:
                zone = tariff.zone_between(office.area_id._place(), intake.area_id._place())
                day = intake.desk_id.agency_id._today()
                try:
                    quote = self.env["onestop.postal.tariff"]._price(
                        "intake", zone, intake.weight, intake.group_id.relief, day
                    )
                except UserError as refusal:
                    words = str(refusal)
                else:
                    total, words = quote.total, "\n".join(map(shipments._line_words, quote.lines))
            intake.price, intake.price_words = total, words

    def action_accept(self):
        """Accept, and show the packet: its slip is printed from there."""
        self.ensure_one()
        answer = self.env["onestop.postal.shipment"].accept(self._payload())
        return {
            "type": "ir.actions.act_window",
            "res_model": "onestop.postal.shipment",
            "res_id": answer["id"],
            "views": [(False, "form")],
        }

    def _payload(self):
        """What ``onestop.postal.shipment.accept`` is sent; modules add to it."""
        return {
            "client_uuid": self.client_uuid,
            "agency_id": self.desk_id.agency_id.id,
            "procedure_id": self.procedure_id.id,
            "case_id": self.case_id.id,
            "applicant_name": self.applicant_name,
            "applicant_identity": self.applicant_identity,
            "applicant_phone": self.applicant_phone,
            "applicant_address": self.applicant_address,
            "result_channel": self.result_channel,
            "result_address": self.result_channel == "post" and (self.result_address or self.applicant_address),
            "documents": [
                {
                    "component_id": line.component_id.id,
                    "handed_in": True,
                    "originals": line.originals,
                    "certified_copies": line.certified_copies,
                    "copies": line.copies,
                }
                for line in self.line_ids
                if line.handed_in
            ],
            "postal": {
                "office_id": self.desk_id.office_id.id,
                "area_id": self.area_id.id,
                "weight": self.weight,
                "page_count": self.page_count,
                "sealed": self.sealed,
                "seal_number": self.seal_number,
                "secret": self.secret,
                "group_id": self.group_id.id,
                "fee_amount": self.fee_amount,
                "fee_receipt": self.fee_receipt,
            },
        }


class OnestopPostalIntakeLine(models.TransientModel):
    """A paper of the published list, as it is counted at the post office."""

    _name = "onestop.postal.intake.line"
    _description = "Paper to Accept"
    _order = "id"

    intake_id = fields.Many2one("onestop.postal.intake", required=True, ondelete="cascade")
    component_id = fields.Many2one("onestop.procedure.component", readonly=True)
    name = fields.Text(readonly=True)
    required = fields.Boolean(readonly=True)
    handed_in = fields.Boolean("There", default=True)
    originals = fields.Integer()
    certified_copies = fields.Integer()
    copies = fields.Integer()
