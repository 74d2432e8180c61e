from odoo import fields, models

KINDS = [("charge", "Charge"), ("levy", "Levy")]


class OnestopFeeType(models.Model):
    """A charge (phí) or a levy (lệ phí) of the list of Law 97/2015/QH13. Each is booked apart (art. 14)."""

    _name = "onestop.fee.type"
    _description = "Fee Type"
    _order = "code"
    _rec_names_search = ["code", "name"]

    code = fields.Char(required=True, help="By which the national system and the reports count it.")
    name = fields.Char("Fee", required=True, index="trigram")
    kind = fields.Selection(
        KINDS, required=True,
        help="A charge pays for a service, and its collector may keep a share of it. A levy goes to the budget whole.",
    )  # fmt: skip
    authority = fields.Char(
        "Set By", help="Who sets its rates: the Ministry of Finance, the people's council of the province."
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "The code of a fee must be unique.")
