import time

from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def _set_session_inactivity(self, session, inactivity_period=0, force=False):
        """Nobody was away for longer than since they gave their password: a browser's message of before, which comes in
        after it, covers no screen again.
        """
        if confirmed := session.get("identity-check-last"):
            inactivity_period = min(inactivity_period, (time.time() - confirmed) * 1000)
        return super()._set_session_inactivity(session, inactivity_period, force)
