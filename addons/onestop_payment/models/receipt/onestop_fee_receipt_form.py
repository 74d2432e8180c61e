from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...engine import receipts


class OnestopFeeReceiptForm(models.Model):
    """A form of receipt by its official symbol, from when to when it may be issued: the regimes of the law, as dated data."""

    _name = "onestop.fee.receipt.form"
    _description = "Receipt Form"
    _order = "valid_from desc, code"
    _rec_name = "code"

    code = fields.Char("Form Symbol", required=True, help="Ký hiệu mẫu: EBL01, 01BLP2-001.")
    name = fields.Char("Title", required=True)
    electronic = fields.Boolean()
    printed_value = fields.Boolean(help="Each receipt of a series is for one printed amount.")
    symbol_pattern = fields.Char(
        required=True, help="How the symbol of a series is made: {yy} is the year, {letters} are those of the series."
    )
    digits = fields.Integer("Digits of a Number", required=True, default=8, aggregator=None)
    yearly = fields.Boolean("Numbers Begin Anew Each Year", default=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date("Last Day", help="After it none is issued: 31/12/2026 for paper.")
    legal_basis = fields.Char(required=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "This form is there already.")
    _digits = models.Constraint("CHECK(digits BETWEEN 5 AND 12)", "A number has 5 to 12 digits.")

    @api.constrains("symbol_pattern")
    def _check_pattern(self):
        for form in self:
            try:
                receipts.check_pattern(form.symbol_pattern)
            except ValueError as error:
                raise ValidationError(
                    self.env._("A symbol is made of {yy}, {letters}, capital letters and digits.")
                ) from error

    @api.model
    def _on(self, day):
        """Domain of the forms that may be issued on ``day`` (a date)."""
        return Domain("valid_from", "<=", day) & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", day))
