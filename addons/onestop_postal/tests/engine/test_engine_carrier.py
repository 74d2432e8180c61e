import itertools
import json
import unittest
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ...engine import carrier

MEANING = {
    "1": "registered",
    "3": "accepted",
    "4": "moving",
    "5": "out",
    "6": "failed",
    "7": "delivered",
    "13": "returned",
}
START = datetime.fromisoformat("2026-11-23T01:00:00")


def event(number, code, minutes, weight=None):
    return carrier.Told(str(number), "W1", code, START + timedelta(minutes=minutes), weight)


class TestCarrier(unittest.TestCase):
    def test_a_page(self):
        page = {
            "events": [
                {"id": 1, "waybill": "W1", "code": 3, "at": "2026-11-23T08:00:00+07:00", "weight": "80"},
                {"id": "2", "waybill ": "W1", "code": "501", "at": "23/11/2026 09:30:00"},
                {"waybill": "W1", "code": "501", "at": "2026-11-23 10:00:00", "weight": "heavy"},
            ],
            "next": "abc",
        }
        events, cursor = carrier.read_feed(json.dumps(page).encode(), carrier.Names())
        self.assertEqual(cursor, "abc")
        self.assertEqual([one.key for one in events], ["1", "2", "W1|501|2026-11-23 10:00:00"])
        self.assertEqual(events[0], carrier.Told("1", "W1", "3", datetime.fromisoformat("2026-11-23T01:00:00"), 80))
        # Vietnam's time without a zone
        self.assertEqual(events[1].at, datetime.fromisoformat("2026-11-23T02:30:00"))
        self.assertIsNone(events[2].weight)

    def test_names_and_paths_of_another_carrier(self):
        names = carrier.Names(
            "DATA.list", "lastId", "x", "ORDER_NUMBER", "ORDER_STATUS", "ORDER_STATUSDATE", "PRODUCT_WEIGHT"
        )
        page = {
            "DATA": {"list": [{"ORDER_NUMBER": "W", "ORDER_STATUS": 501, "ORDER_STATUSDATE": "23/11/2026 08:00:00", "PRODUCT_WEIGHT": 90}]},
            "lastId": 7,
        }  # fmt: skip
        events, cursor = carrier.read_feed(json.dumps(page).encode(), names)
        self.assertEqual((events[0].code, events[0].weight, cursor), ("501", 90, "7"))

    def test_what_is_no_page(self):
        good = {"id": 1, "waybill": "W", "code": "1", "at": "2026-11-23T08:00:00"}
        for content in (
            b"", b"<html>502", b"\xff\xfe", b"[]", b"{}", b'{"events": 1}', b"[" * 100_000,
            *(json.dumps({"events": [good | change]}).encode() for change in ({"waybill": ""}, {"code": None}, {"at": "soon"}, {"code": {}})),
            json.dumps({"events": ["x"]}).encode(),
            json.dumps({"events": [good] * (carrier.MOST_ROWS + 1)}).encode(),
        ):  # fmt: skip
            with self.subTest(content=content[:40]), self.assertRaises(carrier.NotAFeedError):
                carrier.read_feed(content, carrier.Names())

    def test_the_order_in_which_it_is_told_does_not_matter(self):
        told = [event(1, "3", 0), event(2, "5", 60), event(3, "6", 90), event(4, "7", 200)]
        for order in itertools.permutations(told):
            with self.subTest(order=[one.key for one in order]):
                self.assertEqual(carrier.standing(order, MEANING), carrier.Standing("delivered", told[3].at))
                self.assertEqual(carrier.standing([*order, *order], MEANING).step, "delivered", "repeated")
        self.assertEqual(carrier.standing(told[:2], MEANING).step, "out")

    def test_an_unknown_code_moves_nothing(self):
        self.assertEqual(carrier.standing([event(1, "999", 0)], MEANING), carrier.Standing(None, None))
        self.assertEqual(carrier.standing([event(1, "3", 0), event(2, "100", 9)], MEANING).step, "accepted")

    def test_what_comes_after_the_end_has_a_name(self):
        told = [event(1, "7", 0), event(2, "5", 10), event(3, "13", 20), event(4, "7", 30)]
        found = carrier.standing(told, MEANING)
        self.assertEqual(found.step, "delivered")
        self.assertEqual(found.differences, (("after_end", "2"), ("contradicts", "3")))

    def test_weight(self):
        self.assertFalse(carrier.weight_differs(80, None, 0))
        self.assertFalse(carrier.weight_differs(80, 85, 5))
        self.assertTrue(carrier.weight_differs(80, 86, 5))
        self.assertTrue(carrier.weight_differs(80, 74, 5))

    @given(
        st.lists(st.tuples(st.sampled_from(["1", "3", "4", "5", "7", "13", "999"]), st.integers(0, 9)), max_size=8),
        st.randoms(),
    )
    def test_any_history_in_any_order(self, rows, random):
        told = [event(number, code, minutes) for number, (code, minutes) in enumerate(rows)]
        first = carrier.standing(told, MEANING)
        random.shuffle(told)
        self.assertEqual(carrier.standing(told, MEANING), first)
        ends = sorted(one.at for one in told if MEANING.get(one.code) in carrier.FINAL)
        self.assertEqual(first.step in carrier.FINAL, bool(ends))
        if ends:
            self.assertEqual(first.at, ends[0])
