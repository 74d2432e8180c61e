from odoo import Command, fields, models


class OnestopProcessReview(models.Model):
    """The list of the processes by which an agency settles its procedures, which the agency looks through and signs off."""

    _name = "onestop.process.review"
    _description = "Review of Processes"
    _inherit = ["onestop.review.mixin"]

    line_ids = fields.One2many("onestop.process.review.line", "review_id")

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


class OnestopProcessReviewLine(models.Model):
    _name = "onestop.process.review.line"
    _description = "Process under Review"
    _inherit = ["onestop.review.line.mixin"]

    review_id = fields.Many2one("onestop.process.review", required=True, index=True, ondelete="cascade")
    process_id = fields.Many2one("onestop.process", required=True, index=True, ondelete="cascade", readonly=True)
    process_name = fields.Char("Process", related="process_id.display_name")
    procedure_count = fields.Integer("Procedures", readonly=True)
    decision = fields.Char(readonly=True)
    decision_date = fields.Date(readonly=True)
    valid_from = fields.Date("In Force From", readonly=True)
    finding = fields.Selection([("keep", "Keep"), ("change", "To Be Changed"), ("end", "End")])

    def _is_decided(self):
        return bool(self.finding) and (self.finding != "change" or bool((self.note or "").strip()))

    def _undecided_words(self):
        return self.env._(
            "Decide on these processes first, and say what is to be changed: %s",
            ", ".join(self.mapped("process_name")),
        )
