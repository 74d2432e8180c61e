from datetime import datetime, timedelta, timezone
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine import custody
from ...engine.custody import Holding

NINE = datetime(2026, 11, 23, 9, tzinfo=timezone.utc)
HANDS = ("office:1", "office:2", "agency:1", "postman:Tuấn", "applicant:")


def hour(n):
    return NINE + timedelta(hours=n)


class TestCustody(TestCase):
    def test_a_way(self):
        way = (Holding("office:1", NINE),)
        way = custody.hand_over(way, "office:1", "postman:Tuấn", hour(1))
        way = custody.hand_over(way, "postman:Tuấn", "agency:1", hour(3))
        self.assertEqual(
            way,
            (
                Holding("office:1", NINE, hour(1)),
                Holding("postman:Tuấn", hour(1), hour(3)),
                Holding("agency:1", hour(3)),
            ),
        )
        for moment, holder in ((-1, None), (0, "office:1"), (1, "postman:Tuấn"), (2, "postman:Tuấn"), (9, "agency:1")):
            self.assertEqual(custody.holder_at(way, hour(moment)), holder)
        self.assertEqual(custody.faults(way), ())

    def test_who_does_not_hold_it_gives_nothing(self):
        way = (Holding("office:1", NINE),)
        with self.assertRaises(custody.WrongHolder) as raised:
            custody.hand_over(way, "office:2", "agency:1", hour(1))
        self.assertEqual(str(raised.exception), "office:1")
        with self.assertRaises(custody.WrongHolder):
            custody.hand_over((), "office:1", "agency:1", hour(1))
        for taker, moment in (("office:1", 1), ("agency:1", -1)):
            with self.assertRaises(ValueError):
                custody.hand_over(way, "office:1", taker, hour(moment))

    def test_faults(self):
        for way, found in (
            ((), ("open",)),
            ((Holding("a", NINE, hour(1)),), ("open",)),
            ((Holding("a", NINE), Holding("b", hour(1))), ("open", "overlap")),
            ((Holding("a", NINE, hour(1)), Holding("b", hour(2))), ("gap",)),
            ((Holding("a", NINE, hour(3)), Holding("b", hour(2))), ("overlap",)),
            ((Holding("a", hour(2), hour(1)), Holding("b", hour(1))), ("backwards",)),
        ):
            with self.subTest(way=way):
                self.assertEqual(custody.faults(way), found)

    @given(st.lists(st.tuples(st.sampled_from(HANDS), st.sampled_from(HANDS), st.integers(0, 3)), max_size=30))
    def test_a_paper_is_in_exactly_one_hand(self, acts):
        way, now, told = (Holding(HANDS[0], NINE),), NINE, [(NINE, HANDS[0])]
        for giver, taker, hours in acts:
            now += timedelta(hours=hours)
            try:
                way = custody.hand_over(way, giver, taker, now)
            except ValueError:
                continue
            told.append((now, taker))
        self.assertEqual(custody.faults(way), ())
        for moment in {moment for moment, _hand in told} | {now + timedelta(hours=1)}:
            holder = [hand for since, hand in told if since <= moment][-1]
            self.assertEqual(custody.holder_at(way, moment), holder)
