from odoo import fields, models
from odoo.addons.onestop_core.cleaned_fields import Name

from ..models.delivery.onestop_postal_attempt import GROUNDS


class OnestopPostalDelivery(models.TransientModel):
    """What the clerk says when a result is delivered, or is not."""

    _name = "onestop.postal.delivery"
    _description = "Deliver a Result"

    shipment_id = fields.Many2one(
        "onestop.postal.shipment", required=True, default=lambda self: self.env.context.get("active_id")
    )
    task = fields.Selection(
        [("deliver", "Deliver"), ("fail", "Not Delivered"), ("invite", "Invite")], required=True, default="deliver"
    )
    recipient_kind = fields.Selection(
        [("applicant", "Applicant"), ("submitter", "Submitter"), ("other", "Somebody Else")], default="applicant"
    )
    recipient = Name("Taken By")
    identity_seen = fields.Boolean("The identity paper was compared with the person")
    remark = fields.Char("Does the taker have a remark?")
    ground = fields.Selection(GROUNDS, "Why")
    note = fields.Char(help="Who refused, with identity paper; how the invitation was sent.")

    def action_confirm(self):
        self.ensure_one()
        shipment = self.shipment_id
        if self.task == "deliver":
            self._deliver()
        elif self.task == "fail":
            shipment.note_failure(self.ground, self.note or "")
        else:
            shipment.invite(self.note or "")
        return {"type": "ir.actions.act_window_close"}

    def _deliver(self):
        return self.shipment_id.deliver(
            self.recipient_kind, self.recipient or "", self.identity_seen, self.remark or ""
        )
