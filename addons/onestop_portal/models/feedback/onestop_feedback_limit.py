from odoo import api, fields, models
from odoo.exceptions import ValidationError


class OnestopFeedbackLimit(models.Model):
    """Within how many working days feedback is dealt with, between two dates. Counted from the day on which the citizen sent
    it, or from its last transfer (QĐ 766/QĐ-TTg, group 5).
    """

    _name = "onestop.feedback.limit"
    _description = "Time Limits of Feedback"
    _order = "valid_from desc, id desc"
    _rec_name = "source"

    valid_from = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())
    valid_to = fields.Date(help="Last day on which feedback comes under these limits.")
    refuse_days = fields.Integer("Refused Within", required=True, help="Working days.")
    ask_days = fields.Integer("Asked for More Within", required=True, help="Working days.")
    answer_days = fields.Integer("Answered Within", required=True, help="Working days.")
    publish_days = fields.Integer("Published Within", required=True, help="Working days after the answer.")
    source = fields.Char("Law or Decision", required=True)

    _validity = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from <= valid_to)", "The limits end before they begin."
    )
    _some_days = models.Constraint(
        "CHECK(refuse_days > 0 AND ask_days > 0 AND answer_days > 0 AND publish_days > 0)",
        "A limit is at least one working day.",
    )

    @api.constrains("valid_from", "valid_to")
    def _check_overlap(self):
        for limit in self:
            for other in self.search([("id", "!=", limit.id)]):
                apart = (limit.valid_to and limit.valid_to < other.valid_from) or (
                    other.valid_to and other.valid_to < limit.valid_from
                )
                if not apart:
                    raise ValidationError(self.env._("Other limits hold in the same days. End those first."))

    @api.model
    def _in_force(self, day):
        """The limits in force on a date, or none."""
        return self.sudo().search(
            [("valid_from", "<=", day), "|", ("valid_to", "=", False), ("valid_to", ">=", day)], limit=1
        )

    @api.model
    def _on(self, day):
        """The limits in force on a date.

        :raises ValidationError: nobody has entered any
        """
        found = self._in_force(day)
        if not found:
            raise ValidationError(self.env._("No time limits of feedback are in force. Enter them first."))
        return found
