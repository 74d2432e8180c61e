import random
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine.upload_parts import PART, judge


class TestUploadParts(TestCase):
    def test_a_gap_or_too_much_is_told_where_to_go_on(self):
        for at, length in ((10, 5), (-1, 5), (5, 0), (5, PART + 1), (5, 96)):
            with self.subTest(at=at, length=length):
                verdict = judge(5, 100, at, length)
                self.assertEqual((verdict.write, verdict.offset, verdict.conflict), (None, 5, True))

    @given(st.binary(min_size=1, max_size=200), st.integers(0, 2**32))
    def test_however_parts_are_repeated_and_lost_the_file_arrives_whole(self, content, seed):
        rng = random.Random(seed)
        stored = bytearray()
        for _try in range(10_000):
            if len(stored) == len(content):
                break
            # a sender that has not heard how much is there begins anywhere
            at = rng.choice((len(stored), rng.randrange(len(content))))
            part = content[at : at + rng.randint(1, 50)]
            verdict = judge(len(stored), len(content), at, len(part))
            if verdict.write:
                place, skip = verdict.write
                stored[place:] = part[skip:]
            self.assertEqual(len(stored), verdict.offset)
        self.assertEqual(bytes(stored), content)
