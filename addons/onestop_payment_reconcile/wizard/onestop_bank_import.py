import base64

from odoo import fields, models
from odoo.exceptions import UserError


class OnestopBankImport(models.TransientModel):
    """A file of the bank is taken in."""

    _name = "onestop.bank.import"
    _description = "Take a Statement In"

    what = fields.Selection(
        [("statement", "Statement of a Bank"), ("settlement", "List of a Gateway")], required=True, default="statement"
    )
    account_id = fields.Many2one("onestop.fee.account", domain="[('state', '=', 'confirmed')]")
    file = fields.Binary("Statement", attachment=False)
    file_name = fields.Char()

    def action_confirm(self):
        self.ensure_one()
        if not self.account_id or not self.file:
            raise UserError(self.env._("Choose the account and the file."))
        model = "onestop.gateway.settlement" if self.what == "settlement" else "onestop.bank.statement"
        taken = self.env[model]._take_in(self.account_id, self.file_name or "", base64.b64decode(self.file))
        return {
            "type": "ir.actions.act_window",
            "res_model": taken._name,
            "res_id": taken.id,
            "view_mode": "form",
            "target": "current",
        }
