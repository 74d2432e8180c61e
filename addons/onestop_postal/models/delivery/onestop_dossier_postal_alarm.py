from odoo import api, models
from odoo.fields import Domain

from ..custody.onestop_postal_handover import OF_AGENCY


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def _home_postal(self):
        """Besides: papers that silence lets be destroyed, and requests that wait for the agency; both are for its people to answer."""
        section = super()._home_postal()
        agency_ids = self._my_agency_ids(OF_AGENCY)
        if section and agency_ids:
            here = Domain("agency_id", "in", agency_ids)
            offered = self._home_figure(
                "postal_offers",
                self.env._("Papers destroyed if we are silent"),
                here & Domain("state", "=", "offered"),
                "late",
                model="onestop.postal.unclaimed",
            )
            asked = self._home_figure(
                "postal_changes",
                self.env._("Other addresses asked for"),
                here & Domain("state", "=", "asked"),
                "soon",
                model="onestop.postal.address.change",
            )
            section["figures"] += [offered, asked]
        return section
