from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_core.cleaned_fields import Name, Phone
from odoo.addons.onestop_core.money_fields import Dong
from odoo.exceptions import AccessError, UserError

from ...engine import custody, transit
from ..delivery.onestop_postal_unclaimed import WITH_POST

KINDS = [("loss", "Lost"), ("delay", "Late"), ("damage", "Damaged or Opened"), ("price", "Price")]
OF_THE_POST = ("post_manager", "postal_clerk")
OF_THE_AGENCY = ("receptionist", "leader")


class OnestopPostalIncident(models.Model):
    """A complaint about a packet: until when it may be made, by when it is answered, who is liable and for how much (Luật Bưu chính
    art. 38–41, TT 17/2017/TT-BTTTT art. 8, NĐ 47/2011/NĐ-CP art. 24–27).
    """

    _name = "onestop.postal.incident"
    _description = "Complaint About a Packet"
    _inherit = ["mail.thread"]
    _order = "answer_by, id"
    _rec_name = "shipment_id"

    shipment_id = fields.Many2one("onestop.postal.shipment", required=True, index=True, ondelete="restrict")
    agency_id = fields.Many2one(related="shipment_id.agency_id", store=True, index=True)
    kind = fields.Selection(KINDS, required=True, default="delay")
    state = fields.Selection(
        [("open", "To Be Answered"), ("answered", "Answered"), ("paid", "Paid")],
        required=True, readonly=True, default="open", copy=False, index=True, tracking=True,
    )  # fmt: skip
    complainant = Name(required=True)
    complainant_phone = Phone("Phone")
    words = fields.Text("What Happened", required=True)
    raised_on = fields.Date(required=True, readonly=True, default=lambda self: self.env["onestop.agency"]._today())
    until = fields.Date("Could Be Made Until", readonly=True)
    answer_by = fields.Date(readonly=True, index=True)
    liable = fields.Selection(
        [("post", "Post"), ("agency", "Agency"), ("sender", "Sender"), ("nobody", "Nobody (Force Majeure)")],
        tracking=True,
    )
    beneficiary = fields.Selection([("citizen", "Citizen"), ("agency", "Agency")], required=True, default="citizen")
    proven = fields.Boolean("Proof of Acceptance", default=True, help="Without it nothing is compensated.")
    contract_amount = fields.Integer("Compensation by Contract (VND)")
    reissue_amount = fields.Integer("Cost of Issuing the Papers Anew (VND)")
    amount = Dong("Compensation (VND)", compute="_compute_amount", store=True)
    answer = fields.Text()
    minutes = fields.Char("Minutes of the Loss", copy=False, help="Number and day.")
    answered_on = fields.Date(readonly=True, copy=False)
    pay_by = fields.Date(readonly=True, copy=False, help="Within 30 days of the answer that says who is liable.")
    paid_on = fields.Date(readonly=True, copy=False)
    is_late = fields.Boolean("Overdue", compute="_compute_is_late", search="_search_is_late")

    _amounts = models.Constraint("CHECK(contract_amount >= 0 AND reissue_amount >= 0)", "An amount is not below 0.")

    @api.depends("kind", "liable", "proven", "contract_amount", "reissue_amount", "shipment_id.price")
    def _compute_amount(self):
        for incident in self:
            incident.amount = incident.liable == "post" and transit.compensation(
                incident.kind,
                incident.shipment_id.price,
                contract=incident.contract_amount,
                reissue=incident.reissue_amount,
                proven=incident.proven,
            )

    @api.depends("state", "answer_by", "pay_by")
    def _compute_is_late(self):
        today = self.env["onestop.agency"]._today()
        for incident in self:
            due = {"open": incident.answer_by, "answered": incident.amount and incident.pay_by}.get(incident.state)
            incident.is_late = bool(due) and due < today

    def _search_is_late(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        today = self.env["onestop.agency"]._today()
        return [
            "|",
            "&", ("state", "=", "open"), ("answer_by", "<", today),
            "&", "&", ("state", "=", "answered"), ("amount", ">", 0), ("pay_by", "<", today),
        ]  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        incidents = super().create(vals_list)
        for incident in incidents:
            incident._check_role(OF_THE_POST, OF_THE_AGENCY)
            incident.sudo()._set_dates()
        return incidents

    def _check_role(self, *roles):
        for incident in self:
            user, agency = self.env.user, incident.sudo().agency_id
            if not (self.env.su or user._onestop_has_role(tuple(sum(roles, ())), agency)):
                raise AccessError(self.env._("Complaints about this packet are handled by others."))

    def _set_dates(self):
        """Until when it could be made, and by when it is answered; too late a complaint is refused."""
        shipment = self.shipment_id
        seen_at_delivery = self.kind in (transit.DAMAGE, transit.PRICE)
        if not shipment.accepted_at or not shipment.promised_on:
            raise UserError(self.env._("The post has not accepted this packet yet."))
        if seen_at_delivery and not shipment.ended_at:
            raise UserError(self.env._("Damage and price are complained of once the packet is there."))
        ended = shipment._local(shipment.ended_at).date() if seen_at_delivery else shipment.promised_on
        until = transit.complaint_until(self.kind, ended)
        if self.raised_on > until:
            raise UserError(self.env._("This could be complained of until %s only.", f"{until:%d/%m/%Y}"))
        inside = shipment.office_id.area_id.province_code == shipment.area_id.province_code
        calendar = shipment.agency_id._calendar()._onestop_work_calendar()
        answer_by = transit.working_day_after(calendar, self.raised_on, transit.ANSWER_DAYS[inside])
        self.write({"until": until, "answer_by": answer_by})

    def write(self, vals):
        if not self.env.su:
            self._check_role(OF_THE_POST, OF_THE_AGENCY)
            if any(incident.state != "open" for incident in self) or vals.keys() & {"shipment_id", "kind"}:
                raise UserError(self.env._("What is answered is not changed, and a complaint stays about its packet."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A complaint is kept."))

    def action_answer(self):
        """The post answers in writing and says who is liable."""
        self.ensure_one()
        self._check_role(("post_manager",))
        if self.state != "open":
            raise UserError(self.env._("This complaint is answered already."))
        if not self.liable or not (self.answer or "").strip():
            raise UserError(self.env._("Write the answer, and say who is liable."))
        today = self.agency_id._today()
        self.sudo().write(
            {
                "state": "answered",
                "answered_on": today,
                "pay_by": today + timedelta(days=transit.PAYMENT_DAYS) if self.amount else False,
            }
        )
        return True

    def action_lost(self):
        """The packet is lost: its papers are in nobody's hand from now on, and the tracking book names the minutes that say so."""
        self.ensure_one()
        self._check_role(("post_manager",))
        record = self.sudo()
        item = record.shipment_id
        if self.kind != transit.LOSS or item.state not in WITH_POST:
            raise UserError(self.env._("This packet is not with the post, or nobody has complained that it is lost."))
        minutes = (record.minutes or "").strip()
        if not minutes:
            raise UserError(self.env._("Enter the number of the minutes first."))
        item.lock_for_update(allow_referencing=True)
        now, book = fields.Datetime.now(), self.env["onestop.postal.custody"]
        book._move(item.paper_ids, book._hand("office", item.office_id), book._hand(custody.LOST, name=minutes), now)
        item._end("lost", now)
        return True

    def action_pay(self):
        """The compensation has been paid."""
        self.ensure_one()
        self._check_role(("post_manager",))
        if self.state != "answered" or not self.amount:
            raise UserError(self.env._("Nothing is to be paid for this complaint."))
        self.sudo().write({"state": "paid", "paid_on": self.agency_id._today()})
        return True
