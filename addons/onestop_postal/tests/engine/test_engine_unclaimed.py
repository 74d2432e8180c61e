from datetime import date
from unittest import TestCase

from ...engine import unclaimed


class TestUnclaimed(TestCase):
    def test_days(self):
        accepted = date(2026, 5, 31)
        self.assertEqual(unclaimed.notice_from(accepted), date(2026, 8, 31))
        # noticed on the first day possible: six months after acceptance
        self.assertEqual(unclaimed.offer_from(accepted, date(2026, 8, 31)), date(2026, 11, 30))
        self.assertEqual(unclaimed.notice_until(date(2026, 11, 30)), date(2027, 2, 28))
        # noticed later: three months of notice all the same
        self.assertEqual(unclaimed.offer_from(accepted, date(2026, 10, 15)), date(2027, 1, 15))
        self.assertEqual(unclaimed.answer_by(date(2026, 11, 30)), date(2026, 12, 30))
