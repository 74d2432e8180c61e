from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

SIGNING_ROLES = ("leader", "agency_admin")


class OnestopReviewMixin(models.AbstractModel):
    """A list of what an agency has, which the agency looks through line by line and signs off.

    A review says what stands on its list (``_fill``), with a model of lines that inherits ``onestop.review.line.mixin``
    in ``line_ids``.
    """

    _name = "onestop.review.mixin"
    _description = "Review by an Agency"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _rec_name = "agency_id"

    agency_id = fields.Many2one("onestop.agency", required=True, index=True, ondelete="restrict")
    date = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())
    state = fields.Selection(
        [("open", "Under Review"), ("signed", "Signed Off")], default="open", readonly=True, tracking=True
    )
    signed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    signed_at = fields.Datetime(readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        reviews = super().create(vals_list)
        for review in reviews:
            if not review.line_ids:
                review._fill()
        return reviews

    def _fill(self):
        """Add the lines of a new review, as things stand now."""
        raise NotImplementedError

    def write(self, vals):
        if not self.env.su and any(review.state == "signed" for review in self):
            raise UserError(self.env._("A review that was signed off is not changed. Begin a new one."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        if any(review.state == "signed" for review in self):
            raise UserError(self.env._("A review that was signed off stays on record."))

    def action_sign(self):
        """Sign the review off. Signing again does nothing.

        :raises AccessError: not a leader or administrator of the agency
        :raises UserError: a line is undecided, or a decision cannot be carried out
        """
        self.ensure_one()
        if not self.env.user._onestop_has_role(SIGNING_ROLES, self.agency_id):
            raise AccessError(
                self.env._("The review of %s is signed by its leader or administrator.", self.agency_id.display_name)
            )
        if self.state == "signed":
            return True
        undecided = self.line_ids.filtered(lambda line: not line._is_decided())
        if undecided:
            raise UserError(undecided._undecided_words())
        self._carry_out()
        self.sudo().write({"state": "signed", "signed_by_id": self.env.uid, "signed_at": fields.Datetime.now()})
        return True

    def _carry_out(self):
        """Do what was decided, as far as signing does it."""


class OnestopReviewLineMixin(models.AbstractModel):
    """A line of a review; its model adds ``review_id``."""

    _name = "onestop.review.line.mixin"
    _description = "Line of a Review by an Agency"
    _order = "review_id, id"

    note = fields.Char()

    def _is_decided(self):
        """Whether the line says all that is asked of it."""
        raise NotImplementedError

    def _undecided_words(self):
        """What whoever signs is told of lines that are not decided."""
        raise NotImplementedError

    def write(self, vals):
        if not self.env.su and any(line.review_id.state == "signed" for line in self):
            raise UserError(self.env._("A review that was signed off is not changed. Begin a new one."))
        return super().write(vals)
