"""What makes an e-form impossible to fill in, found before it is published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator

from .eform_definition import COLUMN_KINDS, KEY, KINDS, MOST_FIELDS, MOST_ROWS, Field, Form
from .eform_rules import RULES, column_of, other_of
from .eform_schema import compile_form, conditions_of, number_property

OPERATORS = {
    "is": ("choice", "choices", "yes_no"),
    "is_not": ("choice", "choices", "yes_no"),
    "filled": tuple(kind for kind in COLUMN_KINDS if kind != "yes_no"),
    "empty": tuple(kind for kind in COLUMN_KINDS if kind != "yes_no"),
}

# what the compiler writes; a keyword that a validator does not know it passes over in silence
KEYWORDS = {
    "$schema", "type", "properties", "required", "unevaluatedProperties", "allOf", "if", "then", "else", "not",
    "contains", "enum", "format", "maxLength", "minimum", "maximum", "minItems", "maxItems", "uniqueItems", "items",
}  # fmt: skip


class Fault(NamedTuple):
    """What is wrong with a form: the path of the field, ``code`` that names the message, and what it tells."""

    path: str
    code: str
    about: str = ""


def lint(form: Form, day: date) -> list[Fault]:
    """All faults of a form that is to be used from ``day`` on, none if it can be published."""
    if not any(field.asks for field in form):
        return [Fault("", "nothing_asked")]
    if len(form.fields) > MOST_FIELDS:
        return [Fault("", "too_many_fields", str(MOST_FIELDS))]
    faults = list(_lint_level(form.fields, "", KINDS, day))
    if not faults:
        faults = [Fault(path, "schema", keyword) for path, keyword in lint_schema(compile_form(form, day))]
    return faults


def lint_schema(schema: dict) -> list[tuple[str, str]]:
    """Traps in a JSON Schema of ours, as ``(path, keyword)``: an unknown keyword, an ``if`` that an absent property
    satisfies, a ``then`` that demands what is not declared.

    :raises jsonschema.SchemaError: it is no schema at all
    """
    Draft202012Validator.check_schema(schema)
    return list(_lint_schema(schema, "#", set()))


def _lint_level(fields: tuple[Field, ...], path: str, kinds: tuple[str, ...], day: date) -> Iterator[Fault]:
    earlier: dict[str, Field] = {}
    by_key = {field.key: field for field in fields}
    for field in fields:
        here = f"{path}{field.key}"
        if not KEY.fullmatch(field.key):
            yield Fault(here, "key")
        if field.key in earlier:
            yield Fault(here, "key_twice")
        if field.kind not in kinds:
            yield Fault(here, "kind", field.kind)
            continue
        if not field.label.strip():
            yield Fault(here, "label")
        yield from _lint_field(field, here, day)
        if field.shown_if:
            yield from _lint_condition(field, here, earlier, day)
        for rule in field.rules:
            yield from _lint_rule(rule, field, here, by_key)
        earlier[field.key] = field


def _lint_field(field: Field, here: str, day: date) -> Iterator[Fault]:
    if field.kind in ("choice", "choices"):
        keys = [choice.key for choice in field.choices]
        if not all(map(KEY.fullmatch, keys)) or len(set(keys)) != len(keys):
            yield Fault(here, "choice_keys")
        if not any(choice.is_open(day) for choice in field.choices):
            yield Fault(here, "no_choice")
    elif field.choices:
        yield Fault(here, "choices_unused")
    if field.kind == "rows":
        if not any(column.asks for column in field.columns):
            yield Fault(here, "no_columns")
        if not 0 <= field.least_rows <= field.most_rows <= MOST_ROWS or not field.most_rows:
            yield Fault(here, "row_numbers", str(MOST_ROWS))
        yield from _lint_level(field.columns, f"{here}.", COLUMN_KINDS, day)
    elif field.columns:
        yield Fault(here, "columns_unused")
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        yield Fault(here, "bounds")
    if field.kind in ("number", "money", "year") and _no_number_fits(field):
        yield Fault(here, "bounds")
    if field.required and not field.asks:
        yield Fault(here, "note_required")


def _no_number_fits(field: Field) -> bool:
    bounds = number_property(field)
    lowest, highest = bounds["minimum"], bounds["maximum"]
    return lowest > highest or (bounds["type"] == "integer" and -(-lowest // 1) > highest // 1)


def _lint_condition(field: Field, here: str, earlier: dict[str, Field], day: date) -> Iterator[Fault]:
    shown = field.shown_if
    looked_at = earlier.get(shown.key)
    if looked_at is None:
        yield Fault(here, "condition_field", shown.key)
        return
    if looked_at.kind not in OPERATORS.get(shown.operator, ()):
        yield Fault(here, "condition_operator", looked_at.label)
        return
    if shown.operator == "empty" and looked_at.required:
        yield Fault(here, "never_empty", looked_at.label)
    if shown.operator in ("is", "is_not"):
        open_keys = {"yes", "no"}
        if looked_at.kind != "yes_no":
            open_keys = {choice.key for choice in looked_at.choices if choice.is_open(day)}
        every = shown.operator == "is_not" and looked_at.kind != "choices" and open_keys == set(shown.values)
        if not shown.values or not open_keys >= set(shown.values) or every:
            yield Fault(here, "condition_value", looked_at.label)


def _lint_rule(rule: Any, field: Field, here: str, by_key: dict[str, Field]) -> Iterator[Fault]:
    kinds = RULES.get(rule.name)
    if kinds is None or field.kind not in kinds.of:
        yield Fault(here, "rule_kind", rule.name)
        return
    if kinds.number and not 0 < (rule.number or 0) <= 150:
        yield Fault(here, "rule_number", rule.name)
    if kinds.column:
        column = {one.key: one for one in field.columns}.get(column_of(rule))
        if column is None or column.kind not in kinds.column or column.shown_if:
            yield Fault(here, "rule_column", rule.name)
    if kinds.other:
        other = by_key.get(other_of(rule))
        if other is None or other == field or other.kind not in kinds.other:
            yield Fault(here, "rule_field", rule.name)
        elif not set(conditions_of(other, by_key.values())) <= set(conditions_of(field, by_key.values())):
            # an answer would be compared with one that nobody is asked for
            yield Fault(here, "rule_hidden", other.label)


def _lint_schema(schema: Any, path: str, declared: set[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(schema, dict):
        return
    yield from ((path, keyword) for keyword in schema if keyword not in KEYWORDS)
    declared = declared | set(schema.get("properties", ()))
    for name in schema.get("required", ()):
        if name not in declared:
            yield path, "required"
    if "if" in schema:
        yield from _lint_test(schema["if"], f"{path}/if")
    for keyword in ("items", "contains", "not", "else", "then"):
        if keyword in schema and keyword != "not":
            yield from _lint_schema(schema[keyword], f"{path}/{keyword}", declared)
    for name, one in schema.get("properties", {}).items():
        yield from _lint_schema(one, f"{path}/{name}", set())
    for index, one in enumerate(schema.get("allOf", ())):
        yield from _lint_schema(one, f"{path}/allOf/{index}", declared)


def _lint_test(test: dict, path: str) -> Iterator[tuple[str, str]]:
    for one in test.get("allOf", [test]):
        if not set(one.get("properties", ())) <= set(one.get("required", ())):
            yield path, "if"
