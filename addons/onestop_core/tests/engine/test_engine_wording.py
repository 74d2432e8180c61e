import unittest
from datetime import date, datetime, timezone
from decimal import Decimal

from ...engine.duration import NO_LIMIT, SAME_DAY, Duration
from ...engine.wording import (
    balanced_lines,
    breakable,
    date_words,
    duration_words,
    fill,
    moment_words,
    place_name,
    short_name,
    signature_lines,
    unknown_names,
)


class TestWording(unittest.TestCase):
    def test_dates(self):
        for day, words in (
            (date(2026, 11, 23), "ngày 23 tháng 11 năm 2026"),
            # a zero before days below 10 and before January and February, so that no digit can be put before them
            (date(2027, 2, 5), "ngày 05 tháng 02 năm 2027"),
            (date(2027, 3, 10), "ngày 10 tháng 3 năm 2027"),
            (None, "ngày …… tháng …… năm ……"),
        ):
            self.assertEqual(date_words(day), words)

    def test_moments(self):
        self.assertEqual(
            moment_words(datetime(2026, 11, 23, 8, 15, tzinfo=timezone.utc)),
            "08 giờ 15 phút, ngày 23 tháng 11 năm 2026",
        )
        self.assertEqual(
            moment_words(datetime(2026, 11, 23, 16, 5, tzinfo=timezone.utc)),
            "16 giờ 05 phút, ngày 23 tháng 11 năm 2026",
        )
        self.assertEqual(moment_words(None), "…… giờ …… phút, ngày …… tháng …… năm ……")

    def test_the_place_before_the_date(self):
        for agency, place in (
            ("Ủy ban nhân dân xã Khả Phong", "Khả Phong"),
            ("Uỷ ban nhân dân phường 1", "Phường 1"),
            ("UBND thị trấn Quế", "Quế"),
            ("Đặc khu Phú Quốc", "Phú Quốc"),
            ("Ủy ban nhân dân tỉnh Ninh Bình", "Ninh Bình"),
            ("Ủy ban nhân dân thành phố Hồ Chí Minh", "Hồ Chí Minh"),
            ("Sở Xây dựng tỉnh Ninh Bình", ""),
            ("Xã", ""),
            ("", ""),
        ):
            self.assertEqual(place_name(agency), place, agency)

    def test_the_letters_of_an_agency(self):
        for agency, letters in (
            ("Ủy ban nhân dân xã Khả Phong", "UBND"),
            ("Hội đồng nhân dân tỉnh Ninh Bình", "HĐND"),
            ("Sở Xây dựng tỉnh Ninh Bình", "SXD"),
            ("Trung tâm Phục vụ hành chính công xã Khả Phong", "TTPVHCC"),
            ("", ""),
        ):
            self.assertEqual(short_name(agency), letters, agency)

    def test_words_that_no_line_holds(self):
        self.assertEqual(breakable("Cấp giấy phép xây dựng nhà ở riêng lẻ"), "Cấp giấy phép xây dựng nhà ở riêng lẻ")
        long = "a" * 60 + "@" + "b" * 60 + ".vn"
        broken = breakable(f"thư: {long}")
        self.assertEqual(broken.replace("\u200b", ""), f"thư: {long}")
        self.assertLessEqual(max(map(len, broken.replace("\u200b", " ").split())), 12)

    def test_time_limits(self):
        for duration, words in (
            (Duration(3, "working_day"), "03 ngày làm việc"),
            (Duration(15, "calendar_day"), "15 ngày"),
            (Duration(8, "hour"), "08 giờ làm việc"),
            (Duration(Decimal("2.50"), "working_day"), "2,5 ngày làm việc"),
            (Duration(Decimal("4.0"), "working_day"), "04 ngày làm việc"),
            (Duration(1, "month"), "01 tháng"),
            (SAME_DAY, "trong ngày làm việc"),
            (NO_LIMIT, ""),
        ):
            self.assertEqual(duration_words(duration), words)

    def test_names_set_in_the_middle(self):
        for text, width, lines in (
            ("Trung tâm Phục vụ hành chính công", 28, ["Trung tâm Phục vụ", "hành chính công"]),
            ("UBND xã Khả Phong", 28, ["UBND xã Khả Phong"]),
            ("Nghiêng", 3, ["Nghiêng"]),
            ("", 28, []),
        ):
            self.assertEqual(balanced_lines(text, width), lines)

    def test_names_between_braces(self):
        words = {"cơ quan": "Sở Tư pháp", "ngày hẹn": "ngày 01 tháng 12", "trống": ""}
        for text, filled in (
            ("{cơ quan} trả lời.", "Sở Tư pháp trả lời."),
            # accents typed in two parts are the same accents
            ("{co\u031b quan}", "Sở Tư pháp"),
            ("{Ngày hẹn}: {ngày  hẹn}", "Ngày 01 tháng 12: ngày 01 tháng 12"),
            ("{trống}", "…………"),
            ("{lạ} {cơ quan}", "{lạ} Sở Tư pháp"),
            # what is filled in is not read again
            ("{chữ}", "{chữ}"),
        ):
            self.assertEqual(fill(text, words), filled)
        self.assertEqual(fill("{a}", {"a": "{b}", "b": "c"}), "{b}")

    def test_unknown_names(self):
        for text, unknown in (
            ("{Cơ quan} và {ngày hẹn}", []),
            ("{cơ qan}", ["cơ qan"]),
            ("{cơ quan", ["{"]),
            ("cơ quan}", ["}"]),
            ("{}", [""]),
        ):
            self.assertEqual(unknown_names(text, ("cơ quan", "ngày hẹn")), unknown)

    def test_signatures(self):
        for title, body, lines in (
            ("Giám đốc", "Trung tâm Phục vụ hành chính công", ["GIÁM ĐỐC"]),
            ("Phó Giám đốc", "Sở Tư pháp", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
            ("Quyền Giám đốc", "Sở Tư pháp", ["Q. GIÁM ĐỐC"]),
            ("Chủ tịch", "Ủy ban nhân dân xã Khả Phong", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
            ("Chủ tịch UBND xã", "UBND xã Khả Phong", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
            ("Phó Chủ tịch", "Ủy ban nhân dân xã", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
            ("phó chủ tịch thường trực", "Uỷ ban nhân dân xã", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
            ("Phó Chủ tịch", "Hội đồng nhân dân xã", ["TM. HỘI ĐỒNG NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
            ("Chánh Văn phòng", "Ủy ban nhân dân xã", ["CHÁNH VĂN PHÒNG"]),
            ("Phó Trưởng phòng", "Phòng Tư pháp", ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]),
            ("", "Sở Tư pháp", ["THỦ TRƯỞNG CƠ QUAN"]),
        ):
            self.assertEqual(signature_lines(title, body), lines, title)
