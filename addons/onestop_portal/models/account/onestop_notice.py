from odoo import api, models


class OnestopNotice(models.Model):
    """What a citizen waits for at the screen does not wait for the morning."""

    _inherit = "onestop.notice"

    @api.model
    def _at_once_events(self):
        """Events whose notices answer what the citizen has just done: the quiet hours do not hold them back."""
        return {"sign_in_code", "filed_online", "answered", "key_renewed", "draft_link"}

    def _quiet_seconds(self, now):
        return 0 if self.event in self._at_once_events() else super()._quiet_seconds(now)
