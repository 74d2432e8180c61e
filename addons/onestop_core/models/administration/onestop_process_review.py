from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from .onestop_staff_review import SIGNING_ROLES


class OnestopProcessReview(models.Model):
    """The list of the processes by which an agency settles its procedures, which the agency looks through and signs off."""

    _name = "onestop.process.review"
    _description = "Review of Processes"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _rec_name = "agency_id"

    agency_id = fields.Many2one("onestop.agency", required=True, index=True, ondelete="restrict")
    date = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())
    state = fields.Selection(
        [("open", "Under Review"), ("signed", "Signed Off")], default="open", readonly=True, tracking=True
    )
    line_ids = fields.One2many("onestop.process.review.line", "review_id")
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
        """One line a process that procedures of the agency follow today, as it stands now."""
        processes = self.env["onestop.process"].sudo()
        used = {}
        for procedure in self.env["onestop.procedure"].sudo().search([]):
            levels, agencies = procedure._places()
            received = self.agency_id.id in agencies if agencies else not levels or self.agency_id.level_id.id in levels
            if received and procedure._version_on(self.date):
                process = processes._for_procedure(procedure)
                used[process] = used.get(process, 0) + 1
        self.sudo().line_ids = [
            Command.create(
                {
                    "process_id": process.id,
                    "procedure_count": count,
                    "decision": process.decision,
                    "decision_date": process.decision_date,
                    "valid_from": process.valid_from,
                }
            )
            for process, count in sorted(used.items(), key=lambda item: item[0].name)
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
        """Sign the review off.

        :raises AccessError: not a leader or administrator of the agency
        :raises UserError: a line is undecided, or one to be changed does not say what
        """
        self.ensure_one()
        if not self.env.user._onestop_has_role(SIGNING_ROLES, self.agency_id):
            raise AccessError(
                self.env._("The review of %s is signed by its leader or administrator.", self.agency_id.name)
            )
        if self.state == "signed":
            return True
        undecided = self.line_ids.filtered(
            lambda line: not line.finding or (line.finding == "change" and not (line.note or "").strip())
        )
        if undecided:
            raise UserError(
                self.env._(
                    "Decide on these processes first, and say what is to be changed: %s",
                    ", ".join(undecided.mapped("process_name")),
                )
            )
        self.sudo().write({"state": "signed", "signed_by_id": self.env.uid, "signed_at": fields.Datetime.now()})
        return True


class OnestopProcessReviewLine(models.Model):
    _name = "onestop.process.review.line"
    _description = "Process under Review"
    _order = "review_id, id"

    review_id = fields.Many2one("onestop.process.review", required=True, index=True, ondelete="cascade")
    process_id = fields.Many2one("onestop.process", required=True, index=True, ondelete="cascade", readonly=True)
    process_name = fields.Char("Process", related="process_id.display_name")
    procedure_count = fields.Integer("Procedures", readonly=True)
    decision = fields.Char(readonly=True)
    decision_date = fields.Date(readonly=True)
    valid_from = fields.Date("In Force From", readonly=True)
    finding = fields.Selection([("keep", "Keep"), ("change", "To Be Changed"), ("end", "End")])
    note = fields.Char()

    def write(self, vals):
        if not self.env.su and any(line.review_id.state == "signed" for line in self):
            raise UserError(self.env._("A review that was signed off is not changed. Begin a new one."))
        return super().write(vals)
