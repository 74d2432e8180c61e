from datetime import date
from unittest import TestCase

from ...engine.identity import (
    PROVINCES,
    Doubt,
    Sex,
    check_identity_number,
    check_tax_number,
    decode_identity_number,
    mask_identity,
)
from . import engine_common  # noqa: F401  the profile of the property tests


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
            ("c1234567", born, "male", []),
            ("011 202.001-234", born, "male", []),
        ]:
            with self.subTest(number=number, birth_date=birth_date, sex=sex):
                self.assertEqual(check_identity_number(number, birth_date, sex), expected)

    def test_year_alone_is_compared(self):
        self.assertEqual(check_identity_number("035050000001", birth_year=1950), [])
        self.assertEqual(check_identity_number("035050000001", birth_year=1951), [Doubt.BIRTH_YEAR_DIFFERS])
        # the day says it better
        self.assertEqual(check_identity_number("035050000001", date(1950, 1, 1), birth_year=1951), [])

    def test_birth_in_the_future(self):
        today = date(2026, 11, 28)
        future = [Doubt.BIRTH_IN_FUTURE]
        for number, birth_date, birth_year, expected in [
            ("035226000001", today, None, []),
            ("035226000001", date(2026, 11, 29), None, future),
            ("035227000001", None, None, future),
            ("035227000001", None, 2027, future),
            ("168123456", date(2027, 1, 1), None, [Doubt.OLD_NUMBER, *future]),
            ("C1234567", None, 2027, future),
        ]:
            with self.subTest(number=number, birth_date=birth_date, birth_year=birth_year):
                found = check_identity_number(number, birth_date, birth_year=birth_year, today=today)
                self.assertEqual(found, expected)

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
