from unittest import TestCase

from ...engine import recovery


class TestRecovery(TestCase):
    def test_codes_are_long_and_different(self):
        codes = recovery.make()
        self.assertEqual(len(set(codes)), 10)
        for code in codes:
            self.assertRegex(code, r"\A[a-z2-7]{4}(-[a-z2-7]{4}){3}\Z")

    def test_typed_as_people_do(self):
        code = "abcd-efgh-ijkl-mno2"
        for typed in (code, code.upper(), "ABCD EFGH IJKL MNO2", "abcdefghijklmno2", " abcd-efgh-ijkl-mno2\n", "abcd-efgh-ijk1-mn02"):  # fmt: skip
            self.assertEqual(recovery.clean(typed), "abcdefghijklmno2", typed)
        for other in ("", None, "123456", "123 456", "abcd", code + "a", "đbcd-efgh-ijkl-mno2", "abcd-efgh-ijkl-mno8"):
            self.assertEqual(recovery.clean(other), "", other)

    def test_found_among_its_owners_alone(self):
        codes = recovery.make()
        kept = [recovery.digest(code, 7) for code in codes]
        self.assertEqual(recovery.find(codes[3].upper(), 7, kept), kept[3])
        self.assertEqual(recovery.find(codes[3], 8, kept), "")
        self.assertEqual(recovery.find("", 7, kept), "")
        self.assertEqual(recovery.find("123456", 7, kept), "")
        self.assertNotIn(codes[0].replace("-", ""), "".join(kept))
