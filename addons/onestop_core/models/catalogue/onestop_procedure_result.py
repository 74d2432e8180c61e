from odoo import fields, models


class OnestopProcedureResult(models.Model):
    _name = "onestop.procedure.result"
    _inherit = ["onestop.procedure.version.part"]
    _description = "Procedure Result"
    _order = "version_id, sequence, id"

    version_id = fields.Many2one("onestop.procedure.version", required=True, index=True, ondelete="cascade")
    code = fields.Char()
    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    issuing_body = fields.Char()
    description = fields.Text()
