from odoo import api, fields, models


class OnestopProcedureVersionCompare(models.TransientModel):
    """Two versions of a procedure side by side."""

    _name = "onestop.procedure.version.compare"
    _description = "Comparison of Procedure Versions"

    procedure_id = fields.Many2one("onestop.procedure", required=True, readonly=True, ondelete="cascade")
    old_version_id = fields.Many2one(
        "onestop.procedure.version",
        domain="[('procedure_id', '=', procedure_id), ('id', '!=', new_version_id)]",
        ondelete="cascade",
    )
    new_version_id = fields.Many2one(
        "onestop.procedure.version",
        required=True,
        domain="[('procedure_id', '=', procedure_id), ('id', '!=', old_version_id)]",
        ondelete="cascade",
    )
    changes = fields.Html(compute="_compute_changes", sanitize=False)

    @api.depends("old_version_id", "new_version_id")
    def _compute_changes(self):
        for compare in self:
            old, new = compare.old_version_id, compare.new_version_id
            compare.changes = self.env["ir.qweb"]._render(
                "onestop_core.procedure_version_changes",
                {"old": old, "new": new, "rows": new._diff(old) if old and new else []},
            )
