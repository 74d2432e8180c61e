from odoo import api, fields, models
from odoo.addons.onestop_core.models.administration.onestop_config_check import MANAGER


class OnestopConfigCheck(models.TransientModel):
    """Checks of what citizens meet on the portal."""

    _inherit = "onestop.config.check"

    area = fields.Selection(selection_add=[("portal", "Portal")], ondelete={"portal": "cascade"})

    @api.model
    def _checks(self):
        return super()._checks() | dict.fromkeys(("_check_online_procedures", "_check_portal_address"), MANAGER)

    def _check_online_procedures(self):
        """Procedures that are said to go online and that nobody can file, since no desk receives them."""
        procedures = self.env["onestop.procedure"].sudo()
        online = procedures.search(
            procedures._portal_domain() & fields.Domain("online_scope", "in", ("full", "partial"))
        )
        nowhere = online.filtered(lambda procedure: not procedure._portal_agencies())
        if nowhere:
            yield self._finding(
                "warning", "portal", nowhere,
                self.env._("%s procedures are said to go online, but no agency with a desk receives them: nobody can file them.",
                    len(nowhere)),
            )  # fmt: skip

    def _check_portal_address(self):
        """Without https neither session nor update key are safe on their way, and browsers check nothing of a sender."""
        address = self.env["ir.config_parameter"].sudo().get_param("web.base.url") or ""
        if address.startswith("http://") and not address.startswith(("http://127.0.0.1", "http://localhost")):
            agency = self.env["onestop.agency"].sudo().search([("parent_id", "=", False)], order="id", limit=1)
            yield self._finding(
                "error", "portal", agency,
                self.env._("The portal is reached by %s, not by https: what citizens send can be read on its way.", address),
            )  # fmt: skip
