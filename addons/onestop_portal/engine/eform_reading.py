"""Answers as officers, the check page, the printed form and an export read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from . import eform_values as values
from .eform_answers import prune, shown_keys
from .eform_blocks import parts_of
from .eform_definition import Field, Form


class Line(NamedTuple):
    """A line of the reading: a heading has no text and no rows; ``depth`` is how far it is set in."""

    path: str
    depth: int
    label: str
    text: str | None = None
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def read(form: Form, answers: Any, say: Callable[[str], str]) -> list[Line]:
    """All that was asked and what was answered; an empty text where an answer was not given."""
    return list(_read(form.fields, prune(form, answers), "", 0, say))


def flat(form: Form, answers: Any, say: Callable[[str], str]) -> dict[str, tuple[str, str]]:
    """Each answer by its path, with its whole label and its words: a line of an export, the text of a search."""
    found, heads = {}, {}
    for line in read(form, answers, say):
        parent = heads.get(line.path.rpartition(".")[0], "")
        label = f"{parent} – {line.label}" if parent else line.label
        heads[line.path] = label
        if line.rows:
            found[line.path] = (label, "; ".join(", ".join(filter(None, row)) for row in line.rows))
        elif line.text:
            found[line.path] = (label, line.text)
    return found


def say_value(field: Field, value: Any, say: Callable[[str], str]) -> str:
    """One answer in words."""
    if value is None:
        return ""
    if field.kind == "yes_no":
        return say("@yes") if value is True else say("@no") if value is False else str(value)
    if field.kind in ("choice", "choices"):
        labels = {choice.key: say(choice.label) for choice in field.choices}
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(one, str(one)) for one in chosen)
    if field.kind == "money":
        return values.say_money(value)
    if field.kind == "number":
        return values.say_grouped(value)
    if field.kind in ("date", "date_or_year"):
        return values.say_date(value)
    return str(value)


def _read(
    fields: tuple[Field, ...], level: Mapping[str, Any], path: str, depth: int, say: Callable[[str], str]
) -> Iterator[Line]:
    shown = shown_keys(fields, level)
    for field in fields:
        if field.key not in shown:
            continue
        here, label, value = path + field.key, say(field.label), level.get(field.key)
        if not field.asks:
            # what explains to who fills in does not belong to what was said; a heading does
            if field.detail == "heading":
                yield Line(here, depth, label)
        elif parts_of(field):
            if value is not None:
                yield Line(here, depth, label)
                yield from _read(parts_of(field), value, f"{here}.", depth + 1, say)
        elif field.kind == "rows":
            heads = tuple(say(column.label) for column in field.columns if column.asks)
            rows = tuple(
                tuple(say_value(column, row.get(column.key), say) for column in field.columns if column.asks)
                for row in value or ()
            )
            yield Line(here, depth, label, None if rows else "", heads, rows)
        else:
            yield Line(here, depth, label, say_value(field, value, say))
