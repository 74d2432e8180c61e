from odoo import api, models
from odoo.fields import Domain


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def _finance_figures(self, here):
        return [
            *super()._finance_figures(here),
            self._home_figure(
                "receipts_not_issued", self.env._("Receipts that the provider refuses or does not confirm"),
                here & Domain("status", "in", ("refused", "unknown")), "late", model="onestop.receipt.message",
            ),
        ]  # fmt: skip
