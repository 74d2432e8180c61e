from odoo import api, models
from odoo.fields import Domain


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def _finance_figures(self, here):
        return [
            *super()._finance_figures(here),
            self._home_figure(
                "online_refunds", self.env._("Refunds at the gateway to approve"),
                here & Domain("state", "=", "proposed"), "soon", model="onestop.online.refund",
            ),
        ]  # fmt: skip
