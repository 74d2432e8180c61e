from odoo import fields, models


class OnestopProcedureLegalBasis(models.Model):
    _name = "onestop.procedure.legal.basis"
    _description = "Legal Basis"
    _order = "version_id, issued_on, id"

    version_id = fields.Many2one("onestop.procedure.version", required=True, index=True, ondelete="cascade")
    name = fields.Char("Number and Symbol", required=True)
    abstract = fields.Text()
    issuing_body = fields.Char()
    issued_on = fields.Date()
    effective_from = fields.Date()
    link = fields.Char()
