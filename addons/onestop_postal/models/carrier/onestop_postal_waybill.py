import json
import logging
from datetime import timedelta

import requests
from odoo import api, fields, models
from odoo.addons.onestop_core.engine import gateway
from odoo.addons.onestop_core.engine.outbox import Fate, Outcome
from odoo.addons.onestop_core.http_call import call
from odoo.addons.onestop_core.models.onestop_outbox import STATES
from odoo.exceptions import AccessError, UserError

from .onestop_postal_carrier import STEPS

_logger = logging.getLogger(__name__)

# who asks a carrier for a waybill
ROLES = ("postal_clerk", "post_manager")
MOST_TRIES = 12


class OnestopPostalWaybill(models.Model):
    """A packet in the system of a carrier. It is asked for under an identifier of its own, so that an answer that was lost orders
    nothing twice; its number is given to one packet for ever, also after it was recalled. What the carrier tells colours it and
    never moves a paper: that takes a signature.
    """

    _name = "onestop.postal.waybill"
    _description = "Waybill of a Carrier"
    _inherit = ["onestop.outbox"]
    _rec_name = "number"
    _rec_names_search = ["number", "shipment_id"]

    shipment_id = fields.Many2one(
        "onestop.postal.shipment", required=True, readonly=True, index=True, ondelete="restrict"
    )
    agency_id = fields.Many2one(related="shipment_id.agency_id", store=True, index=True)
    carrier_id = fields.Many2one(
        "onestop.postal.carrier", required=True, readonly=True, index=True, ondelete="restrict"
    )
    number = fields.Char("Waybill", readonly=True, copy=False, index="btree_not_null")
    recalled_at = fields.Datetime("Recalled", readonly=True, copy=False)
    state = fields.Selection(STATES, index=True)
    step = fields.Selection(STEPS, "Where It Is", readonly=True, copy=False, index=True)
    step_at = fields.Datetime("Since", readonly=True, copy=False)
    event_ids = fields.One2many("onestop.postal.carrier.event", "waybill_id", readonly=True)
    difference_ids = fields.One2many("onestop.postal.difference", "waybill_id", readonly=True)

    # a recalled number stays taken: it never goes to another packet
    _number_uniq = models.UniqueIndex(
        "(carrier_id, number) WHERE number IS NOT NULL", "This waybill belongs to another packet."
    )
    _one_at_a_time = models.UniqueIndex(
        "(shipment_id) WHERE recalled_at IS NULL AND state NOT IN ('failed', 'expired', 'cancelled')",
        "This packet has a waybill already.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A waybill is recalled, never deleted."))

    # ------------------------------------------------------------------ asking for one

    @api.model
    def _ask_for(self, shipment):
        """Ask the carrier of the packet's post office for a waybill; called after the check who may."""
        carrier = (
            self.env["onestop.postal.carrier"].sudo().search([("office_ids", "in", shipment.office_id.ids)], limit=1)
        )
        if not carrier.order_url:
            raise UserError(self.env._("No carrier's system is set up for %s.", shipment.office_id.name))
        return self.sudo().create({"shipment_id": shipment.id, "carrier_id": carrier.id})

    def _max_tries(self):
        return MOST_TRIES

    def _lifetime(self):
        return timedelta(days=3)

    def _send(self):
        record = self.sudo()
        carrier, item = record.carrier_id, record.shipment_id
        headers = {
            **gateway.parse_headers(carrier.headers),
            "Content-Type": "application/json",
            "Idempotency-Key": record.uuid,
        }
        body = gateway.fill(carrier.body, record._values(item), "application/json").encode()
        try:
            reply = call("POST", carrier.order_url, headers=headers, body=body, timeout=carrier.timeout)
        except requests.RequestException as error:
            # the error's own text may hold the address with its key
            _logger.info("Waybill %s: %s", record.uuid, type(error).__name__)
            return Outcome(Fate.TRY_AGAIN, type(error).__name__)
        known = (int(carrier.known_status),) if carrier.known_status else ()
        outcome = gateway.judge(reply, gateway.SuccessTest(statuses=known))
        if outcome.fate is not Fate.ACCEPTED:
            return outcome
        number = _read(reply.text, carrier.waybill_path)
        if not number:
            return Outcome(Fate.TRY_AGAIN, self.env._("The answer holds no waybill."))
        with self._apart() as message:
            refusal = message._take_number(number)
        return Outcome(Fate.REFUSED, refusal) if refusal else outcome

    def _values(self, item):
        """What the order may say of a packet, as texts."""
        return {
            "uuid": self.uuid,
            "item": item.name,
            "weight": str(item.weight),
            "fee": str(item.fee_amount),
            "price": str(item.price),
            **{
                f"{side}_{what}": item[f"{side}_{what}"] or ""
                for side in ("sender", "receiver")
                for what in ("name", "phone", "address")
            },
        }

    def _take_number(self, number):
        """Write the number down; why not, in words, if it belongs to another packet, also a recalled one."""
        other = self.search(
            [("carrier_id", "=", self.carrier_id.id), ("number", "=", number), ("id", "!=", self.id)], limit=1
        )
        if other:
            self.env["onestop.postal.difference"]._note(
                "number_again", self.carrier_id, number, waybill=other,
                words=self.env._(
                    "The carrier gave the waybill %(number)s of %(other)s to %(item)s as well.",
                    number=number, other=other.shipment_id.name, item=self.shipment_id.name,
                ),
            )  # fmt: skip
            return self.env._("This waybill belongs to another packet.")
        self.number = number
        return ""

    # ------------------------------------------------------------------ recalling

    def action_recall(self):
        """Give a waybill up before the carrier has taken the packet; its number stays known and is never used again."""
        self.ensure_one()
        self.check_access("read")
        if not (self.env.su or self.env.user._onestop_has_role(ROLES, self.agency_id.sudo())):
            raise AccessError(self.env._("Waybills are handled by the post."))
        if self.recalled_at or self.step not in (False, "registered"):
            raise UserError(self.env._("The carrier has this packet: it can no longer be recalled here."))
        record = self.sudo()
        if record.state in ("pending", "sending"):
            record.state = "cancelled"
        record.recalled_at = fields.Datetime.now()
        return True

    def action_again(self):
        """Ask anew for a waybill that was given up, under the same identifier."""
        self.ensure_one()
        self.check_access("read")
        if not (self.env.su or self.env.user._onestop_has_role(ROLES, self.agency_id.sudo())):
            raise AccessError(self.env._("Waybills are handled by the post."))
        if self.state not in ("failed", "expired") or self.recalled_at:
            raise UserError(self.env._("This waybill is not given up."))
        self.sudo()._again()
        return True


def _read(text, path):
    """What stands at ``path`` of an answer, as a text; empty where there is nothing simple."""
    try:
        node = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    for part in path.split("."):
        node = node.get(part) if isinstance(node, dict) else None
    return str(node).strip()[:64] if isinstance(node, str | int) and not isinstance(node, bool) else ""


class OnestopPostalShipment(models.Model):
    _inherit = "onestop.postal.shipment"

    waybill_ids = fields.One2many("onestop.postal.waybill", "shipment_id", string="Waybills", readonly=True)

    def action_order_waybill(self):
        """Let the carrier's system know of the packet."""
        self.ensure_one()
        self.check_access("read")
        if not (self.env.su or self.env.user._onestop_has_role(ROLES, self.agency_id.sudo())):
            raise AccessError(self.env._("Waybills are handled by the post."))
        if self.state not in ("accepted", "invited"):
            raise UserError(self.env._("This packet is not with the post."))
        if self.waybill_ids.filtered(
            lambda one: not one.recalled_at and one.state not in ("failed", "expired", "cancelled")
        ):
            raise UserError(self.env._("This packet has a waybill already."))
        self.env["onestop.postal.waybill"]._ask_for(self.sudo())
        return True
