from odoo import api, fields, models


class OnestopFeeAccount(models.Model):
    """The bank of an account is chosen from the list, so that nobody types its number."""

    _inherit = "onestop.fee.account"

    bank_id = fields.Many2one(
        "res.bank", "Choose the Bank", compute="_compute_bank_id", inverse="_inverse_bank_id",
        domain="[('napas_as_of', '!=', False)]", help="Fills in its number and its name. The treasury has no number: leave it empty.",
    )  # fmt: skip

    @api.depends("bank_bin")
    def _compute_bank_id(self):
        banks = self.env["res.bank"].sudo().search([("bic", "in", [one for one in self.mapped("bank_bin") if one])])
        by_bin = {bank.bic: bank for bank in banks}
        for account in self:
            account.bank_id = by_bin.get(account.bank_bin)

    @api.onchange("bank_id")
    def _inverse_bank_id(self):
        for account in self:
            if account.bank_id:
                account.bank_bin = account.bank_id.bic
                account.bank_name = account.bank_id.name
