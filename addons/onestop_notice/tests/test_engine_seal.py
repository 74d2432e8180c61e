from unittest import TestCase

from ..engine import seal


class TestEngineSeal(TestCase):
    def test_derive_is_hmac_sha_256(self):
        secret = seal.derive(b"key", "seal", "name")
        # printf 'seal\nname' | openssl dgst -sha256 -hmac key
        self.assertEqual(secret.hex(), "ef4b9eea5a9bb96ce84802904ea90d10a29b841721d1d1d0bf66a4e220dba3de")
        for key, text, name in ((b"k", "seal", "name"), (b"key", "sea", "name"), (b"key", "seal", "nam")):
            self.assertNotEqual(seal.derive(key, text, name), secret)

    def test_spelling(self):
        self.assertEqual(seal.spell(b"\x00", 3), "222")
        # 32 = 1 · 31 + 1, the lowest letter first
        self.assertEqual(seal.spell(b"\x20", 3), "332")
        # 2^256 - 1 = …639935
        self.assertEqual(seal.spell(b"\xff" * 32, 6, "0123456789"), "539936")
        self.assertEqual(len(set(seal.ALPHABET)), 31)
