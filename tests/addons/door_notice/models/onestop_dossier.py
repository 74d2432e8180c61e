from odoo import models


class OnestopDossier(models.Model):
    """Sending back is internal; this module tells of it all the same."""

    _inherit = "onestop.dossier"

    def _notice_event(self, act):
        return super()._notice_event(act) or ("door_sent_back" if act.action == "send_back" else None)

    def _notice_values(self, event, *, reason="", **given):
        return super()._notice_values(event, reason=reason) | {"door_fee": "26.000 đ"}
