from odoo import api, fields, models
from odoo.addons.onestop_core.models.administration.onestop_config_check import AGENCY_ADMIN, MANAGER


class OnestopConfigCheck(models.TransientModel):
    _inherit = "onestop.config.check"

    area = fields.Selection(selection_add=[("door", "Doors")], ondelete={"door": "cascade"})

    @api.model
    def _checks(self):
        return super()._checks() | {"_check_door_desks": AGENCY_ADMIN, "_check_door_province": MANAGER}

    def _check_door_desks(self):
        for agency in self._open_agencies():
            yield self._finding("warning", "door", agency, f"{agency.name} has no door.")

    def _check_door_province(self):
        yield self._finding("error", "door", self.env["onestop.agency"], "The province has no door.")
