from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.onestop_core.tests.engine import engine_common  # noqa: F401  the profile of the property tests

from ...engine import receipts


class TestReceipts(TestCase):
    def test_symbols(self):
        for pattern, letters, year, expected in [
            ("{yy}T{letters}", "AA", 2026, "26TAA"),
            ("{yy}T{letters}", "XY", 2027, "27TXY"),
            ("{letters}-{yy}T", "28AA", 2017, "28AA-17T"),
            ("{letters}-{yy}E", "AB", 2025, "AB-25E"),
        ]:
            receipts.check_pattern(pattern)
            receipts.check_letters(letters)
            self.assertEqual(receipts.symbol(pattern, letters, year), expected)

    def test_what_is_no_symbol(self):
        for pattern in ("{yy}T", "{year}{letters}", "{letters} T", "{letters}é", ""):
            with self.assertRaises(ValueError):
                receipts.check_pattern(pattern)
        # F, I, J, O, W and Z are none of the letters
        for letters in ("A", "AAA", "AF", "IJ", "aa", "ÀA", "1", ""):
            with self.assertRaises(ValueError):
                receipts.check_letters(letters)

    def test_numbers(self):
        self.assertEqual(receipts.written(1, 7, padded=True), "0000001")
        self.assertEqual(receipts.written(1, 8, padded=False), "1")
        self.assertEqual(receipts.written(99_999_999, 8, padded=False), "99999999")
        for number in (0, -1, 10**8):
            with self.assertRaises(ValueError):
                receipts.written(number, 8, padded=False)

    def test_days(self):
        for today, last, year, expected in [
            ("2026-11-23", None, 2026, "2026-11-23"),
            ("2026-11-23", "2026-11-20", 2026, "2026-11-23"),
            # a clock that went back
            ("2026-11-20", "2026-11-23", 2026, "2026-11-23"),
            # asked for in the old year, numbered a second after midnight
            ("2027-01-01", "2026-12-31", 2026, "2026-12-31"),
        ]:
            found = receipts.day_of(date.fromisoformat(today), date.fromisoformat(last) if last else None, year)
            self.assertEqual(found, date.fromisoformat(expected))

    def test_a_delegate_waits_three_days(self):
        self.assertEqual(receipts.delegate_from(date(2026, 11, 23)), date(2026, 11, 26))

    def test_runs(self):
        self.assertEqual(receipts.runs([]), [])
        self.assertEqual(receipts.runs([3, 1, 2, 7, 5, 6]), [(1, 3), (5, 7)])

    @given(st.sets(st.integers(1, 200)))
    def test_runs_hold_what_is_there(self, numbers):
        held = {number for first, last in receipts.runs(numbers) for number in range(first, last + 1)}
        self.assertEqual(held, numbers)
