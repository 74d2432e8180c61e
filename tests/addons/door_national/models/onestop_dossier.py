from odoo import fields, models
from odoo.addons.onestop_core.engine.national import Fee


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    door_fee = fields.Integer()

    def _national_fees(self, letter=None):
        fees = super()._national_fees(letter)
        if not self.door_fee:
            return fees
        name = f"Phí bổ sung {letter.name}" if letter else "Lệ phí hộ tịch"
        return (*fees, Fee(name, "LP01", self.door_fee, collected="1", kind="2"))
