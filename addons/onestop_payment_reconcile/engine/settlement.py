"""Lists of a gateway: which payments it pays out in one sum, and what it keeps of each.

VNPAY hands the list out by contract, so its headings are data, as those of banks (``layouts.json``). Days of a weekend come in one
list. The money arrives as one line of the bank, less the fee.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from odoo.addons.onestop_core.engine.examined import MIB, examined
from odoo.addons.onestop_core.engine.text import normalise

from . import statement
from .statement import LAYOUTS, NotAStatementError, Problem

_REQUIRED = ("reference", "amount", "fee")


@dataclass(frozen=True)
class Item:
    """A payment in a list: our reference, what the payer paid and what the gateway keeps of it, in đồng."""

    reference: str
    amount: int
    fee: int
    day: date | None = None


@dataclass(frozen=True)
class Listed:
    """What a list holds, and what of it could not be read."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...]

    @property
    def amount(self) -> int:
        return sum(item.amount for item in self.items)

    @property
    def fee(self) -> int:
        return sum(item.fee for item in self.items)


@lru_cache
def headings() -> dict[str, list[str]]:
    """By which headings the columns of a list are known, see ``layouts.json``."""
    return json.loads(LAYOUTS.read_text(encoding="utf-8"))["settlement"]


@examined(seconds=60, answer=MIB, growth=20, raises=(NotAStatementError,))
def read(content: bytes) -> Listed:
    """The payments of a list.

    :raises NotAStatementError: ``file`` (of no kind that is known), ``headings`` (no columns that are known), ``long``
    """
    rows = statement.rows_of(content)
    for at, row in enumerate(rows[:60]):
        columns = _columns(row)
        if all(name in columns for name in _REQUIRED):
            return _read(rows[at + 1 :], at + 2, columns)
    raise NotAStatementError("headings")


def _columns(row):
    """``{name: where its column stands}`` of a row that may be the headings; the longest heading that fits is meant."""
    found = {}
    for at, cell in enumerate(row):
        words = normalise(str(cell or ""))
        fits = [
            (len(one), name)
            for name, known in headings().items()
            for one in known
            if words == one and name not in found
        ]
        if fits:
            found[max(fits)[1]] = at
    return found


def _read(rows, first, columns):
    items, problems = [], []
    for line, row in enumerate(rows, start=first):
        texts = {name: row[at] if at < len(row) else None for name, at in columns.items()}
        reference = statement.reference_of(texts["reference"])
        if not reference:
            # a total, the foot of a page
            continue
        amounts = {name: statement.amount_of(texts[name]) for name in ("amount", "fee")}
        wrong = next((name for name, amount in amounts.items() if amount is None or amount < 0), None)
        if wrong or not amounts["amount"]:
            problems.append(Problem(line, "amount", str(texts[wrong or "amount"])))
            continue
        items.append(Item(reference, amounts["amount"], amounts["fee"], statement.day_of(texts.get("day") or "")))
    return Listed(tuple(items), tuple(problems))
