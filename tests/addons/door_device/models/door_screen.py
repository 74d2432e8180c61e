from odoo import models


class DoorScreen(models.Model):
    _name = "door.screen"
    _inherit = ["onestop.device.mixin"]
    _description = "Screen in the Hall"
