from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain

from ...engine.table import Weight


class OnestopIndexWeight(models.Model):
    """What a component of an index is worth, with dates: a component is known by its code and the day, never by its code alone."""

    _name = "onestop.index.weight"
    _description = "Component of an Index"
    _order = "code, valid_from desc"

    code = fields.Char(required=True)
    name = fields.Char("Component", required=True)
    maximum = fields.Float("Points at Most", required=True, digits=(6, 2))
    full_at = fields.Float(
        "Full From (%)", required=True, default=100, digits=(6, 2), help="The share from which all points are given."
    )
    for_nothing = fields.Float("Points for Nothing", digits=(6, 2), help="Where there is nothing to take a share of.")
    valid_from = fields.Date()
    valid_to = fields.Date()
    legal_basis = fields.Char()

    _share = models.Constraint(
        "CHECK(full_at > 0 AND full_at <= 100)", "The share lies above 0 and up to 100 per cent."
    )
    _points = models.Constraint(
        "CHECK(maximum >= 0 AND for_nothing >= 0 AND for_nothing <= maximum)", "Points lie between 0 and the most."
    )
    _validity = models.Constraint(
        "CHECK(valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)",
        "A component cannot end before it begins.",
    )

    @api.model
    def _on(self, day):
        """``{code: engine.table.Weight}`` of the components that hold on ``day``."""
        begun = Domain("valid_from", "=", False) | Domain("valid_from", "<=", day)
        running = Domain("valid_to", "=", False) | Domain("valid_to", ">=", day)
        found = {}
        for one in self.search(begun & running):
            found.setdefault(
                one.code, Weight(*(Decimal(str(one[name])) for name in ("maximum", "full_at", "for_nothing")))
            )
        return found
