"""What an e-form asks, as plain data: the back office defines it, a published version and a dossier keep it as JSON.

A form is a list of fields on a level; a person and an address are levels of their own with given parts, a table has one
level for each of its rows. A field is named among its neighbours by its key, and in the whole form by its path: the
keys parted by points, rows by number (``children.0.name``). Rules of whom to ask what: NQ 66.7/2025/NQ-CP, TT
04/2024/TT-BTP (birth and residence only of a person without an identity number).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

KINDS = (
    "text",
    "number",
    "money",
    "date",
    "date_or_year",
    "year",
    "choice",
    "choices",
    "yes_no",
    "person",
    "address",
    "rows",
    "note",
)
# what may stand in a table: levels do not nest further
COLUMN_KINDS = ("text", "number", "money", "date", "date_or_year", "year", "choice", "yes_no")
# asked whatever the kind: a heading explains, and takes no answer
SILENT_KINDS = ("note",)

MOST_FIELDS = 200
MOST_ROWS = 100
LONGEST_TEXT = 500
LONGEST_PASSAGE = 5_000


@dataclass(frozen=True)
class Choice:
    """One of the answers; ``valid_to`` the last day on which it can be given. Old dossiers keep it."""

    key: str
    label: str
    valid_to: date | None = None

    def is_open(self, day: date | None) -> bool:
        """Whether it may be given on a day; on any day if none is named."""
        return day is None or self.valid_to is None or day <= self.valid_to


@dataclass(frozen=True)
class ShownIf:
    """When a field is asked: an earlier field of the same level, and what its answer must be.

    ``operator``: ``is`` and ``is_not`` compare with ``values`` (keys of choices; ``yes`` or ``no``), ``filled`` and
    ``empty`` only look whether there is an answer. Of a field that is itself not asked none of them is true.
    """

    key: str
    operator: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """What an answer is checked by beyond its kind, see ``eform_rules``: a name, and what it compares with."""

    name: str
    number: int | None = None
    key: str | None = None


@dataclass(frozen=True)
class Field:
    """A question. ``minimum`` and ``maximum`` bound numbers, money and years; ``decimals`` says how many a number may
    have; ``detail`` of a person is ``short`` or ``full``; of a text ``passage`` for several lines.
    """

    key: str
    kind: str
    label: str = ""
    help: str = ""
    required: bool = False
    shown_if: ShownIf | None = None
    rules: tuple[Rule, ...] = ()
    choices: tuple[Choice, ...] = ()
    columns: tuple[Field, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 0
    least_rows: int = 0
    most_rows: int = 20
    detail: str = ""
    # whose data is offered: applicant or submitter
    prefill: str = ""
    # autocomplete token of HTML, so that a telephone fills in what it knows
    autocomplete: str = field(default="", compare=False)

    @property
    def asks(self) -> bool:
        """Whether it is a question at all, and no heading or passage between them."""
        return self.kind not in SILENT_KINDS


@dataclass(frozen=True)
class Form:
    """All fields of a form in their order."""

    fields: tuple[Field, ...]

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)


def read_form(data: Any) -> Form:
    """The form that ``write_form`` wrote.

    :raises ValueError: it is no definition of a form
    """
    if not isinstance(data, dict) or not isinstance(data.get("fields"), list):
        raise ValueError("An e-form is a dict with a list of fields.")
    return Form(tuple(_read_field(one) for one in data["fields"]))


def write_form(form: Form) -> dict:
    """The form as JSON can tell it; what is not said is left out."""
    return {"fields": [_write(one) for one in form.fields]}


def _read_field(data: dict) -> Field:
    names = {one.name for one in fields(Field)}
    if not isinstance(data, dict) or not names >= data.keys() or not {"key", "kind"} <= data.keys():
        raise ValueError("A field of an e-form has a key, a kind, and nothing unknown.")
    values = dict(data)
    if values.get("shown_if"):
        shown = values["shown_if"]
        values["shown_if"] = ShownIf(shown["key"], shown["operator"], tuple(shown.get("values", ())))
    values["rules"] = tuple(Rule(**one) for one in values.get("rules", ()))
    values["choices"] = tuple(
        Choice(one["key"], one["label"], date.fromisoformat(one["valid_to"]) if one.get("valid_to") else None)
        for one in values.get("choices", ())
    )
    values["columns"] = tuple(_read_field(one) for one in values.get("columns", ()))
    return Field(**values)


def _write(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_write(one) for one in value]
    if not isinstance(value, (Field, Choice, ShownIf, Rule)):
        return value
    said = {}
    for one in fields(value):
        told = getattr(value, one.name)
        if told != one.default and told not in ((), None):
            said[one.name] = _write(told)
    return said
