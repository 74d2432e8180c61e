from odoo import api, models

from .onestop_config_check import MANAGER


class OnestopConfigCheck(models.TransientModel):
    """Checks of what comes in: files."""

    _inherit = "onestop.config.check"

    @api.model
    def _checks(self):
        return super()._checks() | {"_check_virus_scanner": MANAGER}

    def _check_virus_scanner(self):
        files = self.env["onestop.dossier.file"]
        if not files._scanner():
            yield self._finding(
                "warning", "file", files,
                self.env._("No virus scanner is set up (system parameter onestop_core.clamd_host or clamd_socket): files of citizens are not examined for viruses."),
                opens="onestop_core.res_config_settings_action",
            )  # fmt: skip
