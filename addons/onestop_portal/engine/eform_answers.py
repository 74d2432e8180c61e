"""From what a page sends to answers, and from answers to those that count.

Names of inputs are the field's path behind ``eform.``; a date has three (``.day``, ``.month``, ``.year``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from . import eform_values as values
from .eform_blocks import parts_of
from .eform_definition import LONGEST_PASSAGE, Field, Form, ShownIf

PREFIX = "eform."

# far more than any field takes: the check says how long a text may be, this only bounds the work
_CUT = 4 * LONGEST_PASSAGE
_INDEX = re.compile(r"(?:0|[1-9][0-9]{0,3})")


def parse(form: Form, sent: Mapping[str, Any]) -> dict:
    """The answers in what a page sent, as a dict of keys; what is empty is left out, and what is not asked ignored.

    :param sent: names of inputs with a text, or a list of texts where several were ticked
    """
    return _parse_level(form.fields, _Sent(sent), PREFIX)


def prune(form: Form, answers: Any) -> dict:
    """The answers that count: those to fields that are shown, none empty. A person or an address that must be given is
    there even if nothing in it is, so that its parts are missed by name.
    """
    return _walk(form.fields, answers)[1]


def shown_keys(fields: Iterable[Field], answers: Any) -> set[str]:
    """Keys of the fields of one level that are asked, given the answers on it."""
    return _walk(fields, answers)[0]


def holds(condition: ShownIf, answers: Mapping[str, Any]) -> bool:
    """Whether a condition is met by answers, of which those to fields not shown are left out."""
    value = answers.get(condition.key)
    if condition.operator == "empty":
        return value is None
    if value is None:
        return False
    if condition.operator == "filled":
        return True
    if isinstance(value, bool):
        value = "yes" if value else "no"
    given = {one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)}
    met = bool(given & set(condition.values))
    return met if condition.operator == "is" else not met


def is_empty(value: Any) -> bool:
    """Whether there is no answer. Neither zero nor "no" is empty."""
    if isinstance(value, dict):
        return all(map(is_empty, value.values()))
    if isinstance(value, list):
        return all(map(is_empty, value))
    return value is None or (isinstance(value, str) and not value.strip())


# ------------------------------------------------------------------ parsing


class _Sent:
    """What was sent, each value as a list of bounded texts; knows which rows of a table there are."""

    def __init__(self, sent: Mapping[str, Any]):
        self.values = {name: _texts(value) for name, value in sent.items() if name.startswith(PREFIX)}

    def one(self, name: str) -> str:
        return next(iter(self.values.get(name, ())), "")

    def several(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def rows(self, prefix: str) -> list[int]:
        heads = {name[len(prefix) :].split(".", 1)[0] for name in self.values if name.startswith(prefix)}
        return sorted(int(head) for head in heads if _INDEX.fullmatch(head))


def _texts(value: Any) -> list[str]:
    many = value if isinstance(value, (list, tuple)) else [value]
    return [text[:_CUT].replace("\x00", "") for text in many if isinstance(text, str)]


def _parse_level(fields: Iterable[Field], sent: _Sent, prefix: str) -> dict:
    read = ((field.key, _parse(field, sent, prefix + field.key)) for field in fields if field.asks)
    return {key: value for key, value in read if not is_empty(value)}


def _parse(field: Field, sent: _Sent, name: str) -> Any:
    if parts_of(field):
        return _parse_level(parts_of(field), sent, f"{name}.")
    if field.kind == "rows":
        rows = (_parse_level(field.columns, sent, f"{name}.{index}.") for index in sent.rows(f"{name}."))
        # one more than allowed is enough to be refused
        return [row for row in rows if row][: field.most_rows + 1]
    if field.kind in ("date", "date_or_year"):
        parts = (sent.one(f"{name}.{part}") for part in ("day", "month", "year"))
        return values.read_date(*parts, year_alone=field.kind == "date_or_year")
    if field.kind == "choices":
        ticked = list(dict.fromkeys(filter(None, map(str.strip, sent.several(name)))))
        order = [choice.key for choice in field.choices]
        return sorted(ticked, key=lambda key: order.index(key) if key in order else len(order))
    typed = sent.one(name)
    if not typed.strip():
        return None
    if field.kind == "text":
        return values.read_text(field, typed)
    if field.kind in ("number", "year"):
        return values.read_number(typed, field.decimals)
    if field.kind == "money":
        return values.read_money(typed)
    if field.kind == "yes_no":
        return {"yes": True, "no": False}.get(typed.strip(), typed.strip())
    return typed.strip()


# ------------------------------------------------------------------ pruning


def _walk(fields: Iterable[Field], answers: Any) -> tuple[set[str], dict]:
    """The fields of a level that are asked, and the answers to them."""
    answers = answers if isinstance(answers, Mapping) else {}
    shown: set[str] = set()
    kept: dict[str, Any] = {}
    for field in fields:
        if field.shown_if and not (field.shown_if.key in shown and holds(field.shown_if, kept)):
            continue
        shown.add(field.key)
        value = _prune(field, answers.get(field.key)) if field.asks else None
        if not is_empty(value) or (parts_of(field) and field.required):
            kept[field.key] = value
    return shown, kept


def _prune(field: Field, value: Any) -> Any:
    if parts_of(field):
        return _walk(parts_of(field), value)[1]
    if field.kind == "rows" and isinstance(value, list):
        rows = (_walk(field.columns, row)[1] for row in value)
        return [row for row in rows if not is_empty(row)]
    return value
