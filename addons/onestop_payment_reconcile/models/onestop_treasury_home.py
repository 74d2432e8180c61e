from odoo import api, models
from odoo.fields import Domain


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def _finance_figures(self, here):
        figure = self._home_figure
        return [
            *super()._finance_figures(here),
            figure(
                "bank_lines", self.env._("Bank lines to decide about"), here & Domain("state", "in", ("proposed", "unclear")),
                "late", model="onestop.bank.line",
            ),
            figure(
                "differences_to_explain", self.env._("Differences to explain"), here & Domain("state", "=", "open"), "late",
                model="onestop.fee.difference",
            ),
            figure(
                "deposits", self.env._("Deposits on their way"), here & Domain("state", "=", "sent"), "soon",
                model="onestop.fee.deposit",
            ),
        ]  # fmt: skip
