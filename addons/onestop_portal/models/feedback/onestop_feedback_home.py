from odoo import api, models
from odoo.fields import Domain

from .onestop_feedback_act import HANDLERS


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def home_data(self):
        data = super().home_data()
        section = self._home_feedback()
        if section:
            data["sections"].append(section)
        return data

    @api.model
    def _home_feedback(self):
        """What citizens have said and nobody has answered; for whoever deals with it."""
        feedbacks = self.env["onestop.feedback"]
        user = self.env.user
        if not any(map(user.has_group, HANDLERS)) and not feedbacks.search_count(
            [("handler_id", "=", user.id)], limit=1
        ):
            return None
        waiting = feedbacks._open_domain()
        publish = Domain("answer_public", "=", True) & Domain("published_at", "=", False)
        figures = [
            self._home_figure("feedback", self.env._("To be answered"), waiting, model=feedbacks._name),
            self._home_figure("feedback_late", self.env._("Overdue"), Domain("is_late", "=", True), "late", model=feedbacks._name),
            self._home_figure("feedback_publish", self.env._("Answers to publish"), publish, "soon", model=feedbacks._name),
        ]  # fmt: skip
        return {"key": "feedback", "title": self.env._("Feedback of Citizens"), "figures": figures}
