from unittest import TestCase

from ...engine import slip_token

KEY = bytes(range(32))
KNOWN = "wc3f543hlpdzdkcxyjznexpug6npfv55"


class TestSlipToken(TestCase):
    def test_known_answer(self):
        # worked out with: printf 'onestop slip v1\n7\n0' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0001…1f
        self.assertEqual(slip_token.make(KEY, "7", 0), KNOWN)

    def test_only_the_right_one_matches(self):
        token = slip_token.make(KEY, "7", 0)
        self.assertRegex(token, r"\A[a-z2-7]{32}\Z")
        self.assertTrue(slip_token.matches(token, KEY, "7", 0))
        self.assertTrue(slip_token.matches(token.upper(), KEY, "7", 0), "scanners of some tills write capitals")
        for wrong in (
            slip_token.matches(token, KEY, "8", 0),
            slip_token.matches(token, KEY, "7", 1),
            slip_token.matches(token, KEY[::-1], "7", 0),
            slip_token.matches(token[:-1], KEY, "7", 0),
            slip_token.matches("", KEY, "7", 0),
            slip_token.matches(None, KEY, "7", 0),
            slip_token.matches("đường" * 7, KEY, "7", 0),
        ):
            self.assertFalse(wrong)
