from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class OnestopDueReview(models.TransientModel):
    """After a change of calendar: which open dossiers would be due at another moment. Nothing moves before
    somebody has looked at the list and confirmed it.
    """

    _name = "onestop.due.review"
    _description = "Review of Due Dates"

    reason = fields.Char(help="Why the dates move, for example the decision on a make-up day.")
    line_ids = fields.One2many("onestop.due.review.line", "review_id", readonly=True)
    moved_count = fields.Integer(compute="_compute_moved_count")

    @api.model
    def action_open(self):
        """Count all open dossiers in the user's sight anew, and show those that would move."""
        review = self.create(
            {
                "line_ids": [
                    Command.create({"dossier_id": dossier.id, "due_before": before, "due_after": after})
                    for dossier, before, after in self.env["onestop.dossier"]._find_moved()
                ]
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Review of Due Dates"),
            "res_model": self._name,
            "res_id": review.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.depends("line_ids")
    def _compute_moved_count(self):
        for review in self:
            review.moved_count = len(review.line_ids)

    def action_apply(self):
        """Move the due dates of the listed dossiers, with the reason in each history."""
        self.ensure_one()
        self.check_access("write")
        if not self.line_ids:
            raise UserError(self.env._("No due date would move."))
        if not (self.reason or "").strip():
            raise UserError(self.env._("Say why the dates move: it is kept in the history of each dossier."))
        dossiers = self.line_ids.dossier_id
        dossiers.check_access("read")
        dossiers._recalculate_due(self.reason)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%s due dates were counted anew.", len(dossiers)),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }


class OnestopDueReviewLine(models.TransientModel):
    _name = "onestop.due.review.line"
    _description = "Due Date That Would Move"
    _order = "due_after, id"

    review_id = fields.Many2one("onestop.due.review", required=True, index=True, ondelete="cascade")
    dossier_id = fields.Many2one("onestop.dossier", required=True, readonly=True, ondelete="cascade")
    procedure_title = fields.Char("Procedure", related="dossier_id.procedure_title")
    competent_agency_id = fields.Many2one(related="dossier_id.competent_agency_id")
    due_before = fields.Datetime("Due Now", readonly=True)
    due_after = fields.Datetime("Due Then", readonly=True)
