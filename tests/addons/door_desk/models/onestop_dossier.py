from odoo import api, fields, models
from odoo.addons.onestop_core.engine import transitions


class OnestopDossier(models.Model):
    """A clerk of the mobile desk receives and hands on, and hands over no result."""

    _inherit = "onestop.dossier"

    door_note = fields.Char()

    @api.model
    def _transitions(self):
        return transitions.extend(super()._transitions(), "receive", roles=("door_clerk",))

    def _desk_refusal(self, row, user):
        if user._onestop_has_role(["postal_clerk"], self.received_agency_id) and "postal" not in (self.door_note or ""):
            return "This procedure is not on the list of the postal desk."
        return super()._desk_refusal(row, user)

    @api.model
    def _reception_fields(self):
        return [*super()._reception_fields(), "door_note"]

    @api.model
    def _document_fields(self):
        return [*super()._document_fields(), "door_shelf"]

    @api.model
    def _protected_fields(self):
        return super()._protected_fields() | {"door_note"}
