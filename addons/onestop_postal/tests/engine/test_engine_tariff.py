from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine import tariff
from . import tt22

PHU_LY = tariff.Place("Phủ Lý", "35", 1)
BINH_LUC = tariff.Place("Bình Lục", "35", 1)
HA_NOI = tariff.Place("Ba Đình", "01", 1, big_city=True)
DA_NANG = tariff.Place("Hải Châu", "48", 2, big_city=True)
CAN_THO = tariff.Place("Ninh Kiều", "92", 3)


def price(direction, zone, grams, relief=0):
    return tariff.quote(tt22.rows(), tt22.steps(), direction, zone, grams, relief=relief)


class TestTariff(TestCase):
    def test_every_cell(self):
        for direction, table in tt22.CEILING.items():
            begin = 0
            for grams, prices in table:
                for zone, expected in zip(tariff.ZONES, prices, strict=True):
                    with self.subTest(direction=direction, zone=zone, grams=grams):
                        # the first and the last gram of the band
                        self.assertEqual(price(direction, zone, begin + 1).total, expected)
                        self.assertEqual(price(direction, zone, grams).total, expected)
                begin = grams

    def test_beyond_the_last_band(self):
        for grams, pieces in ((501, 1), (1_000, 1), (1_001, 2), (2_500, 4)):
            for zone, step, base in zip(tariff.ZONES, tt22.STEP, (28_500, 32_500, 34_500, 40_000, 53_000), strict=True):
                with self.subTest(grams=grams, zone=zone):
                    quote = price("result", zone, grams)
                    self.assertEqual(quote.total, base + pieces * step)
                    self.assertEqual([line.kind for line in quote.lines], ["row", "step"])
        self.assertEqual(price("intake", tariff.SAME_AREA, 1_200).total, 26_500 + 2 * 2_200)

    def test_groups(self):
        # free: people of the revolution before 19/08/1945, Vietnamese heroic mothers
        self.assertEqual(price("intake", tariff.SAME_AREA, 90, 10_000).total, 0)
        # half: heroes, war invalids, poor households of the hardest areas …
        self.assertEqual(price("intake", tariff.SAME_AREA, 90, 5_000).total, 13_000)
        self.assertEqual(price("intake", tariff.FAR_REGION, 400, 5_000).total, 25_500)
        quote = price("result", tariff.SAME_AREA, 501, 5_000)
        self.assertEqual((quote.full, quote.total), (30_700, 15_350))
        self.assertEqual(quote.lines[-1], tariff.Line("relief", 0, 1, 0, -15_350))
        # a third off 26.000 is 8.665,8: what is left of a đồng is let off
        self.assertEqual(price("intake", tariff.SAME_AREA, 90, 3_333).total, 17_334)

    def test_zones(self):
        for places, expected in (
            ((PHU_LY, PHU_LY), tariff.SAME_AREA),
            ((PHU_LY, BINH_LUC), tariff.SAME_PROVINCE),
            ((PHU_LY, HA_NOI), tariff.SAME_REGION),
            ((HA_NOI, DA_NANG), tariff.NEXT_REGION),
            ((DA_NANG, CAN_THO), tariff.NEXT_REGION),
            ((PHU_LY, CAN_THO), tariff.FAR_REGION),
            # nobody has said to which area they belong
            ((tariff.Place("", "35", 1), tariff.Place("", "35", 1)), tariff.SAME_PROVINCE),
        ):
            with self.subTest(places=places):
                self.assertEqual(tariff.zone_between(*places), expected)
                self.assertEqual(tariff.zone_between(*reversed(places)), expected)

    def test_what_is_no_price(self):
        for grams in (0, -1, True, tariff.MOST_GRAMS + 1):
            with self.assertRaises(ValueError):
                price("intake", tariff.SAME_AREA, grams)
        for relief in (-1, 10_001):
            with self.assertRaises(ValueError):
                price("intake", tariff.SAME_AREA, 10, relief)
        with self.assertRaises(ValueError):
            price("sideways", tariff.SAME_AREA, 10)
        with self.assertRaises(ValueError):
            tariff.quote(tt22.rows(), (), "intake", tariff.SAME_AREA, 501)

    def test_ceiling(self):
        self.assertEqual(tariff.beyond_ceiling(41_000, 26_000), 15_000)
        self.assertEqual(tariff.beyond_ceiling(26_000, 26_000), 0)
        self.assertEqual(tariff.beyond_ceiling(10**9, None), 0)

    @given(
        st.sampled_from(tariff.DIRECTIONS),
        st.sampled_from(tariff.ZONES),
        st.integers(1, 49_999),
        st.integers(0, 10_000),
    )
    def test_heavier_is_never_cheaper(self, direction, zone, grams, relief):
        light, heavy = price(direction, zone, grams, relief), price(direction, zone, grams + 1, relief)
        self.assertTrue(0 <= light.total <= heavy.total)
        self.assertEqual(light.total, light.full * (10_000 - relief) // 10_000)
