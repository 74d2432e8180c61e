"""An e-form as JSON Schema 2020-12, with the traps of the standard kept out.

A field that is shown on a condition is demanded under it and refused without it. Each ``if`` demands the property that
it looks at, or an absent one would satisfy it and its ``then`` would demand a field that nobody sees.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .eform_blocks import parts_of
from .eform_definition import LONGEST_PASSAGE, LONGEST_TEXT, Field, Form, ShownIf

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# 15 digits are the most that a number of JSON keeps exactly
_MOST = 10**15

_TEXT_FORMATS = {"phone": "vn-phone", "email": "vn-email", "identity": "vn-identity"}


def compile_form(form: Form, day: date | None = None) -> dict:
    """The schema of the answers that count (``eform_answers.prune``).

    :param day: choices that are closed on this day are left out; None for all, as a dossier of any time may hold them
    """
    return {"$schema": DIALECT, **_level(form.fields, day)}


def conditions_of(field: Field, neighbours: Iterable[Field]) -> list[ShownIf]:
    """All that must hold for a field to be shown: its own condition, and those of the fields that it looks at."""
    by_key = {one.key: one for one in neighbours}
    chain = []
    while field.shown_if and len(chain) <= len(by_key):
        chain.append(field.shown_if)
        if field.shown_if.key not in by_key:
            break
        field = by_key[field.shown_if.key]
    return chain


def _level(fields: tuple[Field, ...], day: date | None) -> dict:
    asked = [field for field in fields if field.asks]
    schema = {
        "type": "object",
        "properties": {field.key: _property(field, day) for field in asked},
        "unevaluatedProperties": False,
    }
    required = [field.key for field in asked if field.required and not field.shown_if]
    if required:
        schema["required"] = required
    by_key = {field.key: field for field in fields}
    branches = [_branch(field, by_key) for field in asked if field.shown_if]
    if branches:
        schema["allOf"] = branches
    return schema


def _branch(field: Field, by_key: dict[str, Field]) -> dict:
    tests = [_test(shown, by_key[shown.key]) for shown in conditions_of(field, by_key.values())]
    branch = {"if": {"allOf": tests}, "else": {"properties": {field.key: False}}}
    if field.required:
        branch["then"] = {"required": [field.key]}
    return branch


def _test(shown: ShownIf, looked_at: Field) -> dict:
    given = {"required": [shown.key]}
    if shown.operator == "filled":
        return given
    if shown.operator == "empty":
        return {"not": given}
    values: list = [value == "yes" for value in shown.values] if looked_at.kind == "yes_no" else list(shown.values)
    found: dict = {"enum": values}
    if looked_at.kind == "choices":
        found = {"contains": found}
    return {**given, "properties": {shown.key: found if shown.operator == "is" else {"not": found}}}


def _property(field: Field, day: date | None) -> dict:
    if parts_of(field):
        return _level(parts_of(field), day)
    return _PROPERTIES[field.kind](field, day)


def _text(field: Field, day: date | None) -> dict:
    formats = [_TEXT_FORMATS[rule.name] for rule in field.rules if rule.name in _TEXT_FORMATS]
    longest = LONGEST_PASSAGE if field.detail == "passage" else LONGEST_TEXT
    return {"type": "string", "maxLength": longest, "format": formats[0] if formats else "vn-said"}


def number_property(field: Field, day: date | None = None) -> dict:
    """The schema of a number, an amount or a year."""
    whole = field.kind in ("money", "year") or not field.decimals
    lowest = {"money": 0, "year": 1800}.get(field.kind, -_MOST)
    highest = 2200 if field.kind == "year" else _MOST
    return {
        "type": "integer" if whole else "number",
        "minimum": lowest if field.minimum is None else max(lowest, field.minimum),
        "maximum": highest if field.maximum is None else min(highest, field.maximum),
    }


def _choice(field: Field, day: date | None) -> dict:
    return {"type": "string", "enum": [choice.key for choice in field.choices if choice.is_open(day)]}


def _choices(field: Field, day: date | None) -> dict:
    return {"type": "array", "minItems": 1, "uniqueItems": True, "items": _choice(field, day)}


def _rows(field: Field, day: date | None) -> dict:
    least = max(field.least_rows, 1)
    return {"type": "array", "minItems": least, "maxItems": field.most_rows, "items": _level(field.columns, day)}


_PROPERTIES = {
    "text": _text,
    "number": number_property,
    "money": number_property,
    "year": number_property,
    "date": lambda field, day: {"type": "string", "format": "vn-date"},
    "date_or_year": lambda field, day: {"type": "string", "format": "vn-date-or-year"},
    "choice": _choice,
    "choices": _choices,
    "yes_no": lambda field, day: {"type": "boolean"},
    "rows": _rows,
}
