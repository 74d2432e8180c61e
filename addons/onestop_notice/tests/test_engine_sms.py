from unittest import TestCase

from ..engine import sms


class TestEngineSms(TestCase):
    def test_phones(self):
        for number in ("0912345678", "+84912345678", "84 912.345-678", "(0912) 345 678", "0912345678x"):
            self.assertEqual(sms.normalise_phone(number), "84912345678")
        for number in ("", "123", "+4412345678", "0226 3851 234", "0912 345 67"):
            self.assertIsNone(sms.normalise_phone(number))
        self.assertEqual(sms.local_phone("84912345678"), "0912345678")
        self.assertEqual(sms.mask_phone("84912345678"), "********678")
        self.assertEqual(sms.mask_phone("123456"), "******")

    def test_segments(self):
        for text, alphabet, units, segments in (
            ("a" * 160, "GSM", 160, 1),
            ("a" * 161, "GSM", 161, 2),
            ("a" * 306, "GSM", 306, 2),
            ("a" * 307, "GSM", 307, 3),
            ("[]", "GSM", 4, 1),
            ("ư" * 70, "UCS-2", 70, 1),
            ("ư" * 71, "UCS-2", 71, 2),
            ("ư" * 135, "UCS-2", 135, 3),
            ("😀", "UCS-2", 2, 1),
        ):
            with self.subTest(text=text[:3], length=len(text)):
                self.assertEqual(sms.size(text), sms.Size(alphabet, units, segments))
        plain = sms.plain("Đã tiếp nhận “hồ sơ” – hẹn trả…")
        self.assertEqual(plain, 'Da tiep nhan "ho so" - hen tra...')
        self.assertEqual(sms.size(plain).alphabet, "GSM")
