"""What a file changes in the catalogue: its rows matched with those that are there, and the difference in fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from .catalogue import LOCAL_ATTRIBUTES, LOCAL_SCALARS, PARTS, SCALARS, ProcedureData, dump_row

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


@dataclass(frozen=True)
class Merged:
    """What the catalogue has to say after the import.

    ``origins`` names, for every row of each list, the row of the catalogue that it continues (None: a new row).
    """

    data: ProcedureData
    origins: Mapping[str, tuple[int | None, ...]]


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


def merge(data: ProcedureData, current: ProcedureData | None) -> Merged:
    """What the catalogue says once a file's data is in it.

    The file says which rows there are; what it cannot say of a row (None) stays as it is in the catalogue.

    :param current: what the catalogue says now, all of it said; None for a procedure that it does not have
    """
    values, origins = {}, {}
    for part in PARTS:
        old_rows = getattr(current, part) if current else ()
        new_rows = getattr(data, part)
        origins[part] = _match(part, new_rows, old_rows)
        values[part] = tuple(
            _merge_row(part, row, None if origin is None else old_rows[origin])
            for row, origin in zip(new_rows, origins[part], strict=True)
        )
    if current and data.same_day is None:
        values["instructions"], origins["instructions"] = _with_own_cases(values, origins["instructions"], current)
    for name, default in LOCAL_SCALARS.items():
        if getattr(data, name) is None:
            values[name] = getattr(current, name) if current else default
    if data.same_day is None and _has_same_day(values["channels"]) != bool(current and _has_same_day(current.channels)):
        values["same_day"] = _has_same_day(values["channels"])
    return Merged(replace(data, **values), origins)


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
    origins = [None] * len(new_rows)
    # A row is first sought as it stands, then as the national export would have it, which says less.
    for key in (lambda row: row, lambda row: tuple(dump_row(part, row).values()), *_KEYS[part]):
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


def _merge_row(part, row, old):
    unsaid = {name: default for name, default in LOCAL_ATTRIBUTES[part].items() if getattr(row, name) is None}
    if not unsaid:
        return row
    if old is None:
        return replace(row, **unsaid)
    if dump_row(part, row) == dump_row(part, old):
        return old
    values = {name: getattr(old, name) for name in unsaid}
    if part == "components":
        values.update(_counts(row, old))
    elif part == "channels" and _same_words(row, old):
        # somebody has read the limit out of these very words, and entered it
        values.update(duration=old.duration, duration_unit=old.duration_unit)
    return replace(row, **values)


def _same_words(row, old):
    """Whether a limit that is said in words only is said in the same words as before."""
    return row.duration_unit == "none" and (row.duration_text, row.note) == (old.duration_text, old.note)


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
        if row.case and row.case not in there and (not row.text or row.case in used):
            there.add(row.case)
            after = (place for place, origin in enumerate(origins) if origin is not None and origin > index)
            place = next(after, len(rows))
            rows.insert(place, row)
            origins.insert(place, index)
    return tuple(rows), tuple(origins)


def _has_same_day(channels):
    return any(row.duration_unit == "same_day" for row in channels)
