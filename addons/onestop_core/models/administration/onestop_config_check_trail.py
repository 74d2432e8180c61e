from odoo import api, models


class OnestopConfigCheck(models.TransientModel):
    """A log that stands still is said where administrators look, not only in Odoo's own log."""

    _inherit = "onestop.config.check"

    @api.model
    def _checks(self):
        checks = super()._checks()
        return [*checks, "_check_trail"] if self.env.user.has_group("onestop_core.group_manager") else checks

    @api.model
    def _check_trail(self):
        heads = self.env["onestop.trail.head"].sudo()
        if heads._standstill():
            yield self._finding(
                "error",
                "trail",
                heads.browse(),
                self.env._(
                    "The history of dossiers is no longer signed, since it contradicts what was signed: check the trail."
                ),
            )
