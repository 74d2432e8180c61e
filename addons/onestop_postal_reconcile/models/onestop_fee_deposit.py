from odoo import fields, models


class OnestopFeeDeposit(models.Model):
    """A deposit that the post has announced by its remittance."""

    _inherit = "onestop.fee.deposit"

    remittance_id = fields.Many2one(
        "onestop.postal.remittance",
        "Remittance of the Post",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
