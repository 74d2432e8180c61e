from odoo import fields, models


class OnestopForm(models.Model):
    _inherit = "onestop.form"

    code = fields.Selection(selection_add=[("door_card", "Card of the Door")], ondelete={"door_card": "cascade"})
