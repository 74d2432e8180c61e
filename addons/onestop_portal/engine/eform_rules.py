"""What answers are checked by beyond their kind: a short list of named rules, none of them code of an administrator.

Formats of a text (``phone`` …) are part of the schema; the rules here look at the day, or at another answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from .eform_definition import Field, Rule
from .eform_values import is_date, is_date_or_year


class Kinds(NamedTuple):
    """For which fields a rule is, and what it needs: a number, another field of these kinds of the same level, or a
    column of these kinds of its own table.
    """

    of: tuple[str, ...]
    number: bool = False
    other: tuple[str, ...] = ()
    column: tuple[str, ...] = ()


DATES = ("date", "date_or_year")
NUMBERS = ("number", "money")

RULES = {
    "name": Kinds(("text",)),
    "phone": Kinds(("text",)),
    "email": Kinds(("text",)),
    "identity": Kinds(("text",)),
    "not_future": Kinds((*DATES, "year")),
    "not_past": Kinds(("date",)),
    "age_at_least": Kinds(DATES, number=True),
    "not_before": Kinds(DATES, other=DATES),
    "not_over": Kinds((*NUMBERS, "year"), other=(*NUMBERS, "year")),
    "exactly_one": Kinds(("rows",), column=("yes_no",)),
    "sum_is": Kinds(("rows",), column=NUMBERS, other=NUMBERS),
}


class Breach(NamedTuple):
    """A rule that an answer breaks: ``code`` names the message, ``about`` the other field, ``number`` what it says."""

    code: str
    about: str = ""
    number: int = 0


def breaches(field: Field, value: Any, level: Mapping[str, Any], today: date) -> Iterator[Breach]:
    """The rules that a well-formed answer breaks.

    :param level: the answers beside it
    """
    for rule in field.rules:
        check = _CHECKS.get(rule.name)
        if check:
            yield from check(rule, value, level, today)


def _earliest(value: str) -> date:
    return date.fromisoformat(value) if is_date(value) else date(int(value), 1, 1)


def _latest(value: str) -> date:
    return date.fromisoformat(value) if is_date(value) else date(int(value), 12, 31)


def _not_future(rule: Rule, value: Any, level: Mapping[str, Any], today: date) -> Iterator[Breach]:
    day = date(value, 1, 1) if isinstance(value, int) else _earliest(value)
    if day > today:
        yield Breach("future")


def _not_past(rule: Rule, value: Any, level: Mapping[str, Any], today: date) -> Iterator[Breach]:
    if _latest(value) < today:
        yield Breach("past")


def _age_at_least(rule: Rule, value: Any, level: Mapping[str, Any], today: date) -> Iterator[Breach]:
    born = _earliest(value)
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if age < (rule.number or 0):
        yield Breach("age", number=rule.number or 0)


def _not_before(rule: Rule, value: Any, level: Mapping[str, Any], today: date) -> Iterator[Breach]:
    other = level.get(rule.key or "")
    # of a year alone nothing is said about the days within
    if is_date_or_year(other) and _latest(value) < _earliest(other):
        yield Breach("before", about=rule.key or "")


def _not_over(rule: Rule, value: Any, level: Mapping[str, Any], today: date) -> Iterator[Breach]:
    other = level.get(rule.key or "")
    if isinstance(other, (int, float)) and value > other:
        yield Breach("over", about=rule.key or "")


def column_of(rule: Rule) -> str:
    """The column that a rule of a table counts; ``sum_is`` names column and field in one, ``area=total``."""
    return (rule.key or "").partition("=")[0]


def other_of(rule: Rule) -> str:
    """The field beside this one that a rule compares with, empty if it has none."""
    kinds = RULES[rule.name]
    if not kinds.other:
        return ""
    return (rule.key or "").partition("=")[2] if kinds.column else rule.key or ""


def _exactly_one(rule: Rule, value: Any, level: Mapping[str, Any], today: date) -> Iterator[Breach]:
    if sum(row.get(column_of(rule)) is True for row in value) != 1:
        yield Breach("not_one", about=column_of(rule))


def _sum_is(rule: Rule, value: Any, level: Mapping[str, Any], today: date) -> Iterator[Breach]:
    total = level.get(other_of(rule))
    added = sum((Decimal(str(row.get(column_of(rule)) or 0)) for row in value), Decimal(0))
    if isinstance(total, (int, float)) and added != Decimal(str(total)):
        yield Breach("sum", about=other_of(rule))


_CHECKS = {
    "not_future": _not_future,
    "not_past": _not_past,
    "age_at_least": _age_at_least,
    "not_before": _not_before,
    "not_over": _not_over,
    "exactly_one": _exactly_one,
    "sum_is": _sum_is,
}
