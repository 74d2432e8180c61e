from datetime import datetime, time
from unittest import TestCase

from ...engine import gateway, outbox
from ...engine.gateway import Reply, SuccessTest
from ...engine.outbox import Fate


class TestEngineOutbox(TestCase):
    def test_delays_grow_and_listen(self):
        self.assertEqual([outbox.retry_delay(n) for n in (1, 2, 5, 50)], [15, 60, 3600, 3600])
        self.assertEqual(outbox.retry_delay(1, retry_after=120), 120)
        self.assertEqual(outbox.retry_delay(3, retry_after=5), 300)
        self.assertEqual(outbox.retry_delay(1, retry_after=10**9), outbox.LONGEST_DELAY)

    def test_quiet_hours(self):
        for clock, begin, end, expected in (
            ("22:30", "21:00", "07:00", "2026-11-24 07:00"),
            ("06:59", "21:00", "07:00", "2026-11-23 07:00"),
            ("21:00", "21:00", "07:00", "2026-11-24 07:00"),
            ("07:00", "21:00", "07:00", None),
            ("12:30", "12:00", "13:00", "2026-11-23 13:00"),
            ("11:59", "12:00", "13:00", None),
            ("23:00", "00:00", "00:00", None),
        ):
            with self.subTest(clock=clock, begin=begin, end=end):
                found = outbox.quiet_until(
                    datetime.fromisoformat(f"2026-11-23 {clock}"), time.fromisoformat(begin), time.fromisoformat(end)
                )
                self.assertEqual(found, datetime.fromisoformat(expected) if expected else None)

    def test_answers(self):
        by_code = SuccessTest(path="data.0.code", pattern="0|00", refusal="7", statuses=(409,))
        for reply, test, fate in (
            (Reply(200), SuccessTest(), Fate.ACCEPTED),
            (Reply(204), SuccessTest(), Fate.ACCEPTED),
            (Reply(302), SuccessTest(), Fate.TRY_AGAIN),
            (Reply(400), SuccessTest(), Fate.REFUSED),
            (Reply(401), SuccessTest(), Fate.TRY_AGAIN),
            (Reply(409), SuccessTest(), Fate.REFUSED),
            (Reply(409), by_code, Fate.ACCEPTED),
            (Reply(429), SuccessTest(), Fate.TRY_AGAIN),
            (Reply(503), SuccessTest(), Fate.TRY_AGAIN),
            (Reply(200, '{"data": [{"code": 0}]}'), by_code, Fate.ACCEPTED),
            (Reply(200, '{"data": [{"code": "00"}]}'), by_code, Fate.ACCEPTED),
            (Reply(200, '{"data": [{"code": 7}]}'), by_code, Fate.REFUSED),
            (Reply(200, '{"data": [{"code": 5}]}'), by_code, Fate.TRY_AGAIN),
            (Reply(200, '{"data": []}'), by_code, Fate.TRY_AGAIN),
            (Reply(200, '{"data": [{"code": null}]}'), by_code, Fate.TRY_AGAIN),
            (Reply(200, "<html>"), by_code, Fate.TRY_AGAIN),
            (Reply(200, "OK 1"), SuccessTest(pattern=r"OK \d"), Fate.ACCEPTED),
        ):
            with self.subTest(reply=reply, test=test):
                self.assertIs(gateway.judge(reply, test).fate, fate)

    def test_an_answer_repeats_no_phone_number(self):
        outcome = gateway.judge(Reply(200, "no route to 84912345678"), SuccessTest(pattern="ok"))
        self.assertEqual(outcome.answer, "HTTP 200: no route to …")

    def test_values_are_escaped_as_the_body_wants_it(self):
        values = {"text": 'a"b&<\n'}
        for content_type, expected in (
            ("application/json; charset=utf-8", '{"t": "a\\"b&<\\n"}'),
            ("application/xml", '{"t": "a&quot;b&amp;&lt;\n"}'),
            ("application/x-www-form-urlencoded", '{"t": "a%22b%26%3C%0A"}'),
            ("text/plain", '{"t": "a"b&<\n"}'),
        ):
            with self.subTest(content_type=content_type):
                self.assertEqual(gateway.fill('{"t": "{text}"}', values, content_type), expected)
        with self.assertRaises(KeyError):
            gateway.fill("{other}", values, "text/plain")

    def test_headers(self):
        self.assertEqual(gateway.parse_headers("A: b\n\n X-Key : c:d "), {"A": "b", "X-Key": "c:d"})
        for bad in ("secret", "A b: c"):
            with self.assertRaises(ValueError) as caught:
                gateway.parse_headers(f"A: b\n{bad}")
            self.assertEqual(caught.exception.args, (2,))
