"""What an agency owes the post for a month, to the đồng. Everything in whole đồng.

Legs are counted from signed hand-overs, at the unit price of the contract; the fixed participation is for premises,
equipment, information technology and staff, never for heads; penalties are taken off. Fees that the post has collected for
the budget are no part of it: they are remitted whole (QĐ 45/2016/QĐ-TTg art. 11, 12).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LEG, FIXED, PENALTY, ADJUSTMENT = "leg", "fixed", "penalty", "adjustment"
WHOLE = 10_000


@dataclass(frozen=True)
class Item:
    """A line: ``quantity`` pieces at ``unit_price``; a penalty and an adjustment may be negative."""

    kind: str
    code: str
    quantity: int
    unit_price: int

    @property
    def amount(self) -> int:
        return self.quantity * self.unit_price


@dataclass(frozen=True)
class Sum:
    """The sums of a settlement."""

    legs: int
    fixed: int
    penalties: int
    adjustments: int
    vat: int

    @property
    def net(self) -> int:
        return self.legs + self.fixed + self.penalties + self.adjustments

    @property
    def payable(self) -> int:
        return self.net + self.vat


def part_of_month(amount: int, first: date, begins: date, ends: date | None) -> int:
    """The part of a monthly amount for the days of a month on which a contract is in force, half a đồng rounded up.

    :param first: first day of the month
    """
    days = monthrange(first.year, first.month)[1]
    last = first.replace(day=days)
    start, end = max(first, begins), min(last, ends or last)
    covered = max((end - start).days + 1, 0)
    return (amount * covered * 2 + days) // (2 * days)


def add_up(items: Iterable[Item], *, vat: int = 0) -> Sum:
    """The sums of the lines.

    :param vat: ten-thousandths of tax on top of the net sum; 0 where the prices hold it already
    :raises ValueError: a line that cannot be: a leg or a fixed sum below nothing, a penalty that pays
    """
    sums = dict.fromkeys((LEG, FIXED, PENALTY, ADJUSTMENT), 0)
    for item in items:
        if item.kind in (LEG, FIXED) and item.amount < 0:
            raise ValueError(f"{item.code} is below nothing.")
        if item.kind == PENALTY and item.amount > 0:
            raise ValueError(f"The penalty {item.code} pays.")
        sums[item.kind] += item.amount
    net = sum(sums.values())
    tax = (abs(net) * vat * 2 + WHOLE) // (2 * WHOLE) * (1 if net >= 0 else -1)
    return Sum(sums[LEG], sums[FIXED], sums[PENALTY], sums[ADJUSTMENT], tax)


def left_of_budget(ceiling: int, confirmed: int, payable: int) -> int:
    """What a budget line still holds once this is paid; below nothing if it does not suffice."""
    return ceiling - confirmed - payable
