from odoo import fields, models


class OnestopProcedureCase(models.Model):
    """A case (trường hợp) of a procedure, with papers, time limit or fee of its own."""

    _name = "onestop.procedure.case"
    _inherit = ["onestop.procedure.version.part"]
    _description = "Procedure Case"
    _order = "version_id, sequence, id"

    version_id = fields.Many2one("onestop.procedure.version", required=True, index=True, ondelete="cascade")
    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
