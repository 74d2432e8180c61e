from odoo import api, fields, models


class OnestopRole(models.Model):
    """A role of a staff account. The code is what transitions and steps refer to; the group is what
    the role grants in Odoo. Roles are data of the module: new ones come with a module, not by hand.
    """

    _name = "onestop.role"
    _description = "Staff Role"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    group_id = fields.Many2one("res.groups", required=True, ondelete="restrict")
    sees_subtree = fields.Boolean(
        help="Holders of this role also see the agencies below their own.",
    )

    _code_uniq = models.Constraint("UNIQUE(code)", "The code of a role must be unique.")

    @api.model
    def _desk_codes(self):
        """Codes of the roles of those who work at a desk; a module that brings such a role extends this."""
        return ("receptionist", "postal_clerk")

    def _stand_ins(self):
        """Codes of the roles that may hold and pass on a step of this role: at a desk, whoever works there."""
        return self._desk_codes() if self.code == "receptionist" else (self.code,)
