import hashlib
import re
import unittest

from ...engine import first_code


class TestFirstCode(unittest.TestCase):
    def test_digests_are_spelt_without_signs_that_look_alike(self):
        codes = {first_code.spell(hashlib.sha256(str(n).encode()).hexdigest()) for n in range(2000)}
        self.assertEqual(len(codes), 2000)
        for code in codes:
            self.assertRegex(code, r"^([2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}$")
        self.assertEqual(set("".join(codes)) - {"-"}, set(first_code.ALPHABET))

    def test_every_way_of_typing_is_read(self):
        for typed in ("K7PM-3XQT-9RWD", "k7pm3xqt9rwd", " K7PM 3XQT 9RWD ", "k7pm–3xqt.9rwd\n"):
            self.assertEqual(first_code.read(typed), "K7PM-3XQT-9RWD")
        for typed in ("", "K7PM", "K7PM-3XQT-9RWD-2"):
            self.assertIsNone(re.fullmatch(r"(\w{4}-){2}\w{4}", first_code.read(typed)))
