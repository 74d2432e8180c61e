from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

SIGNING_ROLES = ("leader", "agency_admin")


class OnestopStaffReview(models.Model):
    """The list of an agency's accounts that the agency looks through and signs off."""

    _name = "onestop.staff.review"
    _description = "Review of Staff Accounts"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _rec_name = "agency_id"

    agency_id = fields.Many2one("onestop.agency", required=True, index=True, ondelete="restrict")
    date = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())
    state = fields.Selection(
        [("open", "Under Review"), ("signed", "Signed Off")], default="open", readonly=True, tracking=True
    )
    line_ids = fields.One2many("onestop.staff.review.line", "review_id")
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
        """One line a post in force, as it stands now."""
        staff = self.env["onestop.staff"]
        posts = staff.search([("agency_id", "=", self.agency_id.id), *staff._in_force_domain()])
        self.sudo().line_ids = [
            Command.create(
                {
                    "staff_id": post.id,
                    "roles": ", ".join(post.role_ids.mapped("name")),
                    "login_date": post.sudo().login_date,
                    "open_tasks": post.open_task_count,
                }
            )
            for post in posts
        ]

    def write(self, vals):
        if not self.env.su and any(review.state == "signed" for review in self):
            raise UserError(self.env._("A review that was signed off is not changed. Begin a new one."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        if any(review.state == "signed" for review in self):
            raise UserError(self.env._("A review that was signed off stays on record."))

    def action_sign(self):
        """Sign the review off; posts marked to end, end today if nothing is left in their hands.

        :raises AccessError: not a leader or administrator of the agency
        :raises UserError: a line is undecided, or a post to end still holds dossiers
        """
        self.ensure_one()
        if not self.env.user._onestop_has_role(SIGNING_ROLES, self.agency_id):
            raise AccessError(
                self.env._("The review of %s is signed by its leader or administrator.", self.agency_id.name)
            )
        if self.state == "signed":
            return True
        undecided = self.line_ids.filtered(lambda line: not line.decision)
        if undecided:
            raise UserError(
                self.env._("Decide on these accounts first: %s", ", ".join(undecided.staff_id.user_id.mapped("name")))
            )
        ending = self.line_ids.filtered(lambda line: line.decision == "end").staff_id
        holding = ending.filtered("open_task_count")
        if holding:
            raise UserError(
                self.env._(
                    "These people still hold dossiers; hand them over first: %s",
                    ", ".join(holding.user_id.mapped("name")),
                )
            )
        ending.sudo().valid_to = self.env["onestop.agency"]._today()
        self.sudo().write({"state": "signed", "signed_by_id": self.env.uid, "signed_at": fields.Datetime.now()})
        return True


class OnestopStaffReviewLine(models.Model):
    _name = "onestop.staff.review.line"
    _description = "Account under Review"
    _order = "review_id, id"

    review_id = fields.Many2one("onestop.staff.review", required=True, index=True, ondelete="cascade")
    staff_id = fields.Many2one(
        "onestop.staff", string="Post", required=True, index=True, ondelete="cascade", readonly=True
    )
    user_id = fields.Many2one(related="staff_id.user_id", string="Person")
    title = fields.Char(related="staff_id.title")
    roles = fields.Char(readonly=True)
    login_date = fields.Datetime("Last Login", readonly=True)
    open_tasks = fields.Integer(readonly=True)
    decision = fields.Selection([("keep", "Keep"), ("change", "To Be Changed"), ("end", "End")])
    note = fields.Char()

    def write(self, vals):
        if not self.env.su and any(line.review_id.state == "signed" for line in self):
            raise UserError(self.env._("A review that was signed off is not changed. Begin a new one."))
        return super().write(vals)
