from odoo import api, fields, models


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    door_note = fields.Char()

    def _desk_refusal(self, row, user):
        if user._onestop_has_role(["postal_clerk"], self.received_agency_id) and "postal" not in (self.door_note or ""):
            return "This procedure is not on the list of the postal desk."
        return super()._desk_refusal(row, user)

    @api.model
    def _reception_fields(self):
        return [*super()._reception_fields(), "door_note"]

    @api.model
    def _protected_fields(self):
        return super()._protected_fields() | {"door_note"}
