"""What a file changes in the catalogue: its rows matched with those that are there, and the difference in fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from .catalogue import (
    CLASSIFICATION,
    LOCAL_ATTRIBUTES,
    LOCAL_SCALARS,
    NATIONAL_PART_KEYS,
    PARTS,
    SCALARS,
    ProcedureData,
    dump_row,
    limit_parts,
)
from .catalogue_reading import NO_LIMIT_WORDS, YES, Doubt, read, unread
from .limit_text import limit_words, says_nothing
from .text import normalise

# What may make a row of the file the same row as one of the catalogue, the surest first; None: cannot tell.
_KEYS = {
    "channels": (
        lambda row: None if row.case is None else (row.channel, row.case),
        lambda row: (row.channel, row.duration_text, row.note),
        lambda row: row.channel,
    ),
    "instructions": (lambda row: row.case,),
    "components": (lambda row: row.code or None, lambda row: row.name.strip()),
    "results": (lambda row: row.code or None, lambda row: row.name.strip()),
    "legal_bases": (lambda row: row.name.strip() or None, lambda row: row.abstract.strip() or None),
}

# What a row is called in a file: rows of another name are other rows.
_NAMES = {
    "channels": ("channel",),
    "instructions": ("case", "text"),
    "components": ("name",),
    "results": ("name",),
    "legal_bases": ("name", "abstract"),
}
_LIMIT = ("duration", "duration_unit", "further_limit", "no_limit")


@dataclass(frozen=True)
class Merged:
    """What the catalogue has to say after the import.

    ``origins`` names, for every row of each list, the row of the catalogue that it continues (None: a new row);
    ``doubts`` are those of the file's words, with what was decided.
    """

    data: ProcedureData
    origins: Mapping[str, tuple[int | None, ...]]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Change:
    """One difference. ``part`` is the list that it is in ("" for the procedure itself), ``row`` the row there; ``kind`` is
    ``changed`` (``attribute`` from ``old`` to ``new``), ``added``, ``removed`` or ``moved`` (the rows' order).
    """

    kind: str
    part: str = ""
    row: object = None
    attribute: str = ""
    old: object = None
    new: object = None


def merge(data: ProcedureData, current: ProcedureData | None, answers: Mapping[str, str] | None = None) -> Merged:
    """What the catalogue says once a file's data is in it.

    The file says which rows there are. What it cannot say of a row (None) and what it leaves empty stays as it is in the
    catalogue: a file never takes away what people added. What only follows from the words of the file follows the new
    words, unless somebody had said otherwise.

    :param current: what the catalogue says now, all of it said; None for a procedure that it does not have
    :param answers: what was decided of the doubts, by their keys
    """
    reading = read(data, answers)
    said = reading.data
    old_values = read(unread(current)).values if current else {}
    values, origins, kept = {}, {}, set()
    for part in PARTS:
        old_rows = getattr(current, part) if current else ()
        new_rows = getattr(said, part)
        if not new_rows:
            values[part], origins[part] = old_rows, tuple(range(len(old_rows)))
            continue
        origins[part] = _match(part, new_rows, old_rows)
        new_values = reading.values.get(part, ({},) * len(new_rows))
        part_values = old_values.get(part, ({},) * len(old_rows))
        rows = []
        for index, (row, origin) in enumerate(zip(new_rows, origins[part], strict=True)):
            old = None if origin is None else old_rows[origin]
            rows.append(_merge_row(part, row, new_values[index], old, {} if old is None else part_values[origin]))
            if old is not None and _is_settled(part, row, old, part_values[origin]):
                kept.add((part, index))
        values[part] = tuple(rows)
    if current and said.same_day is None:
        values["instructions"], origins["instructions"] = _with_own_cases(values, origins["instructions"], current)
    values.update(_merge_scalars(said, current, values["channels"]))
    doubts = tuple(_settle(doubt, values, kept) for doubt in reading.doubts)
    return Merged(replace(said, **values), origins, doubts)


def _merge_scalars(said, current, channels):
    """What the file leaves unsaid or empty, as the catalogue has it."""
    values = {}
    # a level without a scope, or the other way round, is said as a whole
    classified = any(getattr(said, name) for name in CLASSIFICATION)
    for name in SCALARS:
        if name in CLASSIFICATION and classified:
            continue
        if getattr(said, name) in ("", None):
            values[name] = getattr(current, name) if current else LOCAL_SCALARS.get(name, getattr(said, name))
    if current and said.keywords:
        values["keywords"] = _with_keywords(current.keywords, said.keywords)
    same_day = _has_same_day(channels)
    if said.same_day is None and same_day != bool(current and _has_same_day(current.channels)):
        values["same_day"] = same_day
    return values


def _with_keywords(ours, theirs):
    """Our keywords, and those of the file that are not among them."""
    known = {normalise(word) for word in re.split(r"[;,\n]", ours)}
    missing = [word.strip() for word in re.split(r"[;,\n]", theirs) if word.strip() and normalise(word) not in known]
    return "; ".join(filter(None, (ours, *missing)))


def _settle(doubt, values, kept):
    """A doubt that the catalogue's own row has answered already needs no decision."""
    if doubt.answer or not all((doubt.part, index) in kept for index in doubt.rows):
        return doubt
    row = values[doubt.part][doubt.rows[0]] if doubt.rows else None
    if doubt.kind == "limit":
        parts = limit_parts(row.duration, row.duration_unit, row.further_limit)
        return replace(doubt, answer=limit_words(parts) or NO_LIMIT_WORDS)
    return replace(doubt, answer=YES) if doubt.kind == "case" else doubt


def changes(current: ProcedureData, merged: Merged) -> list[Change]:
    """What an import changes, field by field, in the order of the data; empty if nothing."""
    found = [
        Change("changed", attribute=name, old=getattr(current, name), new=getattr(merged.data, name))
        for name in SCALARS
        if getattr(current, name) != getattr(merged.data, name)
    ]
    for part in PARTS:
        found += _row_changes(part, getattr(current, part), getattr(merged.data, part), merged.origins[part])
    return found


def _row_changes(part, old_rows, new_rows, origins):
    for row, origin in zip(new_rows, origins, strict=True):
        if origin is None:
            yield Change("added", part, row)
            continue
        old = old_rows[origin]
        for field in fields(row):
            before, after = getattr(old, field.name), getattr(row, field.name)
            if before != after:
                yield Change("changed", part, row, field.name, before, after)
    for index, row in enumerate(old_rows):
        if index not in origins:
            yield Change("removed", part, row)
    kept = [origin for origin in origins if origin is not None]
    if kept != sorted(kept):
        yield Change("moved", part)


def _match(part, new_rows, old_rows):
    """For each new row the index of the old one that it continues; every old row is continued once at most."""
    origins = _match_in_order(part, new_rows, old_rows)
    # A row is sought as the national export would have it, which says less, then by what names it.
    for key in (lambda row: tuple(dump_row(part, row).values()), *_KEYS[part]):
        if None not in origins:
            break
        free = {}
        for index, old in enumerate(old_rows):
            if index not in origins:
                free.setdefault(key(old), []).append(index)
        for number, row in enumerate(new_rows):
            if origins[number] is None and (wanted := key(row)) is not None and free.get(wanted):
                origins[number] = free[wanted].pop(0)
    return tuple(origins)


def _match_in_order(part, new_rows, old_rows):
    """First the rows that say nothing else than the old ones, in the order in which both have them."""
    origins, place = [], 0
    for row in new_rows:
        found = next((index for index in range(place, len(old_rows)) if _fits(part, row, old_rows[index])), None)
        origins.append(found)
        place = place if found is None else found + 1
    return origins


def _fits(part, row, old):
    """Whether an old row says all that a new one says, under the same name."""
    if any(getattr(row, name) != getattr(old, name) for name in _NAMES[part]):
        return False
    for field in fields(row):
        value, before = getattr(row, field.name), getattr(old, field.name)
        if part == "components" and field.name in ("originals", "copies") and row.certified_copies is None:
            if bool(value) != bool(before or (field.name == "copies" and old.certified_copies)):
                return False
        elif value not in ("", None) and value != before:
            return False
    return True


def _merge_row(part, row, reads, old, old_reads):
    """A row of the file with what it leaves unsaid.

    :param reads: what follows from the words of the file, by attribute
    :param old: the row that it continues, None for a new one
    :param old_reads: what follows from the words of that row
    """
    defaults = LOCAL_ATTRIBUTES[part]
    values = {name: reads.get(name, default) for name, default in defaults.items() if getattr(row, name) is None}
    if old is None:
        if part == "components":
            values["originals"] = reads["originals"]
        return replace(row, **values)
    for name in values:
        followed = name in reads and getattr(old, name) == old_reads.get(name)
        if not followed and name not in _LIMIT:
            values[name] = getattr(old, name)
    if part == "channels" and row.duration_unit is None and not _is_known(values) and _is_known(vars(old)):
        # nobody knows what the new words mean: ours holds until somebody decides
        values.update({name: getattr(old, name) for name in _LIMIT})
    if part == "components" and row.certified_copies is None:
        values.update(_counts(row, old))
    names = NATIONAL_PART_KEYS[part].keys() - {"originals", "copies"}
    values.update({name: getattr(old, name) for name in names if getattr(row, name) in ("", None)})
    return replace(row, **values)


def _is_known(limit):
    """Whether the attributes of a channel say a limit, or that there is none."""
    return limit["duration_unit"] != "none" or limit["no_limit"]


def _is_settled(part, row, old, old_reads):
    """Whether somebody has said of these very words what they mean, or has filled in what the file says nothing of."""
    if part == "channels":
        if not _is_known(vars(old)):
            return False
        same = (row.duration_text or old.duration_text, row.note or old.note) == (old.duration_text, old.note)
        return same or (says_nothing(row.duration_text) and not row.note.strip())
    return part == "instructions" and bool(old.is_case) and row.case == old.case


def _counts(row, old):
    """How many originals and copies, where the national record only says whether any."""
    had_copies = old.copies + old.certified_copies > 0
    return {
        "originals": old.originals if row.originals and old.originals else row.originals,
        "copies": old.copies if row.copies and had_copies else row.copies,
        "certified_copies": old.certified_copies if row.copies else 0,
    }


def _with_own_cases(values, origins, current):
    """The instructions with the cases that only our catalogue knows: those without a text of their own, which no
    national record has, and those that another row refers to. Each stands before the row that it stood before.
    """
    rows, origins = list(values["instructions"]), list(origins)
    there = {row.case for row in rows}
    used = {row.case for part in ("channels", "components") for row in values[part]}
    for index, row in enumerate(current.instructions):
        if row.case and row.is_case and row.case not in there and (not row.text or row.case in used):
            there.add(row.case)
            after = (place for place, origin in enumerate(origins) if origin is not None and origin > index)
            place = next(after, len(rows))
            rows.insert(place, row)
            origins.insert(place, index)
    return tuple(rows), tuple(origins)


def _has_same_day(channels):
    return any(row.duration_unit == "same_day" for row in channels)
