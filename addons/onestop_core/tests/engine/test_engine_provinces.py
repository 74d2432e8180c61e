import unittest
from datetime import date

from ...engine.provinces import ENDED, ended_province

TODAY = date(2026, 11, 28)


class TestProvinces(unittest.TestCase):
    def test_thirty_four_are_left(self):
        # of 63 provinces and cities
        self.assertEqual(len({ended.name for ended in ENDED}), 63 - 34)
        self.assertFalse({ended.name for ended in ENDED} & {ended.into for ended in ENDED})

    def test_which_one_a_name_means(self):
        for text, into in (
            ("Ủy ban nhân dân tỉnh Hà Nam", "Ninh Bình"),
            ("Sở Xây dựng tỉnh Bà Rịa – Vũng Tàu", "Thành phố Hồ Chí Minh"),
            ("tỉnh  hà nam", "Ninh Bình"),
            ("Ủy ban nhân dân tỉnh Ninh Bình", None),
            ("Ủy ban nhân dân phường Hà Nam", None),
            ("", None),
        ):
            ended = ended_province(text, TODAY)
            self.assertEqual(ended and ended.into, into, text)
        self.assertIsNone(ended_province("Ủy ban nhân dân tỉnh Hà Nam", date(2025, 6, 30)))
