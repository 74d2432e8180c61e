"""What a page shows of an e-form: its controls with what is filled in, for a template to draw.

Nothing here needs JavaScript. With it, ``shown_if`` hides what is not asked, and blank rows are added one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from . import eform_values as values
from .eform_answers import PREFIX
from .eform_blocks import parts_of
from .eform_definition import LONGEST_PASSAGE, LONGEST_TEXT, Field, Form

# so many choices are shown at once; more are a list to open
_RADIOS = 6
# blank rows offered behind those that are filled in
_BLANK_ROWS = 2


class Option(NamedTuple):
    """An answer to choose from."""

    key: str
    label: str
    chosen: bool


@dataclass
class Control:
    """A field as it is drawn. ``widget``: text, passage, date, year_date, radios, list, ticks, group, table or note.

    ``anchor`` is the id of what takes the focus when an error of the field is followed.
    """

    path: str
    widget: str
    label: str
    help: str
    optional: bool
    value: str = ""
    error: str = ""
    options: list[Option] = field(default_factory=list)
    parts: list[Control] = field(default_factory=list)
    rows: list[list[Control]] = field(default_factory=list)
    dates: list[tuple[str, str, str]] = field(default_factory=list)
    shown_if: dict | None = None
    condition: str = ""
    inputmode: str = ""
    autocomplete: str = ""
    longest: int = LONGEST_TEXT
    most_rows: int = 0

    @property
    def name(self) -> str:
        """What a browser sends the answer under."""
        return PREFIX + self.path

    @property
    def anchor(self) -> str:
        """See ``anchor``."""
        return anchor(self.path)

    @property
    def described_by(self) -> str:
        """Ids of the help and the error, for screen readers; empty without either."""
        told = [f"{self.anchor}-{what}" for what, said in (("help", self.help), ("error", self.error)) if said]
        return " ".join(told)


def anchor(path: str) -> str:
    """Id of the control of a path: ``children.0.name`` has ``eform-children-0-name``."""
    return "eform-" + path.replace(".", "-")


def controls(
    form: Form,
    answers: Mapping[str, Any],
    errors: Mapping[str, str],
    say: Callable[[str], str],
    day: date,
    explain: Callable[[Field, Field], str],
) -> list[Control]:
    """The controls of a form.

    :param errors: messages by path
    :param say: the words of a label that is a code, see ``eform_blocks``
    :param day: choices that are closed on it are not offered, unless one was chosen
    :param explain: when a field is asked, in words, given the field and the one that it looks at
    """
    return _Drawing(errors, say, day, explain).level(form.fields, answers, "")


class _Drawing:
    def __init__(self, errors, say, day, explain):
        self.errors, self.say, self.day, self.explain = errors, say, day, explain

    def level(self, fields: tuple[Field, ...], answers: Any, path: str) -> list[Control]:
        answers = answers if isinstance(answers, Mapping) else {}
        by_key = {one.key: one for one in fields}
        return [self.control(one, answers.get(one.key), path, by_key) for one in fields]

    def control(self, one: Field, value: Any, path: str, by_key: dict[str, Field]) -> Control:
        here = path + one.key
        drawn = Control(
            here,
            _WIDGETS.get(one.kind, "text"),
            self.say(one.label),
            self.say(one.help),
            optional=one.asks and not one.required,
            error=self.errors.get(here, ""),
            autocomplete=one.autocomplete or _AUTOCOMPLETE.get(next((rule.name for rule in one.rules), ""), ""),
        )
        if one.shown_if:
            shown = one.shown_if
            drawn.shown_if = {"name": PREFIX + path + shown.key, "is": shown.operator, "values": list(shown.values)}
            drawn.condition = self.explain(one, by_key[shown.key])
        if parts_of(one):
            drawn.parts = self.level(parts_of(one), value, f"{here}.")
        elif one.kind == "rows":
            self._rows(drawn, one, value, here)
        elif one.kind in ("date", "date_or_year"):
            self._date(drawn, one, value)
        elif one.kind in ("choice", "choices", "yes_no"):
            self._options(drawn, one, value)
        else:
            self._text(drawn, one, value)
        return drawn

    def _rows(self, drawn: Control, one: Field, value: Any, here: str) -> None:
        rows = value if isinstance(value, list) else []
        count = min(max(one.least_rows, len(rows) + _BLANK_ROWS), max(one.most_rows, len(rows)))
        drawn.most_rows = one.most_rows
        drawn.rows = [
            self.level(one.columns, rows[index] if index < len(rows) else {}, f"{here}.{index}.")
            for index in range(count)
        ]

    def _date(self, drawn: Control, one: Field, value: Any) -> None:
        tokens = [f"bday-{part}" if one.autocomplete == "bday" else "off" for part in ("day", "month", "year")]
        drawn.dates = list(zip(("day", "month", "year"), values.date_parts(value), tokens, strict=True))

    def _options(self, drawn: Control, one: Field, value: Any) -> None:
        if one.kind == "yes_no":
            value = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else value
            offered = [("yes", self.say("@yes")), ("no", self.say("@no"))]
        else:
            chosen = value if isinstance(value, list) else [value]
            offered = [(c.key, self.say(c.label)) for c in one.choices if c.is_open(self.day) or c.key in chosen]
        chosen = value if isinstance(value, list) else [value]
        drawn.options = [Option(key, label, key in chosen) for key, label in offered]
        if one.kind == "choice" and len(drawn.options) > _RADIOS:
            drawn.widget = "list"

    def _text(self, drawn: Control, one: Field, value: Any) -> None:
        if one.kind == "note":
            return
        if one.kind == "text":
            drawn.value = value if isinstance(value, str) else ""
            if one.detail == "passage":
                drawn.widget, drawn.longest = "passage", LONGEST_PASSAGE
            drawn.inputmode = _INPUTMODES.get(next((rule.name for rule in one.rules), ""), "")
        elif value is not None:
            drawn.value = values.say_grouped(value) if one.kind == "money" else values.say_number(value)
        if one.kind != "text":
            drawn.inputmode = "decimal" if one.decimals else "numeric"


_WIDGETS = {
    "note": "note",
    "person": "group",
    "address": "group",
    "rows": "table",
    "date": "date",
    "date_or_year": "date",
    "choice": "radios",
    "yes_no": "radios",
    "choices": "ticks",
}
_AUTOCOMPLETE = {"phone": "tel", "email": "email"}
_INPUTMODES = {"phone": "tel", "email": "email", "identity": "numeric"}
