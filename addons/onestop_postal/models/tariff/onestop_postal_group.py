from odoo import api, fields, models


class OnestopPostalGroup(models.Model):
    """People who pay the post less, by law."""

    _name = "onestop.postal.group"
    _description = "Group That Pays the Post Less"
    _order = "relief desc, name"

    name = fields.Char(required=True, translate=True)
    relief = fields.Integer(
        required=True, help="Ten-thousandths of the price that they are let off: 10000 is free, 5000 is half."
    )
    relief_percent = fields.Float(
        "Relief (%)", digits=(5, 2), compute="_compute_relief_percent", inverse="_inverse_relief_percent"
    )
    legal_basis = fields.Char(required=True)
    active = fields.Boolean(default=True)

    _relief_range = models.Constraint("CHECK(relief BETWEEN 1 AND 10000)", "A relief lies between 1 and 10000.")

    @api.depends("relief")
    def _compute_relief_percent(self):
        for group in self:
            group.relief_percent = group.relief / 100

    def _inverse_relief_percent(self):
        for group in self:
            group.relief = round(group.relief_percent * 100)
