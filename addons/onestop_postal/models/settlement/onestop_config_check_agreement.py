from odoo import api, models


class OnestopConfigCheck(models.TransientModel):
    """Checks of the agreements with the post."""

    _inherit = "onestop.config.check"

    @api.model
    def _checks(self):
        return super()._checks() | {"_check_postal_agreements": "onestop_core.group_agency_admin"}

    def _check_postal_agreements(self):
        """Unit prices beyond what the law allows."""
        for agreement in self.env["onestop.postal.agreement"].search([]):
            if agreement.beyond_ceiling:
                yield self._finding(
                    "warning", "postal", agreement,
                    self.env._("A unit price of the agreement %s is higher than the law allows.", agreement.number),
                )  # fmt: skip
