from itertools import product
from unittest import TestCase

from ...engine import filing_steps
from ...engine.filing_steps import Shape


class TestFilingSteps(TestCase):
    def test_nothing_is_asked_in_which_there_is_nothing_to_say(self):
        self.assertEqual(
            filing_steps.steps(Shape(cases=0, agencies=1, form=False, papers=False, fee=False)),
            ("nguoi-nop", "nhan-ket-qua", "kiem-tra"),
        )
        self.assertEqual(
            filing_steps.steps(Shape(cases=2, agencies=3, form=True, papers=True, fee=True)),
            ("truong-hop", "co-quan", "nguoi-nop", "to-khai", "giay-to", "nhan-ket-qua", "phi-le-phi", "kiem-tra"),
        )

    def test_each_step_leads_to_the_next_and_back(self):
        for cases, agencies, *more in product((0, 2), (1, 5), *[(True, False)] * 3):
            path = filing_steps.steps(Shape(cases, agencies, *more))
            for number, step in enumerate(path[:-1]):
                self.assertEqual(filing_steps.following(step, path), path[number + 1])
                self.assertEqual(filing_steps.before(path[number + 1], path), step)
            self.assertEqual(filing_steps.following(path[-1], path), path[-1])
            self.assertEqual(filing_steps.before(path[0], path), "")

    def test_a_filing_goes_on_where_it_was_left(self):
        path = filing_steps.steps(Shape(0, 1, False, True, False))
        self.assertEqual(filing_steps.first_open(path, set()), "nguoi-nop")
        self.assertEqual(filing_steps.first_open(path, {"nguoi-nop", "nhan-ket-qua"}), "giay-to")
        self.assertEqual(filing_steps.first_open(path, set(path)), "kiem-tra")
