from odoo import api, fields, models
from odoo.exceptions import UserError

# the five grounds of Luật Bưu chính art. 17.1, and no other
GROUNDS = [
    ("address", "No Address, or a Wrong One"),
    ("moved", "Has Moved"),
    ("not_found", "Person Not Found"),
    ("not_come", "Did Not Come After the Invitations"),
    ("refused", "Refused to Take It"),
]


class OnestopPostalAttempt(models.Model):
    """A delivery that failed, or an invitation to collect: both stand on the way of a packet and are never changed."""

    _name = "onestop.postal.attempt"
    _description = "Attempt to Deliver"
    _order = "at, id"

    shipment_id = fields.Many2one(
        "onestop.postal.shipment", required=True, readonly=True, index=True, ondelete="restrict"
    )
    agency_id = fields.Many2one(related="shipment_id.agency_id", store=True, index=True)
    kind = fields.Selection([("failed", "Not Delivered"), ("invitation", "Invitation")], required=True, readonly=True)
    at = fields.Datetime(required=True, readonly=True)
    ground = fields.Selection(GROUNDS, readonly=True)
    note = fields.Char(readonly=True, help="Who refused, with identity paper; how the invitation was sent.")
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, ondelete="restrict")

    _ground_given = models.Constraint(
        "CHECK(kind != 'failed' OR ground IS NOT NULL)", "Say on which ground the packet was not delivered."
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What the post has accepted is kept."))
