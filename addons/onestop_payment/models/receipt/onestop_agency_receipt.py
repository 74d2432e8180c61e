from odoo import fields, models


class OnestopAgency(models.Model):
    """What a receipt says of the body that collects."""

    _inherit = "onestop.agency"

    tax_code = fields.Char(help="Of the collecting body. Empty: that of the legal entity that keeps its accounts.")
    budget_code = fields.Char(
        "Budget Unit Code", help="Code of the unit with budget relations (MDVQHNSach), for state bodies."
    )

    def _receipt_issuer(self):
        """Name, tax code and address of the body, as a receipt bears them."""
        self.ensure_one()
        agency = self.sudo()
        return {
            "issuer_name": agency.name,
            "issuer_tax_code": agency.tax_code or agency.budget_code or agency.company_id.vat or "",
            "issuer_address": agency.address or "",
        }
