from contextlib import suppress
from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.onestop_core.engine.identity import (
    PROVINCES,
    CardError,
    CitizenCard,
    Doubt,
    Sex,
    Unreadable,
    check_identity_number,
    check_tax_number,
    decode_identity_number,
    mask_identity,
    parse_citizen_card,
)

from . import engine_common  # noqa: F401  the profile of the property tests

SCANNED = "011202001234|012345678|Lò Văn Ánh|05062002|Nam|Bản Mển, Thanh Nưa, Điện Biên|10052021"
CARD = CitizenCard(
    number="011202001234",
    old_number="012345678",
    name="Lò Văn Ánh",
    birth_date=date(2002, 6, 5),
    sex=Sex.MALE,
    address="Bản Mển, Thanh Nưa, Điện Biên",
    issue_date=date(2021, 5, 10),
)


class TestCitizenCard(TestCase):
    def test_seven_fields(self):
        self.assertEqual(parse_citizen_card(SCANNED), CARD)

    def test_what_a_scanner_adds_or_breaks(self):
        for case, text in [
            ("enter", SCANNED + "\r\n"),
            ("tab", SCANNED + "\t"),
            ("blanks", SCANNED.replace("|", " | ")),
            ("latin-1", SCANNED.encode().decode("latin-1")),
        ]:
            with self.subTest(case):
                self.assertEqual(parse_citizen_card(text), CARD)

    def test_windows_character_set(self):
        # Only letters all of whose bytes exist in that character set.
        text = "035301000001||Hà Thu Hằng|01022001|Nữ|Phủ Lý|10052021"
        card = parse_citizen_card(text.encode().decode("cp1252"))
        self.assertEqual(card, parse_citizen_card(text))

    def test_empty_old_number(self):
        card = parse_citizen_card(SCANNED.replace("012345678", ""))
        self.assertIsNone(card.old_number)
        self.assertEqual((card.name, card.birth_date), (CARD.name, CARD.birth_date))

    def test_without_old_number_field(self):
        card = parse_citizen_card(SCANNED.replace("012345678|", ""))
        self.assertIsNone(card.old_number)
        self.assertEqual((card.name, card.issue_date), (CARD.name, CARD.issue_date))

    def test_eleven_fields(self):
        text = SCANNED + "|Lò Văn Bình|011072000111|Cà Thị Dung|01012020"
        self.assertEqual(parse_citizen_card(text), CARD)

    def test_only_what_is_certain(self):
        card = parse_citizen_card("011202001234||Lò Văn Ánh|31022002|Nam||")
        self.assertEqual((card.birth_date, card.address, card.issue_date), (None, None, None))
        card = parse_citizen_card("011202001234||Lò Văn Ánh|2002|Nam|Điện Biên")
        self.assertEqual((card.birth_date, card.address), (None, "Điện Biên"))

    def test_woman(self):
        for word in ("Nữ", "NỮ", "nữ"):
            with self.subTest(word=word):
                self.assertIs(parse_citizen_card(SCANNED.replace("Nam", word)).sex, Sex.FEMALE)

    def test_bare_number(self):
        self.assertEqual(parse_citizen_card("011202001234\r"), CitizenCard("011202001234"))

    def test_what_is_no_card(self):
        name = "Lò Văn Ánh".encode().hex()
        for text, reason in [
            ("", Unreadable.EMPTY),
            (" \r\n", Unreadable.EMPTY),
            ("012345678", Unreadable.OLD_NUMBER),
            ("012345678|Lò Văn Ánh|05062002", Unreadable.OLD_NUMBER),
            ("DN4111234567890", Unreadable.HEALTH_INSURANCE),
            (f"DN4111234567890|{name}|05/06/2002|1|...", Unreadable.HEALTH_INSURANCE),
            (f"1112345678|{name}|05/06/2002|1|...", Unreadable.HEALTH_INSURANCE),
            ("1112345678|Lò Văn Ánh|05/06/2002", Unreadable.GARBAGE),
            ("https://example.com/?id=011202001234", Unreadable.GARBAGE),
            ("01120200123", Unreadable.GARBAGE),
            ("0112020012345|x|y|z|Nam|t|u", Unreadable.GARBAGE),
            ("011202001234|x|y", Unreadable.GARBAGE),
            ("011202001234|012345678||05062002|Nam|x|10052021", Unreadable.GARBAGE),
            ("011202001234|012345678|Lò Văn Ánh|05062002|?|x|10052021", Unreadable.GARBAGE),
            ("||||||", Unreadable.GARBAGE),
            ("٠١١٢٠٢٠٠١٢٣٤", Unreadable.GARBAGE),
        ]:
            with self.subTest(text=text), self.assertRaises(CardError) as caught:
                parse_citizen_card(text)
            self.assertIs(caught.exception.reason, reason)
            self.assertEqual(str(caught.exception), f"Not a citizen card: {reason.value}")

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
        for text in (repr(CARD), str(CARD), f"{CARD}"):
            self.assertNotIn("011202001", text)
            self.assertNotIn("Ánh", text)


