from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _dossier_narrowing(self):
        narrowing = super()._dossier_narrowing()
        if not self._onestop_role_map().get("postal_clerk"):
            return narrowing
        return narrowing & (Domain("door_note", "=", False) | Domain("door_note", "not like", "sealed"))
