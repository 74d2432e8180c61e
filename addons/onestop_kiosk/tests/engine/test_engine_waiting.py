from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine import waiting


class TestWaiting(TestCase):
    def test_ranges(self):
        for ahead, counters, served, expected in [
            (0, 2, [10, 10], (0, 5)),
            # four before, two counters, ten minutes each: about twenty
            (4, 2, [10, 10], (15, 25)),
            # nothing served yet: eight minutes each
            (3, 1, [], (15, 30)),
            # nobody serves: as if one did, for somebody will
            (2, 0, [6], (5, 15)),
            (12, 3, [5, 7], (15, 30)),
        ]:
            with self.subTest(ahead=ahead, counters=counters):
                self.assertEqual(waiting.estimate(ahead, counters, served), expected)

    @given(st.integers(0, 400), st.integers(0, 40), st.lists(st.floats(0, 240), max_size=50))
    def test_a_range_is_one(self, ahead, counters, served):
        low, high = waiting.estimate(ahead, counters, served)
        self.assertTrue(0 <= low < high)
        self.assertEqual((low % 5, high % 5), (0, 0))
