from odoo import fields, models


class OnestopSector(models.Model):
    _name = "onestop.sector"
    _description = "Sector"
    _order = "sequence, name"

    name = fields.Char(required=True)
    code = fields.Char(help="National code of the sector, where it has one.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    procedure_ids = fields.One2many("onestop.procedure", "sector_id")

    _name_uniq = models.Constraint("UNIQUE(name)", "A sector of this name exists already.")
