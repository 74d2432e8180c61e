#!/usr/bin/env python3
# ruff: noqa: T201, E402  a benchmark prints its figures; engines are imported once their packages stand in
"""Time of matching bank lines with what is awaited, beside a yardstick of the same run.

    python benchmarks/matching.py

The mix is that of a district: most lines have their whole code in a memo of a bank, some a cut or a mistyped one, some a name
alone, some nothing. The outcome is the same when lines and dues are shuffled, or the run fails. The yardstick is what matching one line
at a time costs: each of 1 000 lines is held against the open codes one after the other.
"""

import random
import sys
import types
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

ADDONS = Path(__file__).parents[1] / "addons"


def stand_in(name, path):
    """A package that loads nothing but what is imported from it: engines need no Odoo."""
    package = sys.modules.setdefault(name, types.ModuleType(name))
    package.__path__ = [str(path)]


stand_in("odoo", ADDONS)
stand_in("odoo.addons", ADDONS)
for addon in ("onestop_core", "onestop_payment", "onestop_payment_reconcile"):
    stand_in(f"odoo.addons.{addon}", ADDONS / addon)

from odoo.addons.onestop_payment.engine import payment_code
from odoo.addons.onestop_payment_reconcile.engine.matching import Awaited, Line, match

SIZES = ((1_000, 5_000), (10_000, 50_000), (50_000, 250_000))
NAMES = ("Nguyễn Thị Hoa", "Trần Văn Bình", "Lê Thị Mai", "Phạm Quốc Khánh", "Vũ Đình Toàn")
DAY = date(2026, 11, 1)


def awaited(count):
    for key in range(1, count + 1):
        yield Awaited(
            key,
            payment_code.make(key),
            "1023456789",
            8_000 * (1 + key % 40),
            DAY + timedelta(days=key % 28),
            payer=NAMES[key % 5],
        )


def lines(count, known, chance):
    for number, one in enumerate(chance.sample(known, count)):
        kind = chance.random()
        code = one.code
        if kind < 0.03:
            code = code[: chance.randint(8, 11)]
        elif kind < 0.05:
            code = code[:5] + str((int(code[5]) + 1) % 10) + code[6:]
        elif kind < 0.07:
            code = one.payer
        elif kind < 0.09:
            code = "CHUYEN TIEN"
        memo = f"MBVCB.{chance.randrange(10**10):010d}.{chance.randrange(10**6):06d}.{code} NOP LE PHI.CT tu 0123 toi 1023456789"
        yield Line(f"k{number}", one.account, one.day, one.amount, memo, f"FT{number}")


def timed(work):
    begin = perf_counter()
    result = work()
    return perf_counter() - begin, result


def one_at_a_time(some, known):
    """Hold each line against one awaited after the other, as long as none fits."""
    return sum(any(one.code in line.memo and one.amount == line.amount for one in known) for line in some)


def main():
    print("lines    dues      seconds   a line")
    for count, dues in SIZES:
        chance = random.Random(count)
        known = list(awaited(dues))
        read = list(lines(count, known, chance))
        seconds, found = timed(lambda read=read, known=known: match(read, known))
        shuffled = match(chance.sample(read, count), chance.sample(known, dues))
        if shuffled != found:
            sys.exit("shuffled, the outcome is another one")
        booked = sum(one.sure for one in found.matches)
        print(f"{count:<8} {dues:<8} {seconds:>8.2f}  {1000 * seconds / count:>6.3f} ms   {booked} booked")
        if count == 1_000:
            slow, _sum = timed(lambda read=read, known=known: one_at_a_time(read, known))
            print(f"{count:<8} {dues:<8} {slow:>8.2f}  {slow:>6.3f} ms   one at a time")


if __name__ == "__main__":
    main()
