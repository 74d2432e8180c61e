from odoo import api, fields, models
from odoo.fields import Domain


class OnestopDossier(models.Model):
    """What the finance home tells of drawers and transfers."""

    _inherit = "onestop.dossier"

    @api.model
    def _finance_figures(self, here):
        today = fields.Date.to_string(self.env["onestop.agency"]._today())
        limit = self.env["onestop.settings"]._number("onestop_payment.drawer_difference_limit")
        unfinished = here & Domain("state", "in", ("open", "counted"))
        closed = here & Domain("state", "=", "closed")
        large = Domain("difference", ">", limit) | Domain("difference", "<", -limit)
        session, transfer = "onestop.drawer.session", "onestop.fee.transfer"
        figure = self._home_figure
        return [
            *super()._finance_figures(here),
            figure("drawers_open", self.env._("Drawers open"), unfinished, model=session),
            figure(
                "drawers_left", self.env._("Drawers left open"), unfinished & Domain("opened_on", "<", today), "late", model=session,
            ),
            figure("cash_to_receive", self.env._("Cash to be handed over"), closed, "soon", model=session),
            figure(
                "differences", self.env._("Differences to accept"), closed & large & Domain("approved_by_id", "=", False), "late",
                model=session,
            ),
            figure("transfers", self.env._("Transfers awaited"), here & Domain("state", "=", "waiting"), model=transfer),
        ]  # fmt: skip
