from odoo import fields, models


class AccountMove(models.Model):
    """An entry of the books that payments of citizens came to."""

    _inherit = "account.move"

    onestop_agency_id = fields.Many2one(
        "onestop.agency", "Agency", readonly=True, index="btree_not_null", ondelete="restrict", copy=False
    )
    onestop_fee_type_id = fields.Many2one(
        "onestop.fee.type", "Fee", readonly=True, ondelete="restrict", index="btree_not_null", copy=False
    )
    onestop_line_ids = fields.One2many("onestop.fee.payment.line", "move_id", "Lines of Payments", readonly=True)


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    onestop_agency_id = fields.Many2one(
        related="move_id.onestop_agency_id", string="Agency", store=True, index="btree_not_null"
    )
