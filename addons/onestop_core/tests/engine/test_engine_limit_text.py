import unicodedata
from decimal import Decimal
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine.duration import SAME_DAY, Duration
from ...engine.limit_text import limit_words, read_limit, read_mentions, says_nothing, shown_limit
from . import engine_common  # noqa: F401 - loads the profile of hypothesis


def days(*values):
    return tuple(Duration(value, "working_day") for value in values)


class TestReadLimit(TestCase):
    def test_texts_of_the_national_export(self):
        for text, *expected in [
            ("7 ngày làm việc", Duration(7, "working_day")),
            ("3 Ngày làm việc", Duration(3, "working_day")),
            ("03 ngày làm việc.", Duration(3, "working_day")),
            ("  15   ngày ", Duration(15, "calendar_day")),
            ("30 Ngày", Duration(30, "calendar_day")),
            ("08 giờ làm việc", Duration(8, "hour")),
            ("4 Giờ", Duration(4, "hour")),
            ("02 tháng", Duration(2, "month")),
            ("1 Năm", Duration(12, "month")),
            ("2 tuần", Duration(14, "calendar_day")),
            ("1,5 ngày làm việc", Duration(Decimal("1.5"), "working_day")),
            ("0.5 ngày làm việc", Duration(Decimal("0.5"), "working_day")),
            ("1/2 ngày làm việc", Duration(Decimal("0.5"), "working_day")),
            ("Không quá 15 ngày", Duration(15, "calendar_day")),
            ("Trong thời hạn 05 ngày làm việc", Duration(5, "working_day")),
            ("Trong ngày", SAME_DAY),
            ("Ngay trong ngày làm việc", SAME_DAY),
            # the number again in words
            ("07 (bảy) ngày làm việc", Duration(7, "working_day")),
            ("15 (mười lăm) ngày", Duration(15, "calendar_day")),
            ("20 (hai mươi) ngày làm việc", Duration(20, "working_day")),
            ("21 (hai mươi mốt) ngày", Duration(21, "calendar_day")),
            ("105 (một trăm linh năm) ngày", Duration(105, "calendar_day")),
            # from reception on, as every limit
            ("10 ngày làm việc kể từ ngày nhận đủ hồ sơ", Duration(10, "working_day")),
            ("08 ngày làm việc, kể từ ngày nhận đủ hồ sơ hợp lệ.", Duration(8, "working_day")),
            ("15 ngày làm việc, kể từ ngày Ủy ban nhân dân cấp xã nhận đủ hồ sơ theo quy định", Duration(15, "working_day")),
            ("05 ngày tính từ ngày nhận được đơn", Duration(5, "calendar_day")),
            # one after the other
            ("02 tháng và 15 ngày làm việc", Duration(2, "month"), Duration(15, "working_day")),
            ("45 ngày + 30 ngày", Duration(45, "calendar_day"), Duration(30, "calendar_day")),
            ("10 (mười) ngày làm việc và 05 (năm) ngày, kể từ ngày nhận đủ hồ sơ", Duration(10, "working_day"), Duration(5, "calendar_day")),
        ]:  # fmt: skip
            with self.subTest(text=text):
                self.assertEqual(read_limit(text).parts, tuple(expected))
                self.assertEqual(read_limit(unicodedata.normalize("NFD", text)).parts, tuple(expected))
                self.assertFalse(read_limit(text).set_none)
                self.assertFalse(says_nothing(text))

    def test_the_law_sets_none(self):
        for text in ["Không quy định", "không quy định.", "Chưa có quy định cụ thể", "Không có thời hạn", "Pháp luật không quy định thời hạn giải quyết"]:  # fmt: skip
            with self.subTest(text=text):
                self.assertTrue(read_limit(text).set_none)
                self.assertFalse(says_nothing(text))

    def test_what_nobody_has_said(self):
        for text in [None, "", "  ", "Khác", "khác.", "0 Khác", "3 Khác", "0"]:
            with self.subTest(text=text):
                self.assertTrue(says_nothing(text))
                self.assertFalse(read_limit(text).certain)

    def test_what_cannot_be_known(self):
        for text in [
            "7",
            "ngày làm việc",
            "0 ngày làm việc",
            "0,5 ngày",
            "1/2 tháng",
            "1000000 ngày",
            "07 (tám) ngày làm việc",
            "17 ngày làm việc hoặc 20 ngày làm việc",
            "theo Luật Lý lịch tư pháp",
            "7 ngày làm việc kể từ ngày nhận đủ hồ sơ; 10 ngày nếu phải xác minh",
            # the clock would begin at another event
            "15 ngày làm việc kể từ ngày ban hành quyết định",
            "15 ngày kể từ ngày nhận được kết quả xác minh",
        ]:
            with self.subTest(text=text):
                self.assertFalse(read_limit(text).certain)
                self.assertFalse(says_nothing(text))

    units = st.sampled_from(["hour", "working_day", "calendar_day", "month"])

    @given(st.lists(st.builds(Duration, st.integers(1, 99), units), min_size=1, max_size=3))
    def test_a_limit_in_words_is_read_back(self, parts):
        self.assertEqual(read_limit(limit_words(parts)).parts, tuple(parts))


