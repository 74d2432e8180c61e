from odoo import fields, models

from ...cleaned_fields import CleanedChar


class OnestopDesk(models.Model):
    """A one-stop desk (Bộ phận Một cửa): where dossiers of an agency are handed in and results handed out."""

    _name = "onestop.desk"
    _inherit = ["onestop.cached.mixin"]
    _description = "One-Stop Desk"
    _order = "agency_id, name"
    _cached_fields = frozenset({"agency_id"})

    name = fields.Char(required=True)
    agency_id = fields.Many2one("onestop.agency", required=True, index=True, ondelete="restrict")
    address = fields.Char()
    phone = CleanedChar()
    valid_from = fields.Date()
    valid_to = fields.Date()
    counter_ids = fields.One2many("onestop.counter", "desk_id")
