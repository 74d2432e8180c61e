"""One cleaner for each kind of datum; the tables hold what people typed, pasted and scanned, and what is right."""

from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine.codes import read_code
from ...engine.identity import Kind, clean_identity, identity_kind, old_number_in
from ...engine.mail_address import clean_email
from ...engine.names import at_places, clean_name, name_key, name_words, placed_key
from ...engine.person_key import PersonKey, read_person_key
from ...engine.phone import clean_phone, mobiles
from . import engine_common  # noqa: F401  the profile of the property tests
from .people_tables import table

CLEANERS = {"identity": clean_identity, "phone": clean_phone, "email": clean_email, "code": read_code}
ROWS = table("cleaners")


class TestCleaners(TestCase):
    def test_table(self):
        for kind, clean in CLEANERS.items():
            for typed, right in ROWS[kind]:
                with self.subTest(kind=kind, typed=typed):
                    self.assertEqual(clean(typed), right)

    def test_cleaned_stays(self):
        for kind, clean in CLEANERS.items():
            for typed, right in ROWS[kind]:
                with self.subTest(kind=kind, typed=typed):
                    self.assertEqual(clean(right), right)

    @given(st.text(max_size=40) | st.text(alphabet="0123456789 .+-/;()@abz\u200b\u00ad\u00a0", max_size=40))
    def test_cleaning_twice_changes_nothing(self, text):
        for clean in (*CLEANERS.values(), clean_name):
            self.assertEqual(clean(clean(text)), clean(text))

    def test_mobiles(self):
        for typed, right in ROWS["mobiles"]:
            with self.subTest(typed=typed):
                self.assertEqual(mobiles(typed), right)

    def test_old_number_beside_the_new_one(self):
        for typed, right in [
            ("035190005000 / 168123456", "168123456"),
            ("168.123.456; 035190005000", "168123456"),
            ("168123456", ""),
            ("035190005000", ""),
        ]:
            with self.subTest(typed=typed):
                self.assertEqual(old_number_in(typed), right)

    def test_kinds(self):
        for number, kind in [
            ("035190005000", Kind.IDENTITY),
            ("168123456", Kind.OLD),
            ("C1234567", Kind.PASSPORT),
            ("0700123459", Kind.TAX),
            ("0700123459-001", Kind.TAX),
            ("01/GP-UBND", None),
            ("12345", None),
        ]:
            with self.subTest(number=number):
                self.assertIs(identity_kind(number), kind)

    def test_what_was_typed_to_find_somebody(self):
        for typed, right in ROWS["key"]:
            with self.subTest(typed=typed):
                key = read_person_key(typed)
                self.assertEqual(key, PersonKey(**{kind: tuple(values) for kind, values in right.items()}))
                self.assertEqual(bool(key), bool(right))


class TestNames(TestCase):
    def test_blanks(self):
        for typed in (
            "Hoàng  Thị   Kiểm",
            "Hoàng\u00a0Thị Kiểm",
            "Hoàng Thị\tKiểm",
            "\u200bHoàng Thị\u00ad Kiểm\r\n",
            "Hoa\u0300ng Thị Kiểm",
            "Hoàng\u3000Thị\u2003Kiểm",
        ):
            with self.subTest(typed=typed):
                self.assertEqual(clean_name(typed), "Hoàng Thị Kiểm")

    def test_spelling_stays(self):
        for name in ("H'Bông Niê", "H’Bông Niê", "H`Bông Niê", "H´Bông Niê", "Ksor H'Bia", "Đinh", "Y-Blú Ađrơng"):
            with self.subTest(name=name):
                self.assertEqual(clean_name(name), name)

    def test_found_without_spelling(self):
        for name in ("H'Bông Niê", "H’Bông Niê", "H`Bông Niê", "H´Bông Niê", "HBông Niê", "hʼbong NIE", "H＇Bông Niê"):
            for query in (
                "H'Bông",
                "hbong",
                "H’BÔNG",
                "H`Bông Niê",
                "H´Bông",
                "nie",
                "bông niê" if "B" in name[2:3] else "nie",
            ):
                with self.subTest(name=name, query=query):
                    self.assertLessEqual(set(name_words(query)), set(name_key(name).split()))
        self.assertLessEqual(set(name_words("H Bông")), set(name_key("Ksor H'Bông").split()))
        self.assertLessEqual(set(name_words("blu")), set(name_key("Y-Blú").split()))

    def test_another_name_is_not_found(self):
        self.assertFalse(set(name_words("Bong")) <= set(name_key("HBông Niê").split()))
        self.assertFalse(set(name_words("an")) <= set(name_key("Nguyễn Văn Anh").split()))

    def test_words_at_places(self):
        key = placed_key("nguyen van", [3, 12])
        self.assertEqual(key, "nguyen van 3/nguyen 3/van 12/nguyen 12/van")
        self.assertLessEqual(set(at_places(["van"], [12])), set(key.split()))
        self.assertFalse(set(at_places(["van"], [1])) & set(key.split()))
        self.assertEqual(placed_key("nguyen", []), "nguyen")

    def test_each_word_once(self):
        self.assertEqual(name_key("Lê Lê Văn Đức"), "le van duc")
