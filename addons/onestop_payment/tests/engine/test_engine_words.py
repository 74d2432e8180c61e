import csv
from pathlib import Path
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.onestop_core.tests.engine import engine_common  # noqa: F401  the profile of the property tests

from ...engine.words import amount_in_figures, amount_in_words

TABLE = Path(__file__).parents[1] / "data/amounts_in_words.csv"
DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# how a digit is spoken after tens
AFTER_TENS = {"mốt": 1, "lăm": 5, **{word: digit for digit, word in enumerate(DIGITS)}}
UNITS = {"nghìn": 10**3, "triệu": 10**6}


def read(words):
    """The number that a person hears, by a grammar of its own: the inverse, written without the engine."""
    total = million = group = 0
    last = None
    for word in words.removesuffix(" đồng").lower().split():
        if word == "trăm":
            group = last * 100
            last = None
        elif word in ("mươi", "mười"):
            group += (last or 1) * 10 if word == "mươi" else 10
            last = None
        elif word == "linh":
            last = None
        elif word in UNITS:
            million += (group + (last or 0)) * UNITS[word]
            group, last = 0, None
        elif word == "tỷ":
            total += (million + group + (last or 0)) * 10**9
            million, group, last = 0, 0, None
        else:
            last = AFTER_TENS[word]
    return total + million + group + (last or 0)


class TestWords(TestCase):
    def test_table(self):
        with TABLE.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertGreaterEqual(len(rows), 60)
        for row in rows:
            self.assertEqual(amount_in_words(int(row["amount"])), row["words"])

    def test_in_figures(self):
        for amount, figures in (
            (0, "0 đồng"),
            (500, "500 đồng"),
            (26_000, "26.000 đồng"),
            (-1_234_567, "-1.234.567 đồng"),
        ):
            self.assertEqual(amount_in_figures(amount), figures)

    def test_below_zero(self):
        with self.assertRaises(ValueError):
            amount_in_words(-1)

    @given(st.integers(0, 10**13))
    def test_heard_again(self, amount):
        words = amount_in_words(amount)
        self.assertEqual(read(words), amount, words)
        self.assertNotIn("lẻ", words)
