from odoo import api, models
from odoo.fields import Domain


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def _finance_figures(self, here):
        unclear = here & Domain("state", "=", "open")
        return [
            *super()._finance_figures(here),
            self._home_figure(
                "unclear", self.env._("Money to be clarified"), unclear, "late", model="onestop.fee.exception"
            ),
        ]
