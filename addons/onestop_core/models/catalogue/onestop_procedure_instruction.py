from odoo import api, fields, models


class OnestopProcedureInstruction(models.Model):
    """A part of the order of steps that the applicant reads (trình tự thực hiện), for all cases or for one.

    The steps by which the agency works are another thing: ``onestop.process.step``.
    """

    _name = "onestop.procedure.instruction"
    _inherit = ["onestop.procedure.version.part"]
    _description = "Procedure Instruction"
    _order = "version_id, sequence, id"

    version_id = fields.Many2one("onestop.procedure.version", required=True, index=True, ondelete="cascade")
    case_id = fields.Many2one(
        "onestop.procedure.case", domain="[('version_id', '=', version_id)]", index="btree_not_null", ondelete="cascade"
    )
    heading = fields.Text(help="Heads the text and is no case: nobody has to choose it.")
    sequence = fields.Integer(default=10)
    text = fields.Text()

    @api.depends("case_id.name", "heading", "sequence")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.case_id.name or line.heading or self.env._("Order of Steps")
