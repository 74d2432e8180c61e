from odoo import Command, fields, models
from odoo.exceptions import UserError


class OnestopStaffReview(models.Model):
    """The list of an agency's accounts that the agency looks through and signs off; posts marked to end, end on the day
    of signing if nothing is left in their hands.
    """

    _name = "onestop.staff.review"
    _description = "Review of Staff Accounts"
    _inherit = ["onestop.review.mixin"]

    line_ids = fields.One2many("onestop.staff.review.line", "review_id")

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

    def _carry_out(self):
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
        return super()._carry_out()


class OnestopStaffReviewLine(models.Model):
    _name = "onestop.staff.review.line"
    _description = "Account under Review"
    _inherit = ["onestop.review.line.mixin"]

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

    def _is_decided(self):
        return bool(self.decision)

    def _undecided_words(self):
        return self.env._("Decide on these accounts first: %s", ", ".join(self.staff_id.user_id.mapped("name")))
