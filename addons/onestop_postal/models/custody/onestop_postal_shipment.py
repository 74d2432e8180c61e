from odoo import api, fields, models
from odoo.addons.onestop_core.cleaned_fields import CleanedChar, Email, Name, Phone
from odoo.addons.onestop_core.money_fields import Dong
from odoo.exceptions import UserError

from ...engine import transit

# where an item is no longer on its way
ENDED = ("handed_over", "delivered", "returned", "lost", "destroyed")


class OnestopPostalShipment(models.Model):
    """One packet of the public postal service: a dossier on its way to an agency, a result on its way to the citizen, or papers
    between two agencies. What the slip (phiếu gửi) says stands here; nothing of it is typed afterwards.
    """

    _name = "onestop.postal.shipment"
    _description = "Postal Item"
    _order = "accepted_at desc, id desc"
    _rec_names_search = ["name", "receiver_name", "sender_name"]

    name = CleanedChar("Item Number", required=True, readonly=True, copy=False)
    direction = fields.Selection(
        [("intake", "To the Agency"), ("result", "To the Citizen"), ("between", "Between Agencies")],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("prepared", "Prepared"),
            ("accepted", "With the Post"),
            ("handed_over", "Handed Over to the Agency"),
            ("invited", "Invited to Collect"),
            ("delivered", "Delivered"),
            ("returning", "Going Back"),
            ("returned", "Given Back to the Agency"),
            ("lost", "Lost"),
            ("destroyed", "Destroyed as Unclaimed"),
        ],
        required=True,
        readonly=True,
        default="prepared",
        index=True,
    )
    dossier_id = fields.Many2one("onestop.dossier", required=True, readonly=True, index=True, ondelete="restrict")
    procedure_id = fields.Many2one(related="dossier_id.procedure_id", store=True, index=True)
    agency_id = fields.Many2one(
        "onestop.agency", required=True, readonly=True, index=True, ondelete="restrict",
        help="The agency at the other end; of papers between agencies the one that sends them.",
    )  # fmt: skip
    to_agency_id = fields.Many2one(
        "onestop.agency", "For the Agency", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    office_id = fields.Many2one("onestop.postal.office", required=True, readonly=True, index=True, ondelete="restrict")
    area_id = fields.Many2one(
        "onestop.postal.area", "Area at the Other End", required=True, readonly=True, ondelete="restrict"
    )

    sender_name = Name(readonly=True, index="trigram")
    sender_address = fields.Char(readonly=True)
    sender_phone = Phone(readonly=True)
    sender_email = Email(readonly=True)
    receiver_name = Name(readonly=True, index="trigram")
    receiver_address = fields.Char(readonly=True)
    receiver_phone = Phone(readonly=True)
    receiver_email = Email(readonly=True)

    weight = fields.Integer("Weight (g)", readonly=True, help="Taken at acceptance.")
    page_count = fields.Integer("Pages", readonly=True, help="Counted at acceptance.")
    seal_number = fields.Char(readonly=True, help="Number of the seal put on in front of the sender.")
    accepted_at = fields.Datetime(readonly=True, index=True, help="The server's time, never typed.")
    accepted_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    promised_on = fields.Date(readonly=True, help="J + n: by when it is there.")
    ended_at = fields.Datetime(
        readonly=True, help="When it was there: handed over, delivered, or the citizen told to come."
    )
    days_late = fields.Integer("Working Days Late", readonly=True, aggregator="max")

    group_id = fields.Many2one("onestop.postal.group", readonly=True, ondelete="restrict")
    payer = fields.Selection(
        [("citizen", "Citizen"), ("agency", "Agency")], required=True, readonly=True, default="citizen"
    )
    price = Dong("Price (VND)", readonly=True)
    price_words = fields.Text("How the Price Comes About", readonly=True)

    fee_amount = Dong("Fee Collected for the Budget (VND)", readonly=True)
    fee_receipt = fields.Char("Receipt", readonly=True)
    fee_collected_at = fields.Datetime(readonly=True)
    fee_due_on = fields.Date("To Be Remitted By", readonly=True, index="btree_not_null")
    fee_remitted_at = fields.Datetime("Remitted", readonly=True)

    paper_ids = fields.Many2many("onestop.postal.paper", string="Papers", readonly=True)
    line_ids = fields.One2many("onestop.postal.handover.line", "shipment_id", string="Hand-overs")

    _name_uniq = models.Constraint("UNIQUE(name)", "This item number is taken, and no number is given twice.")
    # one packet brings a dossier in, however often the device sends it
    _intake_uniq = models.UniqueIndex("(dossier_id) WHERE direction = 'intake'", "This dossier has a packet already.")
    _amounts = models.Constraint("CHECK(fee_amount >= 0 AND price >= 0)", "An amount is not below 0.")
    _at_post = models.Index("(office_id, state) WHERE state IN ('accepted', 'invited', 'returning')")

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What the post has accepted is kept."))

    @api.model
    def _next_name(self, office):
        """The next number of a post office: its code, the year, six digits; none is given twice."""
        year = office.agency_id._today().year
        [number] = self.env["onestop.number.book"]._allot([(f"postal/{office.agency_id.id}", str(year))])
        return f"{office.code}{year % 100:02d}{number:06d}"

    def _end(self, state, moment):
        """The item has come to the end of its way: the promise is held against the day."""
        for shipment in self:
            calendar = shipment.agency_id._calendar().sudo()._onestop_work_calendar()
            vals = {"state": state}
            if not shipment.ended_at:
                day = shipment._local(moment).date()
                late = transit.days_late(calendar, shipment.promised_on, day) if shipment.promised_on else 0
                vals |= {"ended_at": moment, "days_late": late}
            shipment.write(vals)

    def _local(self, moment):
        return fields.Datetime.context_timestamp(self.with_context(tz=self.agency_id.sudo()._calendar().tz), moment)

    def _promise(self, moment):
        """By when an item accepted at a moment is there."""
        self.ensure_one()
        days = transit.promised_days(self.office_id.area_id._place(), self.area_id._place())
        calendar = self.agency_id._calendar().sudo()._onestop_work_calendar()
        return transit.working_day_after(calendar, self._local(moment).date(), days)

    @api.model
    def _late_domain(self):
        """Items whose day has passed and that are not there."""
        today = self.env["onestop.agency"]._today()
        return [("promised_on", "<", today), ("ended_at", "=", False), ("state", "in", ("accepted", "invited"))]

    @api.model
    def _unremitted_domain(self):
        """Fees whose day of remittance has passed."""
        today = self.env["onestop.agency"]._today()
        return [("fee_amount", ">", 0), ("fee_remitted_at", "=", False), ("fee_due_on", "<", today)]
