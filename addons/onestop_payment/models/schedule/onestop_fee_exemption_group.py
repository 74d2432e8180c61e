from odoo import fields, models


class OnestopFeeExemptionGroup(models.Model):
    """People of whom less is taken (Law 97/2015/QH13 art. 10): children, poor households … Which fee is let off for whom is
    said by the schedule.
    """

    _name = "onestop.fee.exemption.group"
    _description = "Group of the Exempted"
    _order = "sequence, id"

    code = fields.Char(required=True)
    name = fields.Char("Who Is Let Off", required=True)
    proof = fields.Char(required=True, help="What is shown at the desk: a card, a certificate.")
    legal_text = fields.Char("Legal Basis", required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "This code is taken already.")
