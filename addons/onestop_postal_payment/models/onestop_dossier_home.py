from odoo import api, models
from odoo.fields import Domain


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def _finance_figures(self, here):
        coming = here & Domain("state", "=", "sent")
        return [
            *super()._finance_figures(here),
            self._home_figure(
                "postal_coming", self.env._("Remittances of the post to confirm"), coming, "soon",
                model="onestop.postal.remittance",
            ),
        ]  # fmt: skip
