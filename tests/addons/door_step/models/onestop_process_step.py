from odoo import fields, models


class OnestopProcessStep(models.Model):
    _inherit = "onestop.process.step"

    can_door_inspect = fields.Boolean("May Inspect")
