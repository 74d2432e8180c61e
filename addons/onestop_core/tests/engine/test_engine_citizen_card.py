from contextlib import suppress
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine.citizen_card import CardError, parse_citizen_card
from . import engine_common  # noqa: F401  the profile of the property tests
from .people_tables import table

READ = ("number", "old_number", "name", "birth_date", "birth_year", "sex", "address")


def plain(card):
    """A card as the table has it."""
    return {name: getattr(card, name) for name in READ} | {
        "birth_date": card.birth_date and card.birth_date.isoformat(),
        "sex": card.sex and card.sex.value,
    }


class TestCitizenCard(TestCase):
    def test_table(self):
        for row in table("cards"):
            with self.subTest(row["case"]):
                if "reads" in row:
                    self.assertEqual(plain(parse_citizen_card(row["text"])), row["reads"])
                else:
                    with self.assertRaises(CardError) as caught:
                        parse_citizen_card(row["text"])
                    self.assertEqual(caught.exception.reason.value, row["fails"])
                    self.assertEqual(str(caught.exception), f"Not a citizen card: {row['fails']}")

    def test_date_of_issue(self):
        card = parse_citizen_card("011202001234|012345678|Lò Văn Ánh|05062002|Nam|Điện Biên|10052021")
        self.assertEqual(card.issue_date.isoformat(), "2021-05-10")

    @given(st.text() | st.lists(st.text(max_size=20), max_size=12).map("|".join))
    def test_any_text_is_read_or_refused(self, text):
        with suppress(CardError):
            self.assertRegex(parse_citizen_card(text).number, r"\A[0-9]{12}\Z")

    @given(st.lists(st.text(max_size=20), max_size=12).map("|".join))
    def test_any_text_after_a_number(self, text):
        try:
            card = parse_citizen_card(f"011202001234|{text}")
        except CardError:
            return
        self.assertEqual(card.number, "011202001234")

    def test_a_card_in_a_log_shows_no_number(self):
        card = parse_citizen_card("011202001234|012345678|Lò Văn Ánh|05062002|Nam|Điện Biên|10052021")
        for text in (repr(card), str(card), f"{card}"):
            self.assertNotIn("011202001", text)
            self.assertNotIn("Ánh", text)