class TestIdentityNumber(TestCase):
    def test_decode(self):
        for number, province, sex, year in [
            ("011202001234", "Điện Biên", Sex.MALE, 2002),
            ("035192000001", "Hà Nam", Sex.FEMALE, 1992),
            ("012310000001", "Lai Châu", Sex.FEMALE, 2010),
            ("042099999999", "Hà Tĩnh", Sex.MALE, 1999),
            ("001400000001", "Hà Nội", Sex.MALE, 2100),
            ("001999000001", "Hà Nội", Sex.FEMALE, 2399),
            ("101202000001", None, Sex.MALE, 2002),
        ]:
            with self.subTest(number=number):
                facts = decode_identity_number(number)
                self.assertEqual((facts.province, facts.sex, facts.birth_year), (province, sex, year))
        self.assertIsNone(decode_identity_number("123"))

    def test_check(self):
        born = date(2002, 6, 5)
        for number, birth_date, sex, expected in [
            ("011202001234", born, "male", []),
            ("011202001234", None, None, []),
            (" 011202001234 ", born, None, []),
            ("011202001234", date(1902, 6, 5), "male", [Doubt.BIRTH_YEAR_DIFFERS]),
            ("011202001234", born, "female", [Doubt.SEX_DIFFERS]),
            (
                "101202001234",
                date(2001, 1, 1),
                Sex.FEMALE,
                [Doubt.UNKNOWN_PROVINCE, Doubt.BIRTH_YEAR_DIFFERS, Doubt.SEX_DIFFERS],
            ),
            ("012345678", born, "male", [Doubt.OLD_NUMBER]),
            ("01120200123", born, "male", [Doubt.NOT_TWELVE_DIGITS]),
            ("01120200123x", None, None, [Doubt.NOT_TWELVE_DIGITS]),
            ("", None, None, [Doubt.NOT_TWELVE_DIGITS]),
        ]:
            with self.subTest(number=number, birth_date=birth_date, sex=sex):
                self.assertEqual(check_identity_number(number, birth_date, sex), expected)

    def test_provinces(self):
        self.assertEqual(len(PROVINCES), 63)
        self.assertEqual(len(set(PROVINCES.values())), 63)

    def test_mask(self):
        for number, expected in [
            ("011202001234", "*********234"),
            ("012345678", "******678"),
            ("123456", "******"),
            ("", ""),
        ]:
            with self.subTest(number=number):
                self.assertEqual(mask_identity(number), expected)


class TestTaxNumber(TestCase):
    def test_check(self):
        for number, expected in [
            ("0100233488", []),
            ("0100233488-001", []),
            ("0100233480", [Doubt.TAX_CHECK_DIGIT]),
            ("abc", [Doubt.TAX_FORMAT]),
            ("", [Doubt.TAX_FORMAT]),
            ("011202001234", []),
            ("101202001234", [Doubt.UNKNOWN_PROVINCE]),
        ]:
            with self.subTest(number=number):
                self.assertEqual(check_tax_number(number), expected)
