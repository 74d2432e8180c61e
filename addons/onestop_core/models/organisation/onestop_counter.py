from odoo import api, fields, models, tools


class OnestopCounter(models.Model):
    _name = "onestop.counter"
    _inherit = ["onestop.cached.mixin"]
    _description = "Counter"
    _order = "desk_id, number"

    name = fields.Char(required=True)
    number = fields.Integer(required=True, default=1)
    desk_id = fields.Many2one("onestop.desk", required=True, index=True, ondelete="cascade")
    agency_id = fields.Many2one(related="desk_id.agency_id")
    active = fields.Boolean(default=True)

    _number_uniq = models.Constraint("UNIQUE(desk_id, number)", "Two counters of a desk cannot have the same number.")

    @api.model
    @tools.ormcache("agency_id")
    def _ids_at(self, agency_id):
        """Ids of the counters at the desks of an agency."""
        return frozenset(self.sudo().search([("desk_id.agency_id", "=", agency_id)])._ids)
