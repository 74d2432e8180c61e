from unittest import TestCase

from ...engine import spoken

# written by hand, as people say it
COUNTERS = {
    1: "một", 2: "hai", 3: "ba", 4: "bốn", 5: "năm", 7: "bảy", 10: "mười", 11: "mười một", 14: "mười bốn",
    15: "mười lăm", 19: "mười chín", 20: "hai mươi", 21: "hai mươi mốt", 24: "hai mươi tư", 25: "hai mươi lăm",
    31: "ba mươi mốt", 45: "bốn mươi lăm", 54: "năm mươi tư", 99: "chín mươi chín", 100: "một trăm",
    101: "một trăm linh một", 105: "một trăm linh năm", 110: "một trăm mười", 115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt", 155: "một trăm năm mươi lăm", 200: "hai trăm", 304: "ba trăm linh bốn",
    500: "năm trăm", 999: "chín trăm chín mươi chín",
}  # fmt: skip
TICKETS = {
    ("A", "017"): "a không một bảy",
    ("B", "105"): "bê một không năm",
    ("Đ", "200"): "đê hai không không",
    ("D", "015"): "dê không một năm",
    ("X", "0001"): "ích không không không một",
}


class TestSpoken(TestCase):
    def test_counters(self):
        self.assertEqual({number: " ".join(spoken.cardinal(number)) for number in COUNTERS}, COUNTERS)
        self.assertEqual(" ".join(spoken.cardinal(105, "lẻ")), "một trăm lẻ năm")
        for number in (-1, 1000):
            with self.assertRaises(ValueError):
                spoken.cardinal(number)

    def test_tickets(self):
        self.assertEqual({key: " ".join(spoken.ticket(*key)) for key in TICKETS}, TICKETS)

    def test_a_call(self):
        self.assertEqual(" ".join(spoken.call("A", "017", 3)), "mời số a không một bảy đến quầy số ba")
        self.assertEqual(" ".join(spoken.call("A", "015", 15)), "mời số a không một năm đến quầy số mười lăm")

    def test_each_word_of_a_call_is_a_piece(self):
        said = {word for number in range(1000) for zero in spoken.TENS_ZERO for word in spoken.cardinal(number, zero)}
        said |= {word for letter in spoken.letters() for word in spoken.call(letter, "0123456789", 1)}
        self.assertEqual(said, set(spoken.pieces()))

    def test_each_piece_has_a_file_of_its_own(self):
        names = [spoken.file_name(piece) for piece in spoken.pieces()]
        self.assertEqual(len({name.casefold() for name in names}), len(names))
        self.assertTrue(all(name.isascii() and " " not in name for name in names))
        self.assertEqual(spoken.file_name(spoken.TO_COUNTER), "ddeens_quaayf_soos.ogg")
        self.assertEqual(spoken.file_name("mươi"), "muwowi.ogg")
