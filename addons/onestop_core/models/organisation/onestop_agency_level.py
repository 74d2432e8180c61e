from odoo import fields, models


class OnestopAgencyLevel(models.Model):
    """Level of government as dated data: the district level ended on 30/06/2025 in two-tier provinces,
    yet its dossiers and registers stay readable.
    """

    _name = "onestop.agency.level"
    _description = "Agency Level"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    territorial = fields.Boolean(help="Agencies of this level have a territory; others share that of the agency above.")
    valid_from = fields.Date()
    valid_to = fields.Date()

    _code_uniq = models.Constraint("UNIQUE(code)", "The code of a level must be unique.")
