from odoo import api, fields, models


class OnestopProcedureLegalBasis(models.Model):
    _name = "onestop.procedure.legal.basis"
    _inherit = ["onestop.procedure.version.part"]
    _description = "Legal Basis"
    _order = "version_id, sequence, issued_on, id"

    version_id = fields.Many2one("onestop.procedure.version", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char("Number and Symbol")
    abstract = fields.Text()
    issuing_body = fields.Char()
    issued_on = fields.Date()
    effective_from = fields.Date()
    link = fields.Char()

    @api.depends("name", "abstract")
    def _compute_display_name(self):
        for basis in self:
            basis.display_name = basis.name or basis.abstract
