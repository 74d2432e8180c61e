"""Checking answers: the schema first, then the rules; each problem named by its path, in the order of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from . import eform_rules
from .eform_answers import prune
from .eform_blocks import parts_of
from .eform_definition import Field, Form
from .eform_schema import compile_form
from .eform_values import FORMATS, date_parts, is_date


def _checker() -> FormatChecker:
    # none of the library's own formats: many of them let anything pass
    checker = FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checks(name)(check)
    return checker


_FORMAT_CHECKER = _checker()


class Problem(NamedTuple):
    """What is wrong with an answer: ``code`` names the message, the rest what it tells."""

    path: str
    code: str
    field: Field
    about: Field | None = None
    number: float | None = None


def validator(schema: dict) -> Draft202012Validator:
    """The validator of a compiled schema; it opens no address and knows our formats alone."""
    return Draft202012Validator(schema, format_checker=_FORMAT_CHECKER)


def check(form: Form, answers: Any, today: date) -> list[Problem]:
    """What is wrong with answers, at most one problem for a path; nothing when they may be sent.

    :param answers: as ``parse`` gives them, or as a draft keeps them
    """
    answers = prune(form, answers)
    found: dict[tuple, ValidationError] = {}
    for error in validator(compile_form(form, today)).iter_errors(answers):
        for path in _paths(error):
            found.setdefault(path, error)
    problems = list(_walk(form.fields, answers, (), found, today))
    if found and not problems:
        raise ValueError(f"A fault of the answers belongs to no field: {sorted(map(str, found))}")
    return problems


def _paths(error: ValidationError) -> Iterator[tuple]:
    path = tuple(error.absolute_path)
    if error.validator == "required":
        # the path of the library is that of the parent, and it names the missing one in its text only
        yield from ((*path, name) for name in error.validator_value if name not in error.instance)
    else:
        yield path


def _walk(
    fields: tuple[Field, ...], level: Mapping[str, Any], path: tuple, found: dict[tuple, ValidationError], today: date
) -> Iterator[Problem]:
    by_key = {field.key: field for field in fields}
    for field in fields:
        here = (*path, field.key)
        value = level.get(field.key)
        name = ".".join(map(str, here))
        if here in found:
            yield Problem(name, *_told(field, found[here], value, today))
            continue
        if value is None:
            continue
        if parts_of(field):
            yield from _walk(parts_of(field), value, here, found, today)
        elif field.kind == "rows":
            inside = [
                problem
                for index, row in enumerate(value)
                for problem in _walk(field.columns, row, (*here, index), found, today)
            ]
            yield from inside
            if inside:
                continue
        if field.kind == "choices" and any(place[: len(here)] == here for place in found):
            yield Problem(name, "choice", field)
            continue
        if field.kind == "number" and not _fits(value, field.decimals):
            yield Problem(name, "decimals", field, number=field.decimals)
            continue
        # of an answer that cannot be read the one that is compared with it says nothing
        sound = {
            key: one for key, one in level.items() if not any(place[: len(path) + 1] == (*path, key) for place in found)
        }
        columns = {column.key: column for column in field.columns}
        for breach in eform_rules.breaches(field, value, sound, today):
            yield Problem(
                name, breach.code, field, by_key.get(breach.about) or columns.get(breach.about), breach.number
            )
            break


def _fits(value: float, decimals: int) -> bool:
    """Whether a number has no more decimals than asked for."""
    return -Decimal(str(value)).normalize().as_tuple().exponent <= decimals


def _told(field: Field, error: ValidationError, value: Any, today: date) -> tuple:
    """Code of the message, field, nothing to compare with, and the number that it tells."""
    kind = error.validator
    if kind == "required":
        return ("missing", field)
    if field.kind in ("date", "date_or_year"):
        return (_date_problem(value), field)
    if kind in ("minimum", "maximum"):
        return ("low" if kind == "minimum" else "high", field, None, error.validator_value)
    if kind == "maxLength":
        return ("long", field, None, error.validator_value)
    if kind in ("minItems", "maxItems") and field.kind == "rows":
        return ("few" if kind == "minItems" else "many", field, None, error.validator_value)
    if kind == "enum" and any(choice.key == value for choice in field.choices):
        return ("closed", field)
    if kind == "format":
        return (error.validator_value.removeprefix("vn-"), field)
    return (_OTHERWISE.get(field.kind, "text"), field)


# what an answer of a wrong type is told, by the kind of its field
_OTHERWISE = {
    "number": "number", "money": "money", "year": "year", "rows": "few", "choice": "choice", "choices": "choice",
    "yes_no": "choice",
}  # fmt: skip


def _date_problem(value: Any) -> str:
    """In the order in which people are helped best: a part is missing, the day does not exist."""
    day, month, year = date_parts(value) if isinstance(value, str) else ("", "", "")
    if not is_date(value) and not (day.strip() and month.strip() and year.strip()):
        return "date_part"
    return "date"
