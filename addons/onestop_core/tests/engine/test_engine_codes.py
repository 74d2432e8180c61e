from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine.codes import (
    DEFAULT_PATTERN,
    CodeParts,
    is_code,
    parse_code,
    read_slip_token,
    render_code,
    validate_pattern,
)
from . import engine_common  # noqa: F401  the profile of the property tests

DAY = date(2020, 12, 24)
agency_codes = st.one_of(
    st.from_regex(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}", fullmatch=True),
    st.from_regex(r"[A-Z][0-9]{2}(\.[0-9]{1,4}){0,3}", fullmatch=True),
)


class TestDossierCode(TestCase):
    def test_render(self):
        for pattern, agency, number, expected in [
            (DEFAULT_PATTERN, "000.00.15.H17", 4, "000.00.15.H17-201224-0004"),
            (DEFAULT_PATTERN, "H55.242", 9999, "H55.242-201224-9999"),
            (DEFAULT_PATTERN, "H55.242", 10000, "H55.242-201224-10000"),
            ("{agency_code}-{YYYYMMDD}-{seq:06d}", "H29.8.2", 4, "H29.8.2-20201224-000004"),
            ("HS/{YYMMDD}/{agency_code}/{seq}", "H29", 12, "HS/201224/H29/12"),
        ]:
            with self.subTest(expected=expected):
                self.assertEqual(render_code(pattern, agency, DAY, number), expected)

    def test_numbers_that_do_not_fit(self):
        for number in (0, -1, 100_000):
            with self.subTest(number=number), self.assertRaises(ValueError):
                render_code(DEFAULT_PATTERN, "H55.242", DAY, number)

    def test_parse(self):
        code = CodeParts("000.00.15.H17", DAY, 4)
        self.assertEqual(parse_code("000.00.15.H17-201224-0004"), code)
        self.assertEqual(parse_code(" 000.00.15.h17-201224-0004\r\n"), code)
        self.assertEqual(parse_code("H29.8.2-201224-10000"), CodeParts("H29.8.2", DAY, 10000))
        self.assertEqual(
            parse_code("HS/201224/H29/12", "HS/{YYMMDD}/{agency_code}/{seq}"),
            CodeParts("H29", DAY, 12),
        )

    def test_what_is_no_code(self):
        for text in [
            "",
            "1.001193",
            "000.00.15.H17-201224-004",
            "000.00.15.H17-201224-000004",
            "000.00.15.H17-201324-0004",
            "000.00.15.H17-201224-0000",
            "000.00.15-201224-0004",
            "H17.1.2.3.4-201224-0004",
            "000.00.15.H17-201224-0004x",
            "000.00.15.H17-２０1224-0004",
            "x 000.00.15.H17-201224-0004",
        ]:
            with self.subTest(text=text):
                self.assertFalse(is_code(text))

    @given(agency_codes, st.dates(date(2000, 1, 1), date(2068, 12, 31)), st.integers(1, 99_999))
    def test_what_is_rendered_is_read_back(self, agency, day, number):
        for pattern in (DEFAULT_PATTERN, "{YYYYMMDD}/{seq:04d}_{agency_code}"):
            code = render_code(pattern, agency, day, number)
            self.assertEqual(parse_code(code, pattern), (agency, day, number))

    def test_unusable_patterns(self):
        for pattern, message in [
            ("", "lacks the serial"),
            ("{agency_code}-{YYMMDD}", "lacks the serial"),
            ("{YYMMDD}-{seq}", "lacks {agency_code}"),
            ("{agency_code}-{seq}", "lacks {YYMMDD}"),
            ("{agency_code}-{YYMMDD}-{YYYYMMDD}-{seq}", "day twice"),
            ("{agency_code}-{YYMMDD}-{seq}-{seq}", "{seq} twice"),
            ("{agency_code}-{YYMMDD}{seq}", "between two parts"),
            ("{agency_code}-{YYMMDD}-{number}", "{number}, which is not one of"),
            ("{agency_code:04d}-{YYMMDD}-{seq}", "Only {seq} takes a width"),
            ("{agency_code}-{YYMMDD}-{seq:4}", "not closed"),
            ("{agency_code}-{YYMMDD}-{seq", "not closed"),
            ("{agency_code}-{YYMMDD}-{seq} !", "a character other than"),
            ("{agency_code.__class__}-{YYMMDD}-{seq}", "not closed"),
        ]:
            with self.subTest(pattern=pattern), self.assertRaises(ValueError) as caught:
                validate_pattern(pattern)
            self.assertIn(message, str(caught.exception))
        validate_pattern(DEFAULT_PATTERN)

    def test_the_token_of_a_slip(self):
        for text, token in [
            ("https://motcua.example/dich-vu-cong/phieu/H55.242-201224-0004/abc_D-9", "abc_D-9"),
            (" https://motcua.example/dich-vu-cong/phieu/H55.242-201224-0004/abc?lang=en\n", "abc"),
            ("/dich-vu-cong/phieu/H55.242-201224-0004/abc", "abc"),
            ("https://motcua.example/dich-vu-cong/phieu/H55.242-201224-0004", ""),
            ("https://motcua.example/dich-vu-cong/phieu/H55.242-201224-0004/abc/d", ""),
            ("https://motcua.example/dich-vu-cong/tra-cuu?code=H55.242-201224-0004", ""),
            ("H55.242-201224-0004", ""),
            ("", ""),
        ]:
            with self.subTest(text=text):
                self.assertEqual(read_slip_token(text), token)
