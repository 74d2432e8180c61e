from odoo import api, fields, models


class OnestopPostalShipment(models.Model):
    """Who pays for a packet: the agency, where its agreement has a price for it."""

    _inherit = "onestop.postal.shipment"

    @api.model
    def _payer(self, agency, direction):
        agreement = self.env["onestop.postal.agreement"]._in_force(agency, agency._today())
        return "agency" if direction in agreement.line_ids.mapped("code") else super()._payer(agency, direction)


class OnestopPostalHandoverLine(models.Model):
    _inherit = "onestop.postal.handover.line"

    settlement_line_id = fields.Many2one(
        "onestop.postal.settlement.line", readonly=True, copy=False, index="btree_not_null", ondelete="set null",
        help="Where this leg is paid: once, and never again.",
    )  # fmt: skip
