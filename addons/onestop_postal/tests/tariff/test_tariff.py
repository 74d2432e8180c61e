from odoo.exceptions import UserError, ValidationError
from odoo.tests import TransactionCase, tagged

from ..engine import tt22


@tagged("post_install", "-at_install")
class TestPostalTariff(TransactionCase):
    """The data of the add-on says what the circular says, and a posted tariff is held against it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["onestop.postal.tariff"].search([("kind", "=", "posted")]).unlink()
        cls.ceiling = cls.env.ref("onestop_postal.tariff_tt22")

    def posted(self, **changes):
        return self.ceiling.copy({"kind": "posted", "number": "15/BĐ", "valid_from": "2020-01-01", **changes})

    def test_data(self):
        rows = {(row.direction, row.zone, row.grams, row.price) for row in self.ceiling.row_ids if not row.is_step}
        self.assertEqual(rows, {(row.direction, row.zone, row.grams, row.price) for row in tt22.rows()})
        steps = {(row.direction, row.zone, row.grams, row.price) for row in self.ceiling.row_ids if row.is_step}
        self.assertEqual(steps, {(row.direction, row.zone, row.grams, row.price) for row in tt22.steps()})
        reliefs = self.env["onestop.postal.group"].search([]).mapped("relief")
        self.assertEqual((reliefs.count(10_000), reliefs.count(5_000)), (2, 6))

    def test_price_of_the_day(self):
        tariffs = self.env["onestop.postal.tariff"]
        with self.assertRaisesRegex(UserError, "posted no tariff"):
            tariffs._price("intake", "same_area", 80, 0, "2026-11-23")
        old = self.posted(valid_to="2026-11-22")
        new = self.posted(valid_from="2026-11-23", number="16/BĐ")
        new.row_ids.filtered(lambda row: row.price == 26_000).price = 20_000
        self.assertEqual(tariffs._price("intake", "same_area", 80, 0, "2026-11-22").total, 26_000)
        self.assertEqual(tariffs._price("intake", "same_area", 80, 0, "2026-11-23").total, 20_000)
        self.assertEqual(
            tariffs._price("result", "far_region", 1_200, 5_000, "2026-11-23").total, (53_000 + 19_400) // 2
        )
        with self.assertRaisesRegex(UserError, "no price for this weight"):
            old._quote("intake", "same_area", 0)

    def test_beyond_the_law(self):
        posted = self.posted()
        self.assertEqual(posted.beyond_count, 0)
        posted.row_ids[0].price += 15_000
        self.assertEqual(posted.beyond_count, 1)

    def test_two_at_once(self):
        self.posted(valid_to="2020-12-31")
        self.posted(valid_from="2021-01-01")
        with self.assertRaises(ValidationError):
            self.posted(valid_from="2020-12-31", valid_to="2020-12-31")
