from odoo import api, fields, models


class OnestopBankDialog(models.TransientModel):
    """A person says what a line pays, or takes back what it has booked."""

    _name = "onestop.bank.dialog"
    _description = "Decide About a Bank Line"

    purpose = fields.Selection([("assign", "What It Pays"), ("undo", "Take Back")], required=True, readonly=True)
    line_ids = fields.Many2many("onestop.bank.line", string="Lines", readonly=True)
    agency_id = fields.Many2one("onestop.agency", compute="_compute_agency_id")
    due_ids = fields.Many2many(
        "onestop.fee.due", string="Fees", domain="[('agency_id', '=', agency_id), ('state', '=', 'open')]"
    )
    reason = fields.Char()

    @api.depends("line_ids")
    def _compute_agency_id(self):
        for dialog in self:
            dialog.agency_id = dialog.line_ids.agency_id[:1]

    def action_confirm(self):
        self.ensure_one()
        if self.purpose == "assign":
            self.line_ids._assign(self.due_ids)
        else:
            self.line_ids._undo(self.reason)
        return {"type": "ir.actions.act_window_close"}
