from odoo import api, models


class OnestopConfigCheck(models.TransientModel):
    """Checks of what comes in: files."""

    _inherit = "onestop.config.check"

    @api.model
    def _checks(self):
        checks = super()._checks()
        if self.env.user.has_group("onestop_core.group_manager"):
            checks.append("_check_virus_scanner")
        return checks

    def _check_virus_scanner(self):
        files = self.env["onestop.dossier.file"]
        if not files._scanner():
            yield self._finding(
                "warning", "file", files,
                self.env._("No virus scanner is set up (system parameter onestop_core.clamd_host or clamd_socket): files of citizens are not examined for viruses."),
            )  # fmt: skip
