"""Conditions against a second reading of the same rules: an evaluator of domains, and plain comparisons of days."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine.meaning import CHOICES, NEVER, Meaning

OCTOBER = Meaning(date(2026, 10, 1), date(2026, 10, 31), date(2026, 10, 31))
OPERATORS = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "in": lambda a, b: a in b,
    "not in": lambda a, b: a not in b,
}


def holds(domain, fact):
    """Whether a fact (a dict) is of a domain."""
    parts = list(domain)

    def term():
        part = parts.pop(0)
        if part == "!":
            return not term()
        if part in ("&", "|"):
            left, right = term(), term()
            return (left and right) if part == "&" else (left or right)
        name, operator, value = part
        return OPERATORS[operator](fact[name], value)

    result = True
    while parts:
        result = term() and result
    return result


def lead(due, done, hour):
    """As ``onestop.report.fact`` keeps it; ``hour``: whether the due hour was over on the due day."""
    if due == NEVER or done == NEVER:
        return 0
    return (due - done).days * 2 or -hour


@st.composite
def facts(draw):
    day = st.dates(date(2026, 7, 1), date(2026, 12, 31))
    received = draw(day)
    settled = draw(st.one_of(st.just(NEVER), st.integers(0, 90).map(lambda days: received + timedelta(days))))
    closed = settled if settled == NEVER else draw(st.sampled_from((settled, settled + timedelta(3), NEVER)))
    end = "open" if settled == NEVER else draw(st.sampled_from(("granted", "refused", "withdrawn", "stopped")))
    if end in ("withdrawn", "stopped"):
        closed = settled
    first = draw(st.one_of(st.just(NEVER), st.integers(0, 30).map(lambda days: received + timedelta(days))))
    due = first if first == NEVER else first + timedelta(draw(st.integers(0, 10)))
    hour = draw(st.integers(0, 1))
    return {
        "valid_from": received, "valid_to": NEVER, "received_on": received, "settled_on": settled, "closed_on": closed,
        "due_on": due, "first_due_on": first, "end": end,
        "waiting": draw(st.sampled_from(("no", "supplement", "payment"))) if settled == NEVER else "no",
        "lead_settled_present": lead(due, settled, hour), "lead_settled_first": lead(first, settled, hour),
        "lead_closed_present": lead(due, closed, hour), "lead_closed_first": lead(first, closed, hour),
    }  # fmt: skip


MEANINGS = [
    replace(OCTOBER, cut_off=OCTOBER.date_to + timedelta(days), **dict(zip(CHOICES, values, strict=True)))
    for values in product(*CHOICES.values())
    for days in (-10, 0, 15)
]


class TestMeaning(TestCase):
    def counts(self, meaning, fact):
        inside = holds(meaning.base(), fact)
        return lambda name: inside and holds(meaning.condition(name), fact)

    @given(facts(), st.sampled_from(MEANINGS))
    def test_every_dossier_stands_in_one_column_of_each_side(self, fact, meaning):
        """3 = 4+5+6 = 7 + 11, 7 = 8+9+10, 11 = 12+13, for each dossier and every meaning."""
        inside = holds(meaning.base(), fact)
        is_ = self.counts(meaning, fact)
        self.assertEqual(inside, is_("new") + is_("carried"))
        self.assertEqual(inside, is_("done") + is_("open"))
        self.assertEqual(is_("done"), is_("early") + is_("on_time") + is_("late"))
        self.assertEqual(is_("open"), is_("open_in_time") + is_("open_late"))
        self.assertLessEqual(is_("waiting"), is_("open"))

    @given(facts())
    def test_what_is_open_at_the_end_is_carried_over_and_never_lost(self, fact):
        """What one month leaves open is what the next one takes over: backlog over year ends, too."""
        months = [date(2026, month, 1) for month in range(7, 13)] + [date(2027, 1, 1), date(2027, 2, 1)]
        for begin, end, after in zip(months, months[1:], months[2:], strict=False):
            last = end - timedelta(1)
            one = Meaning(begin, last, last)
            following = Meaning(end, after - timedelta(1), after - timedelta(1))
            left = holds(one.base(), fact) and holds(one.condition("open"), fact)
            taken = holds(following.base(), fact) and holds(following.condition("carried"), fact)
            self.assertEqual(left, taken)

    def test_by_hand(self):
        """Due on 15/10 at 16:00: what each way of finishing is called."""
        due = date(2026, 10, 15)

        def named(done, hour=0, **meaning):
            made = replace(OCTOBER, **meaning)
            fact = {"settled_on": done, "lead_settled_present": lead(due, done, hour), "end": "granted"}
            return [name for name in ("early", "on_time", "late") if holds(made.condition(name), fact)]

        self.assertEqual(named(date(2026, 10, 14)), ["early"])
        self.assertEqual(named(due), ["on_time"])
        self.assertEqual(named(due, 1), ["on_time"])
        self.assertEqual(named(due, 1, by="moment"), ["late"])
        self.assertEqual(named(due, 0, by="moment"), ["on_time"])
        self.assertEqual(named(date(2026, 10, 16)), ["late"])
        self.assertEqual(named(due, same_day="early"), ["early"])
        self.assertEqual(named(date(2026, 10, 16), same_day="early"), ["late"])

    def test_a_period_in_order(self):
        with self.assertRaises(ValueError):
            Meaning(date(2026, 10, 2), date(2026, 10, 1), date(2026, 10, 2))
        with self.assertRaises(ValueError):
            replace(OCTOBER, cut_off=date(2026, 9, 30))

    def test_it_is_kept_whole(self):
        for meaning in MEANINGS:
            self.assertEqual(Meaning.from_dict(meaning.as_dict()), meaning)

    def test_the_footnote_says_every_choice(self):
        for name, choices in CHOICES.items():
            notes = {choice: replace(OCTOBER, **{name: choice}).footnotes() for choice in choices}
            self.assertEqual(len({tuple(note) for note in notes.values()}), len(choices), name)
