from odoo import api, fields, models


class OnestopForm(models.Model):
    _inherit = "onestop.form"

    code = fields.Selection(selection_add=[("door_card", "Card of the Door")], ondelete={"door_card": "cascade"})

    @api.model
    def _text_names(self):
        return (*super()._text_names(), "giờ mở cửa")
