from odoo import fields, models


class OnestopFeePayment(models.Model):
    """What the books want of a payment."""

    _inherit = "onestop.fee.payment"

    def _shift_key(self):
        """What one entry holds: the payments of an agency's day. A drawer's shift takes the place of the day."""
        return ("day", self.agency_id.id, self.day.isoformat())

    def _shift_name(self):
        """The same in words, for the entry."""
        return f"{self.agency_id.name}, {self.day:%d/%m/%Y}"

    def _may_be_posted(self):
        """Whether nothing of it can be undone any more, so that it belongs into the books."""
        return self.day < self.agency_id._today()

    def _undo_refusal(self):
        refusal = super()._undo_refusal()
        if refusal:
            return refusal
        if self.line_ids.move_id:
            return self.env._("This payment is in the books already: give the money back instead.")
        if self.day < self.agency_id._today():
            return self.env._("A payment is undone on its own day: give the money back instead.")
        return ""


class OnestopFeePaymentLine(models.Model):
    _inherit = "onestop.fee.payment.line"

    move_id = fields.Many2one(
        "account.move", "Entry", readonly=True, index="btree_not_null", ondelete="restrict",
        help="Of the books, in which this line is.",
    )  # fmt: skip
