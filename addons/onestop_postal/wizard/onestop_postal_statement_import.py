import base64

from odoo import fields, models


class OnestopPostalStatementImport(models.TransientModel):
    """A list of waybills as a carrier sent it: all of it is read, or nothing."""

    _name = "onestop.postal.statement.import"
    _description = "Read a Carrier's List"

    carrier_id = fields.Many2one(
        "onestop.postal.carrier", required=True, default=lambda self: self.env["onestop.postal.carrier"].search([], limit=1)
    )  # fmt: skip
    list_waybill = fields.Char(related="carrier_id.list_waybill")
    list_code = fields.Char(related="carrier_id.list_code")
    list_time = fields.Char(related="carrier_id.list_time")
    list_weight = fields.Char(related="carrier_id.list_weight")
    file = fields.Binary(required=True, attachment=False)
    filename = fields.Char()

    def action_read(self):
        """Read the file, and show what it said."""
        self.ensure_one()
        statement = self.env["onestop.postal.statement"]._take_file(
            self.carrier_id, self.filename or self.env._("List"), base64.b64decode(self.file)
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": statement._name,
            "res_id": statement.id,
            "views": [(False, "form")],
        }
