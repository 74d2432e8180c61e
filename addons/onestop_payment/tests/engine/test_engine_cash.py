from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine import cash

NOTES = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200)


class TestCash(TestCase):
    def test_what_there_is_on_a_day(self):
        self.assertEqual(cash.notes_on(date(2026, 11, 28)), (*NOTES, 100))
        self.assertEqual(cash.notes_on(date(2006, 8, 29))[:2], (500_000, 100_000))

    def test_a_count_by_hand(self):
        pieces = {500_000: 2, 50_000: 3, 20_000: 1, 2_000: 4, 500: 3}
        self.assertEqual(cash.total(pieces, NOTES), 1_000_000 + 150_000 + 20_000 + 8_000 + 1_500)
        self.assertEqual(cash.total({}, NOTES), 0)
        self.assertEqual(cash.total({500_000: 0}, NOTES), 0)

    def test_what_is_no_count(self):
        for pieces in ({3_000: 1}, {500_000: -1}, {500_000: 1.0}, {500_000: True}, {500_000: 10**9}):
            with self.subTest(pieces=pieces), self.assertRaises(ValueError):
                cash.total(pieces, NOTES)

    def test_a_drawer_by_hand(self):
        """Opened with 500 000; 26 000 and 8 000 came in, 8 000 went back."""
        should = cash.expected(500_000, [26_000, 8_000, -8_000])
        self.assertEqual(should, 526_000)
        self.assertEqual(cash.Balance(should, 525_000).difference, -1_000)
        self.assertEqual(cash.Balance(should, 526_000).difference, 0)

    @given(st.dictionaries(st.sampled_from(NOTES), st.integers(0, 1_000)))
    def test_each_note_counts_as_often_as_it_lies_there(self, pieces):
        singly = sum(worth for worth, count in pieces.items() for _piece in range(count))
        self.assertEqual(cash.total(pieces, NOTES), singly)

    def test_amounts_as_slips_write_them(self):
        self.assertEqual(cash.dong(26_000), "26.000 đ")
        self.assertEqual(cash.dong(-1_000), "−1.000 đ")