class TestReadMentions(TestCase):
    def test_a_note_that_says_the_limit(self):
        for note, limit in [
            ("08 ngày làm việc, kể từ ngày nhận đủ hồ sơ hợp lệ.", days(8)),
            ("Trong thời hạn 20 ngày làm việc, kể từ ngày nhận đầy đủ hồ sơ hợp lệ, Ủy ban xem xét", days(20)),
            ("Nộp tại Bộ phận Một cửa. 45 ngày làm việc kể từ ngày cơ quan nhận hồ sơ", days(45)),
            ("22 ngày làm việc: xét duyệt 07, niêm yết 02, quyết định 03", days(22)),
            ("a) Thẩm định: 02 ngày làm việc; b) Quyết định: 06 ngày làm việc", days(8)),
            ("02 tháng và 15 ngày làm việc, trong đó: a) 02 tháng; b) 15 ngày làm việc", (Duration(2, "month"), Duration(15, "working_day"))),
        ]:  # fmt: skip
            with self.subTest(note=note):
                self.assertTrue(read_mentions(note).agree_with(limit))

    def test_a_note_that_says_another(self):
        for note, limit in [
            ("Trong thời hạn 04 ngày làm việc kể từ ngày nhận đủ hồ sơ", (Duration(4, "calendar_day"),)),
            ("10 ngày (hoặc 7 ngày đối với nhà ở riêng lẻ)", days(10)),
            ("Không quá 15 ngày làm việc", days(10)),
        ]:
            with self.subTest(note=note):
                self.assertFalse(read_mentions(note).agree_with(limit))

    def test_other_is_never_shown(self):
        for text, shown in (
            ("Khác", ""),
            ("1 Khác", ""),
            ("01 Khác", ""),
            ("0 Khác", ""),
            ("7 ngày làm việc Khác", "7 ngày làm việc"),
            ("theo Luật Hộ tịch", "theo Luật Hộ tịch"),
        ):
            self.assertEqual(shown_limit((), text, ""), shown, text)

    def test_limits_for_some_and_on_top(self):
        said = read_mentions("10 ngày làm việc; 07 ngày làm việc đối với nhà ở riêng lẻ")
        self.assertEqual((said.main, said.some), (days(10), days(7)))
        said = read_mentions("03 ngày làm việc; cần xác minh thì thêm không quá 05 ngày làm việc")
        self.assertEqual((said.main, said.some, said.added), (days(3), (), days(5)))
        said = read_mentions("Không quá 45 ngày; vùng khó khăn không quá 60 ngày")
        self.assertEqual((said.opening, said.added), ((Duration(45, "calendar_day"),), (Duration(60, "calendar_day"),)))

    def test_the_same_day(self):
        note = "Trong ngày làm việc; hồ sơ tiếp nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo"
        said = read_mentions(note)
        self.assertEqual((said.opening, said.main, said.some), ((SAME_DAY,), (), ()))

    def test_numbers_that_are_no_limits(self):
        for note in [
            "Thông tư ngày 15 tháng 3 năm 2026",
            "Nộp hồ sơ ít nhất 30 ngày trước ngày tổ chức",
            "Tiếp nhận sau 15 giờ",
            "Hồ sơ không hợp lệ thì trong 03 ngày làm việc thông báo bổ sung",
            "10.000 đồng/trường hợp",
        ]:
            with self.subTest(note=note):
                said = read_mentions(note)
                self.assertEqual((said.opening, said.main, said.some, said.added), ((), (), (), ()))

    def test_time_that_others_take(self):
        self.assertTrue(read_mentions("100 ngày (chưa tính thời gian trình Thủ tướng Chính phủ)").not_counted)
        self.assertFalse(read_mentions("100 ngày").not_counted)
