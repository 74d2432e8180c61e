from odoo import api, models

from .onestop_config_check import MANAGER


class OnestopConfigCheck(models.TransientModel):
    """A log that stands still is said where administrators look, not only in Odoo's own log."""

    _inherit = "onestop.config.check"

    @api.model
    def _checks(self):
        return super()._checks() | {"_check_trail": MANAGER}

    @api.model
    def _check_trail(self):
        heads = self.env["onestop.trail.head"].sudo()
        if self.env["onestop.settings"]._text("onestop_core.stamp_address") and heads._stamp_is_late():
            yield self._finding(
                "warning",
                "trail",
                heads.browse(),
                self.env._(
                    "The history of dossiers was stamped by no authority for two days: look at the address, the trusted roots and the log of the server."
                ),
                opens="onestop_core.res_config_settings_action",
            )
        if heads._standstill():
            yield self._finding(
                "error",
                "trail",
                heads.browse(),
                self.env._(
                    "The history of dossiers is no longer signed, since it contradicts what was signed: check the trail."
                ),
                opens="onestop_core.onestop_trail_check_action",
            )
