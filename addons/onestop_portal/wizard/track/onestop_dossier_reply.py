from odoo import fields, models


class OnestopDossierReply(models.TransientModel):
    """Write to the citizen who filed a dossier; what they wrote counts as read."""

    _name = "onestop.dossier.reply"
    _description = "Message to the Citizen"

    dossier_id = fields.Many2one("onestop.dossier", required=True, ondelete="cascade")
    citizen_messages = fields.Html(related="dossier_id.citizen_messages")
    text = fields.Text("Message")

    def action_send(self):
        """Send it."""
        self.dossier_id.write_to_citizen(self.text)
        self.dossier_id.action_see_messages()
        return {"type": "ir.actions.act_window_close"}

    def action_seen(self):
        """Nothing is to be answered."""
        self.dossier_id.action_see_messages()
        return {"type": "ir.actions.act_window_close"}
