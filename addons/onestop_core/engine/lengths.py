"""How long the texts of the suite may be, in characters, and how large its numbers; what is beyond is refused wherever it
comes from.

A text is stored, searched, sent and above all printed: one of 400 000 characters holds up every machine that it
passes. The limits are far above what people write, so that only what is no text of a person meets them.
"""

from __future__ import annotations

# by kind of field; the first that fits holds: a field of a model, a name of a field, a model and those below it
KINDS = {"char": 500, "text": 10_000, "html": 100_000}
_FIELDS = {
    # copied to each dossier, as the name of its papers
    ("onestop.procedure.component", "name"): 20_000,
}
_NAMES = {
    "applicant_name": 250,
    "submitter_name": 250,
    "result_recipient": 250,
    "applicant_email": 254,
    "applicant_phone": 50,
    "submitter_phone": 50,
}
# the catalogue holds whole laws
_MODELS = {
    "onestop.procedure": {"char": 2_000, "text": 200_000, "html": 1_000_000},
    "onestop.sector": {"char": 2_000},
    "onestop.catalogue": {"char": 2_000, "text": 1_000_000, "html": 2_000_000},
    "onestop.form": {"text": 50_000},
}


def longest(model: str, field: str, kind: str) -> int | None:
    """How many characters a field may hold; None for a kind of field without a limit."""
    if kind not in KINDS:
        return None
    if (model, field) in _FIELDS:
        return _FIELDS[model, field]
    if field in _NAMES:
        return _NAMES[field]
    for prefix, kinds in _MODELS.items():
        if (model == prefix or model.startswith(f"{prefix}.")) and kind in kinds:
            return kinds[kind]
    return KINDS[kind]


# what a column holds, in bits without the sign
_BITS = {"int4": 31, "int8": 63}
_MOST_DIGITS = 25


def outgrows(column: str, value: float | str) -> bool:
    """Whether a column cannot hold a number.

    :param column: kind of the column as PostgreSQL names it
    :param value: a number, or a text that Odoo would read as a whole one
    """
    if column not in _BITS:
        return False
    if isinstance(value, str):
        digits = value.strip().lstrip("+-")
        if not digits.isdecimal():
            return False
        value = int(digits[:_MOST_DIGITS])
    limit = 1 << _BITS[column]
    # what is no number at all compares with none
    return not -limit <= value < limit


def is_text(value: str) -> bool:
    """Whether a database can hold a text: it has no NUL, and no half of a sign, which JSON can escape."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in value
