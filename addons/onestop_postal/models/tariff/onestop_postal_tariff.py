from odoo import api, fields, models
from odoo.addons.onestop_core.money_fields import Dong
from odoo.exceptions import UserError, ValidationError

from ...engine import tariff

DIRECTIONS = [("intake", "To the Agency"), ("result", "To the Citizen")]
ZONES = [
    ("same_area", "Within the Area"),
    ("same_province", "Between Areas of the Province"),
    ("same_region", "Within the Region"),
    ("next_region", "To the Next Region"),
    ("far_region", "To the Far Region"),
]


class OnestopPostalTariff(models.Model):
    """Prices of the post with their dates: what the law allows at most, and what the post has posted."""

    _name = "onestop.postal.tariff"
    _description = "Tariff of the Post"
    _order = "kind, valid_from desc"
    _rec_name = "number"

    kind = fields.Selection([("ceiling", "Highest Prices by Law"), ("posted", "Posted by the Post")], required=True)
    number = fields.Char("Decision", required=True)
    issued_on = fields.Date()
    valid_from = fields.Date(required=True)
    valid_to = fields.Date()
    row_ids = fields.One2many("onestop.postal.tariff.row", "tariff_id", copy=True)
    beyond_count = fields.Integer(
        "Prices Beyond What the Law Allows", compute="_compute_beyond_count", help="A higher price is no valid one."
    )

    _validity = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from <= valid_to)", "It cannot end before it begins."
    )

    @api.constrains("kind", "valid_from", "valid_to")
    def _check_alone(self):
        for record in self:
            others = self.search_count(
                [
                    ("id", "!=", record.id),
                    ("kind", "=", record.kind),
                    ("valid_from", "<=", record.valid_to or "9999-12-31"),
                    "|", ("valid_to", "=", False), ("valid_to", ">=", record.valid_from),
                ],
                limit=1,
            )  # fmt: skip
            if others:
                raise ValidationError(
                    self.env._("Another tariff of this kind holds on some of these days: end it first.")
                )

    @api.depends("row_ids.price", "kind", "valid_from")
    def _compute_beyond_count(self):
        for record in self:
            ceiling = self._in_force("ceiling", record.valid_from) if record.valid_from else self.browse()
            highest = {row._key(): row.price for row in ceiling.row_ids}
            record.beyond_count = record.kind == "posted" and sum(
                bool(tariff.beyond_ceiling(row.price, highest.get(row._key()))) for row in record.row_ids
            )

    @api.model
    def _in_force(self, kind, day):
        """The tariff of a kind that holds on a day; an empty recordset if none does."""
        return self.sudo().search(
            [("kind", "=", kind), ("valid_from", "<=", day), "|", ("valid_to", "=", False), ("valid_to", ">=", day)],
            limit=1,
        )

    def _quote(self, direction, zone, grams, relief=0):
        """The explained price of a packet, see ``engine.tariff.quote``.

        :raises UserError: there is no price for it, in words for the person at the screen
        """
        rows = self.row_ids
        try:
            return tariff.quote(
                [tariff.Row(row.direction, row.zone, row.grams, row.price) for row in rows if not row.is_step],
                [tariff.Step(row.direction, row.zone, row.grams, row.price) for row in rows if row.is_step],
                direction,
                zone,
                grams,
                relief=relief,
            )
        except ValueError as error:
            raise UserError(
                self.env._(
                    "The posted tariff has no price for this weight and way: check the weight, or enter the price."
                )
            ) from error

    @api.model
    def _price(self, direction, zone, grams, relief, day):
        """The explained price by the posted tariff of a day.

        :raises UserError: nothing is posted, or not for this weight and way
        """
        posted = self._in_force("posted", day)
        if not posted:
            raise UserError(self.env._("The post has posted no tariff for this day: nothing can be charged."))
        return posted._quote(direction, zone, grams, relief)


class OnestopPostalTariffRow(models.Model):
    """One cell of a tariff."""

    _name = "onestop.postal.tariff.row"
    _description = "Price of the Post"
    _order = "tariff_id, direction, is_step, grams, id"

    tariff_id = fields.Many2one("onestop.postal.tariff", required=True, index=True, ondelete="cascade")
    direction = fields.Selection(DIRECTIONS, required=True)
    zone = fields.Selection(ZONES, required=True)
    is_step = fields.Boolean("For Each Further", help="Price of each further weight beyond the heaviest row.")
    grams = fields.Integer("Up to (g)", required=True)
    price = Dong("Price (VND)", required=True)

    _row_uniq = models.Constraint(
        "UNIQUE(tariff_id, direction, zone, is_step, grams)", "The tariff has a price for this already."
    )
    _amounts = models.Constraint("CHECK(grams > 0 AND price >= 0)", "A weight is more than 0, a price is not below it.")

    def _key(self):
        return self.direction, self.zone, self.is_step, self.grams
