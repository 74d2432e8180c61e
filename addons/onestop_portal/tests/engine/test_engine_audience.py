from unittest import TestCase

from ...engine.audience import AUDIENCES, audiences


class TestAudience(TestCase):
    def test_what_the_words_name(self):
        for words, expected in (
            ("Công dân Việt Nam", ("person",)),
            ("Công dân Việt Nam; Doanh nghiệp", ("person", "business")),
            ("Tổ chức (không bao gồm doanh nghiệp, HTX)", ("business", "organisation")),
            ("Hợp tác xã", ("business",)),
            ("Cán bộ, công chức, viên chức", AUDIENCES),
            ("", ()),
        ):
            with self.subTest(words):
                self.assertEqual(audiences(words), expected)
