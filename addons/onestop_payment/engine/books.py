"""Which entries the payments of a shift or a day come to. Whole đồng; every entry is balanced by how it is made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from . import fees

# what an account is for; a company says which of its accounts that is
CASH, BANK, ONLINE, POST = "cash", "bank", "online", "post"
CHARGE_BUDGET, CHARGE_KEPT, LEVY, SHORTAGE, SURPLUS, TRANSIT, GATEWAY_FEE = (
    "charge_budget", "charge_kept", "levy", "shortage", "surplus", "transit", "gateway_fee",
)  # fmt: skip
# the account that the money of each way of paying is on
MONEY = {"cash": CASH, "transfer": BANK, "online": ONLINE, "post": POST}


@dataclass(frozen=True)
class Paid:
    """A line of a payment: ``amount`` is below zero where money went back, ``share`` what is kept in ten thousandths."""

    key: int
    group: tuple
    kind: str
    fee: int
    method: str
    amount: int
    share: int = 0


@dataclass(frozen=True)
class Entry:
    """``lines`` are ``(account, debit)``, below zero for a credit; they add up to nothing. ``keys`` trace the payments."""

    group: tuple
    fee: int
    method: str
    lines: tuple[tuple[str, int], ...]
    keys: tuple[int, ...]


def entries(paid) -> list[Entry]:
    """One entry for each group (a shift or a day), fee, method and direction, so that phí and lệ phí stay apart.

    What is kept of a charge is reckoned line by line, as each payer paid it, not on the sum.
    """
    heaps = defaultdict(list)
    for line in paid:
        heaps[line.group, line.fee, line.method, line.amount < 0].append(line)
    result = []
    for (group, fee, method, _back), lines in sorted(heaps.items()):
        total = sum(line.amount for line in lines)
        kept = sum(_kept(line) for line in lines)
        owed = {LEVY: total} if lines[0].kind == "levy" else {CHARGE_KEPT: kept, CHARGE_BUDGET: total - kept}
        rows = [(MONEY[method], total), *((account, -amount) for account, amount in owed.items() if amount)]
        result.append(Entry(group, fee, method, tuple(rows), tuple(line.key for line in lines)))
    return result


def _kept(line):
    kept = fees.retained(abs(line.amount), line.share)
    return -kept if line.amount < 0 else kept
