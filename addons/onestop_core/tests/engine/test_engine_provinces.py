import unittest
from datetime import date

from ...engine.provinces import ENDED, address_today, ended_province, name_today, place_today

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

    def test_what_is_called_how_today(self):
        for former, now in (
            ("Ủy ban nhân dân tỉnh Hà Nam", "Ủy ban nhân dân tỉnh Ninh Bình"),
            ("Tỉnh Hải  Dương", "Thành phố Hải Phòng"),
            ("Sở Y tế tỉnh Bà Rịa–Vũng Tàu", "Sở Y tế thành phố Hồ Chí Minh"),
            ("UBND tỉnh hà nam", "UBND tỉnh Ninh Bình"),
            ("Sở Nội vụ tỉnh Thái Bình", "Sở Nội vụ tỉnh Hưng Yên"),
            # no province that ended
            ("Phường Hà Nam", "Phường Hà Nam"),
            ("Ủy ban nhân dân tỉnh Ninh Bình", "Ủy ban nhân dân tỉnh Ninh Bình"),
            ("Tỉnh Hà Namibia", "Tỉnh Hà Namibia"),
        ):
            self.assertEqual(name_today(former, TODAY), now)
            self.assertIsNone(ended_province(now, TODAY))
        self.assertEqual(name_today("tỉnh Hà Nam", date(2025, 6, 30)), "tỉnh Hà Nam")

    def test_addresses_have_two_levels_since(self):
        for former, now in (
            ("Xã Khả Phong, huyện Kim Bảng, tỉnh Hà Nam", "Xã Khả Phong, tỉnh Ninh Bình"),
            ("Số 7 đường Trần Phú, thành phố Phủ Lý, tỉnh Hà Nam", "Số 7 đường Trần Phú, tỉnh Ninh Bình"),
            ("Xã A, Thị xã Chí Linh, Tỉnh Hải Dương", "Xã A, Thành phố Hải Phòng"),
            # neither a district nor a province that ended
            ("Thôn Vồng, tỉnh Hà Nam", "Thôn Vồng, tỉnh Ninh Bình"),
            ("Xã Khả Phong, huyện Kim Bảng, tỉnh Ninh Bình", "Xã Khả Phong, huyện Kim Bảng, tỉnh Ninh Bình"),
        ):
            self.assertEqual(address_today(former, TODAY), now)

    def test_places_before_a_date(self):
        self.assertEqual(place_today("Hà Nam", TODAY), "Ninh Bình")
        self.assertEqual(place_today("Hải Dương", TODAY), "Hải Phòng")
        self.assertEqual(place_today("Bình Dương", TODAY), "Thành phố Hồ Chí Minh")
        self.assertEqual(place_today("Khả Phong", TODAY), "Khả Phong")
        self.assertEqual(place_today("Hà Nam", date(2025, 6, 30)), "Hà Nam")
