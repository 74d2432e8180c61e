from odoo import api, fields, models
from odoo.exceptions import UserError


class OnestopPostalCarrierEvent(models.Model):
    """What a carrier has told of a waybill, once each and as it was told. None is ever changed or deleted."""

    _name = "onestop.postal.carrier.event"
    _description = "Event of a Carrier"
    _order = "at desc, id desc"
    _rec_name = "code"

    carrier_id = fields.Many2one(
        "onestop.postal.carrier", required=True, readonly=True, index=True, ondelete="restrict"
    )
    waybill_id = fields.Many2one(
        "onestop.postal.waybill", required=True, readonly=True, index=True, ondelete="restrict"
    )
    agency_id = fields.Many2one(related="waybill_id.agency_id", store=True, index=True)
    key = fields.Char(required=True, readonly=True, help="By which the carrier's repetition is known.")
    code = fields.Char(required=True, readonly=True)
    at = fields.Datetime("Happened", required=True, readonly=True)
    told_at = fields.Datetime("Told", required=True, readonly=True, default=fields.Datetime.now)
    weight = fields.Integer("Weight (g)", readonly=True, aggregator=None)
    unclear = fields.Boolean(compute="_compute_unclear", help="A code without a meaning: it moves nothing.")

    _key_uniq = models.Constraint("UNIQUE(carrier_id, key)", "This was told already.")

    @api.depends("code", "carrier_id.code_ids.code", "carrier_id.code_ids.direction")
    def _compute_unclear(self):
        for event in self:
            meaning = event.carrier_id._meaning(event.waybill_id.sudo().shipment_id.direction)
            event.unclear = event.code not in meaning

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What a carrier has told is kept."))
