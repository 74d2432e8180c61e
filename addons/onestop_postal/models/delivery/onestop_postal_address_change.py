from odoo import api, fields, models
from odoo.addons.onestop_core.cleaned_fields import Name, Phone
from odoo.addons.onestop_core.money_fields import Dong
from odoo.exceptions import AccessError, LockError, UserError

from ...engine import tariff
from ..custody.onestop_postal_handover import OF_AGENCY

# who writes down what the citizen asks for
ASKING = ("postal_clerk", "post_manager", *OF_AGENCY)


class OnestopPostalAddressChange(models.Model):
    """Another address for a result on its way. Until it is delivered a packet is at its sender's disposal, who is the agency: so the
    citizen asks, the agency accepts, and the post forwards it; who asks pays the new way (Luật Bưu chính art. 16).
    """

    _name = "onestop.postal.address.change"
    _description = "Change of Address"
    _order = "id desc"
    _rec_name = "shipment_id"

    shipment_id = fields.Many2one("onestop.postal.shipment", required=True, index=True, ondelete="restrict")
    agency_id = fields.Many2one(related="shipment_id.agency_id", store=True, index=True)
    old_address = fields.Char("Address So Far", readonly=True)
    old_promised_on = fields.Date("Promised So Far", readonly=True, copy=False)
    state = fields.Selection(
        [("asked", "Waits for the Agency"), ("accepted", "Accepted"), ("refused", "Refused")],
        required=True, readonly=True, default="asked", index=True, copy=False,
    )  # fmt: skip
    receiver_name = Name(required=True)
    receiver_phone = Phone("Phone")
    address = fields.Char("New Address", required=True)
    area_id = fields.Many2one("onestop.postal.area", required=True, ondelete="restrict")
    proof = fields.Char(required=True, help="What whoever asks has shown: the slip, the identity paper.")
    price = Dong("Price of Forwarding (VND)", readonly=True, help="By the posted tariff; paid by whoever asks.")
    reason = fields.Char("Why It Is Refused", copy=False)
    asked_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    asked_at = fields.Datetime("Asked", readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    decided_at = fields.Datetime("Decided", readonly=True, copy=False)

    _one_open = models.UniqueIndex(
        "(shipment_id) WHERE state = 'asked'", "The agency has not decided on the last one yet."
    )

    @api.onchange("shipment_id")
    def _onchange_shipment_id(self):
        item = self.shipment_id
        self.receiver_name, self.receiver_phone, self.area_id = item.receiver_name, item.receiver_phone, item.area_id

    @api.model_create_multi
    def create(self, vals_list):
        changes = super().create(vals_list)
        for change in changes:
            change._check_role(ASKING)
            change.shipment_id._check_on_its_way()
            record = change.sudo()
            record.write(
                {
                    "asked_by_id": self.env.uid,
                    "asked_at": fields.Datetime.now(),
                    "old_address": record.shipment_id.receiver_address,
                    "price": record._forwarding_price(),
                }
            )
        return changes

    def write(self, vals):
        if not self.env.su:
            for change in self:
                change._check_role(ASKING)
                if change.state != "asked" or vals.keys() - {"reason"}:
                    raise UserError(self.env._("What was asked for is not changed. Refuse it, and ask anew."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A change of address is kept."))

    def _check_role(self, roles):
        user, agency = self.env.user, self.sudo().agency_id
        if not (self.env.su or user._onestop_has_role(roles, agency)):
            raise AccessError(self.env._("Changes of address for this packet are handled by others."))

    def _check_of_agency(self):
        """Raise unless the user speaks for the sender: the agency, and nobody of the post."""
        self._check_role(OF_AGENCY)
        if not self.env.su and self.env.user._onestop_has_role(("postal_clerk",), self.sudo().agency_id):
            raise AccessError(self.env._("The agency is the sender: it decides whether its packet goes elsewhere."))

    def _forwarding_price(self):
        """The price from the area where the packet is addressed to now to the new one."""
        item = self.shipment_id
        zone = tariff.zone_between(item.area_id._place(), self.area_id._place())
        return (
            self.env["onestop.postal.tariff"]
            ._price(tariff.RESULT, zone, item.weight, item.group_id.relief, item.agency_id._today())
            .total
        )

    def _take_in_hand(self):
        self.ensure_one()
        self.check_access("read")
        self._check_of_agency()
        try:
            self.sudo().shipment_id.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(self.env._("Somebody else is working on this packet at this moment. Try again.")) from error
        if self.state != "asked":
            raise UserError(self.env._("This was decided already. Open it again."))

    def _decide(self, state):
        self.sudo().write({"state": state, "decided_by_id": self.env.uid, "decided_at": fields.Datetime.now()})

    def action_accept(self):
        """The agency lets the packet go to the new address: the post forwards it, and its promise begins anew, unless the person was invited
        to collect already. What was promised before stays with the change.
        """
        self._take_in_hand()
        self.shipment_id._check_on_its_way()
        record = self.sudo()
        item = record.shipment_id
        item.write(
            {
                "receiver_name": record.receiver_name,
                "receiver_phone": record.receiver_phone,
                "receiver_address": record.address,
                "area_id": record.area_id.id,
                "forward_price": item.forward_price + record.price,
                "state": "accepted",
            }
        )
        if not item.ended_at:
            record.old_promised_on = item.promised_on
            item.promised_on = item._promise(fields.Datetime.now())
        self._decide("accepted")
        return True

    def action_refuse(self):
        """The agency does not let it go elsewhere, and says why."""
        self._take_in_hand()
        if len((self.reason or "").strip()) < 5:
            raise UserError(self.env._("Say why it is refused: the citizen is told."))
        self._decide("refused")
        return True


class OnestopPostalShipment(models.Model):
    _inherit = "onestop.postal.shipment"

    change_ids = fields.One2many("onestop.postal.address.change", "shipment_id", string="Changes of Address")
    forward_price = Dong("Price of Forwarding (VND)", readonly=True, help="Paid by whoever asked for another address.")

    def _check_on_its_way(self):
        """Raise unless this is a result that the post has and nobody has taken."""
        if self.direction != "result" or self.state not in ("accepted", "invited"):
            raise UserError(self.env._("Only a result that is on its way gets another address."))
