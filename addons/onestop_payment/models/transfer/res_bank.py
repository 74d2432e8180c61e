from odoo import fields, models


class ResBank(models.Model):
    """The banks that take transfers by VietQR are those whose ``bic`` is a number of NAPAS, where Odoo looks for it."""

    _inherit = "res.bank"

    napas_as_of = fields.Date(
        "Number Read On", help="When the number of the bank at NAPAS was looked up. Empty: nobody did."
    )
