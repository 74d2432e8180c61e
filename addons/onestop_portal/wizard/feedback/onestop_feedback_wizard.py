from odoo import fields, models


class OnestopFeedbackWizard(models.TransientModel):
    """Asks what an action on a feedback needs."""

    _name = "onestop.feedback.wizard"
    _description = "Deal With Feedback"

    feedback_id = fields.Many2one("onestop.feedback", required=True, readonly=True)
    action = fields.Selection(
        [
            ("assign", "Give to Somebody"),
            ("ask", "Ask the Citizen"),
            ("transfer", "Pass On"),
            ("refuse", "Refuse"),
            ("answer", "Answer"),
            ("publish", "Publish the Answer"),
        ],
        required=True,
        readonly=True,
    )
    private = fields.Boolean(related="feedback_id.private")
    question = fields.Text(related="feedback_id.text", string="What the Citizen Wrote")
    user_id = fields.Many2one("res.users", "Person", domain="[('share', '=', False)]")
    agency_id = fields.Many2one("onestop.agency", "To the Agency")
    text = fields.Text("What the Citizen Reads")
    public = fields.Boolean("Publish the Answer Too")

    def action_do(self):
        """Do it."""
        feedback = self.feedback_id
        if self.action == "assign":
            feedback._assign(self.user_id)
        elif self.action == "ask":
            feedback._ask(self.text)
        elif self.action == "transfer":
            feedback._transfer(self.agency_id, self.text)
        elif self.action == "refuse":
            feedback._refuse(self.text)
        elif self.action == "answer":
            feedback._answer(self.text, public=self.public)
        else:
            feedback._publish(self.text)
        return {"type": "ir.actions.act_window_close"}
