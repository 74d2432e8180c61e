#!/usr/bin/env python3
# ruff: noqa: T201  a benchmark prints its figures
"""Numbers per second of the number book, beside Odoo's own sequences, in one run on one database.

    ODOO_RC=odoo.conf python benchmarks/number_book.py DATABASE

Real processes allot numbers of one book as receptions do: each number in a transaction that works for a while
(``--work``), first after it has its number, then before. "Longest" is the longest that one of them took, with the
repetitions of Odoo. The books without a gap write each number down, since what is used counts there. The database must
have onestop_core installed; what the run makes is removed.
"""

import argparse
import logging
import multiprocessing
import time

import odoo
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tools import SQL
from psycopg2 import OperationalError

KINDS = (
    "number book",
    "gapless, inside",
    "gapless, held",
    "gapless, at commit",
    "ir.sequence standard",
    "ir.sequence no_gap",
)
BOOK = "benchmark"
USED = SQL("SELECT max(number) FROM number_book_benchmark")


def allot(env, kind, sequences, numbers):
    """Allot one number, and add it to ``numbers`` when it is known."""
    book = env["onestop.number.book"]

    def write(number, _last=None):
        env.cr.execute(SQL("INSERT INTO number_book_benchmark (number) VALUES (%s)", number))
        numbers.append(number)

    if kind == "number book":
        numbers += book._allot([(BOOK, "own")])
    elif kind == "gapless, inside":
        numbers.append(book._allot_gapless(BOOK, "inside"))
    elif kind == "gapless, held":
        write(book._allot_held(BOOK, "held", USED))
    elif kind == "gapless, at commit":
        book._allot_at_commit(BOOK, "held", USED, write)
    else:
        numbers.append(int(env["ir.sequence"].browse(sequences[kind]).next_by_id()))


def work(database, kind, sequences, seconds, pauses, barrier, results):
    """Allot numbers until the time is over; put what came of it."""
    registry = Registry(database)
    numbers, longest, failures = [], 0.0, 0
    barrier.wait()
    start = time.monotonic()
    end = start + seconds
    while (begin := time.monotonic()) < end:
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})

            found = []

            def transaction(env=env, found=found):
                # a request has read something before it comes to its number
                env.cr.execute("SELECT 1 FROM res_users WHERE id = 1")
                found.clear()
                time.sleep(pauses[0])
                allot(env, kind, sequences, found)
                time.sleep(pauses[1])

            try:
                retrying(transaction, env)
                numbers += found
            except OperationalError:
                failures += 1
        longest = max(longest, time.monotonic() - begin)
    results.put((numbers, time.monotonic() - start, longest, failures))


def measure(database, kind, sequences, arguments, pauses):
    """Print one line of the table.

    :param pauses: seconds of work before and after the number
    """
    # the processes inherit the registry, but may not share its connections
    odoo.sql_db.close_all()
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(arguments.processes), context.Queue()
    processes = [
        context.Process(target=work, args=(database, kind, sequences, arguments.seconds, pauses, barrier, results))
        for _ in range(arguments.processes)
    ]
    for process in processes:
        process.start()
    parts, times, waits, failures = zip(*(results.get() for _ in processes), strict=True)
    for process in processes:
        process.join()
    numbers = [number for part in parts for number in part]
    different = len(set(numbers))
    gaps = max(numbers) - min(numbers) + 1 - different
    print(
        f"{kind:<22} {len(numbers) / max(times):10.0f} {max(waits):10.2f}"
        f" {len(numbers) - different:10} {gaps:8} {sum(failures):8}"
    )


def main():
    """Measure all kinds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--work", type=float, default=0.02, help="seconds that a transaction works beside numbering")
    arguments = parser.parse_args()
    # every number that has to be tried again is a line or two in the log
    logging.disable(logging.ERROR)
    registry = Registry(arguments.database)
    with registry.cursor() as cr:
        sequence = api.Environment(cr, SUPERUSER_ID, {})["ir.sequence"]
        sequences = {
            f"ir.sequence {kind}": sequence.create({"name": BOOK, "implementation": kind}).id
            for kind in ("standard", "no_gap")
        }
        cr.execute("CREATE TABLE number_book_benchmark (number integer PRIMARY KEY)")
    try:
        for when, pauses in (("after", (0, arguments.work)), ("before", (arguments.work, 0))):
            print(f"\n{arguments.processes} processes that work {arguments.work * 1000:.0f} ms {when} the number")
            print(f"{'':<22} {'numbers/s':>10} {'longest s':>10} {'duplicate':>10} {'gaps':>8} {'failed':>8}")
            for kind in KINDS:
                measure(arguments.database, kind, sequences, arguments, pauses)
    finally:
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["ir.sequence"].browse(sequences.values()).unlink()
            env["onestop.number.book"].search([("book", "=", BOOK)]).unlink()
            cr.execute("DROP TABLE number_book_benchmark")


if __name__ == "__main__":
    odoo.tools.config.parse_config([])
    main()
