import base64
import copy
import json
from unittest import TestCase

from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from ...engine import challenge
from .challenge_solver import answer, solve

KEY = bytes(range(32))
NOON = "2026-11-23 05:00:00"


def decode(text):
    return json.loads(base64.b64decode(text))


def encode(payload):
    return base64.b64encode(json.dumps(payload).encode()).decode()


class TestWork(TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(NOON):
            cls.asked = challenge.make(KEY, "look_up", "H99.11-261123-0001")
        cls.answer = solve(cls.asked)

    def solved(self, text, form="look_up", bound="H99.11-261123-0001", key=KEY, at=NOON):
        with freeze_time(at):
            return challenge.solved(key, form, bound, text)

    def test_a_solution_opens_and_is_named_by_its_signature(self):
        self.assertEqual(self.solved(self.answer), self.asked["signature"])
        self.assertGreaterEqual(len(self.asked["signature"]), 64)

    def test_it_belongs_to_its_form_and_to_what_is_asked_for(self):
        self.assertEqual(self.solved(self.answer, form="book"), "")
        self.assertEqual(self.solved(self.answer, bound="H99.11-261123-0002"), "")
        self.assertEqual(self.solved(self.answer, key=bytes(32)), "")

    def test_it_tells_nothing_of_what_is_asked_for(self):
        self.assertNotIn("261123", json.dumps(self.asked))

    def test_it_ends(self):
        self.assertTrue(self.solved(self.answer, at="2026-11-23 05:19:59"))
        self.assertEqual(self.solved(self.answer, at="2026-11-23 05:20:02"), "")

    def test_the_work_lies_between_its_bounds(self):
        first, last = challenge.TRIES
        self.assertIn(decode(self.answer)["solution"]["counter"], range(first, last))

    def test_nothing_of_it_can_be_changed(self):
        payload = decode(self.answer)
        changes = {
            "expiresAt": payload["challenge"]["parameters"]["expiresAt"] + 3600,
            "cost": 1,
            "keyPrefix": "",
            "data": {"form": "book", "bound": ""},
            "salt": "00" * 16,
            "algorithm": "SHA-256",
        }
        for name, value in changes.items():
            with self.subTest(name=name):
                changed = copy.deepcopy(payload)
                changed["challenge"]["parameters"][name] = value
                self.assertEqual(self.solved(encode(changed)), "")
                del changed["challenge"]["parameters"][name]
                self.assertEqual(self.solved(encode(changed)), "")
        for signature in ("", None, 5, "0" * 64):
            self.assertEqual(self.solved(encode({**payload, "challenge": {**payload["challenge"], "signature": signature}})), "")  # fmt: skip

    def test_a_wrong_number_is_no_solution(self):
        key = decode(self.answer)["solution"]["derivedKey"]
        for counter, derived in ((0, key), (-1, key), ("7", key), (1.5, key), (decode(self.answer)["solution"]["counter"], "00")):  # fmt: skip
            self.assertEqual(self.solved(answer(self.asked, counter, derived)), "", counter)

    def test_protocol_1_is_refused(self):
        first = {"algorithm": "SHA-256", "challenge": "00", "number": 1, "salt": "00?expires=99999999999", "signature": "00"}  # fmt: skip
        self.assertEqual(self.solved(encode(first)), "")

    @given(st.text(max_size=80) | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(encode))
    def test_whatever_is_sent_is_answered(self, text):
        self.assertEqual(challenge.solved(KEY, "look_up", "", text), "")

    def test_odd_shapes_are_answered(self):
        payload = decode(self.answer)
        for challenged in (None, [], 1, "x", {}, {"parameters": None}, {"parameters": [], "signature": ""}):
            self.assertEqual(self.solved(encode({**payload, "challenge": challenged})), "")
        for solution in (None, [], {}, {"counter": 1}):
            self.assertEqual(self.solved(encode({**payload, "solution": solution})), "")
        self.assertEqual(self.solved("A" * 5000), "")
        self.assertEqual(self.solved(None), "")


class TestWait(TestCase):
    def setUp(self):
        super().setUp()
        with freeze_time(NOON):
            self.token = challenge.make_wait(KEY, "look_up", "one")

    def waited(self, token, form="look_up", bound="one", key=KEY, at="2026-11-23 05:00:16"):
        with freeze_time(at):
            return challenge.waited(key, form, bound, token)

    def test_it_opens_after_its_time_and_not_for_ever(self):
        name, remaining = self.waited(self.token)
        self.assertTrue(name)
        self.assertEqual(remaining, 0)
        self.assertEqual(self.waited(self.token, at="2026-11-23 05:00:05"), (name, 10))
        self.assertEqual(self.waited(self.token, at="2026-11-23 05:20:20"), ("", 0))

    def test_it_belongs_to_its_form_and_to_what_is_asked_for(self):
        for other in ({"form": "book"}, {"bound": "two"}, {"key": bytes(32)}):
            self.assertEqual(self.waited(self.token, **other), ("", 0))

    def test_nobody_makes_one(self):
        opens, nonce, signature = self.token.split(".")
        for token in (
            f"1.{nonce}.{signature}",
            f"{opens}.{nonce}",
            f"{opens}..{signature}",
            "",
            None,
            "ạ.b.c",
            "." * 3,
        ):
            self.assertEqual(self.waited(token), ("", 0), token)
        with freeze_time(NOON):
            self.assertNotEqual(challenge.make_wait(KEY, "look_up", "one"), self.token)
