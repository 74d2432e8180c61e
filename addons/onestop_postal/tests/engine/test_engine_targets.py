import unittest

from ...engine import targets


class TestTargets(unittest.TestCase):
    def test_shares(self):
        self.assertEqual(
            [targets.share(*pair) for pair in ((0, 8), (1, 3), (2, 3), (1, 8), (1, 200), (8, 8))],
            [0, 33, 67, 13, 1, 100],
        )
        self.assertIsNone(targets.share(0, 0))

    def test_growth(self):
        self.assertEqual(
            [targets.growth(*pair) for pair in ((130, 100), (70, 100), (100, 100), (0, 5))], [30, -30, 0, -100]
        )
        self.assertIsNone(targets.growth(5, 0))

    def test_reached(self):
        self.assertTrue(targets.reached(20, 20))
        self.assertFalse(targets.reached(19, 20))
        self.assertFalse(targets.reached(None, 0))
