from odoo import fields, models

from ...engine import tariff


class OnestopPostalArea(models.Model):
    """An area of the tariff: what a district was. Where there are no districts any more, a province says by its own map which
    places make one.
    """

    _name = "onestop.postal.area"
    _description = "Postal Area"
    _order = "province_code, name"

    name = fields.Char(required=True)
    province_code = fields.Char("Province", required=True, help="Two digits of the province, as in identity numbers.")
    region = fields.Selection(
        [("1", "Region 1"), ("2", "Region 2"), ("3", "Region 3")], required=True, default="1",
        help="Region of the tariff in which the province lies.",
    )  # fmt: skip
    big_city = fields.Boolean("City of the First Rank", help="The post promises less time between two of them.")
    extra_days = fields.Integer(help="Working days that the post adds to its promise, as published for hard places.")
    office_ids = fields.One2many("onestop.postal.office", "area_id")

    _name_uniq = models.Constraint("UNIQUE(province_code, name)", "This province has an area of that name already.")
    _extra_days_range = models.Constraint("CHECK(extra_days BETWEEN 0 AND 30)", "Extra days lie between 0 and 30.")

    def _place(self):
        """The area as the engines take it."""
        self.ensure_one()
        return tariff.Place(self.name, self.province_code, int(self.region), self.big_city, self.extra_days)
