"""Many processes take numbers of one book that has no gap: some fail, some take a part back, some are killed.

Run as a script with ODOO_RC set: ``python gapless_crowd.py DATABASE PROCESSES EACH``. Prints as JSON which numbers stand in the
table afterwards, and how the processes ended.
"""

import json
import multiprocessing
import os
import random
import signal
import sys

import odoo
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tools import SQL

USED = SQL("SELECT max(number) FROM gapless_crowd")
# what a process does with a number, and how often
DEEDS = ("commit", "at_commit", "fail", "take_back", "killed_before", "killed_between")
WEIGHTS = (8, 8, 4, 4, 1, 1)


class Failed(Exception):
    """What a reception may fail with after it has its number."""


def write(env, number):
    """Use the number."""
    env.cr.execute(SQL("INSERT INTO gapless_crowd (number) VALUES (%s)", number))


def take(env, deed):
    """Take a number, and do with it what ``deed`` says."""
    book = env["onestop.number.book"]
    # a request has read something before it comes to its number
    env.cr.execute("SELECT count(*) FROM gapless_crowd")
    if deed == "take_back":
        try:
            with env.cr.savepoint():
                write(env, book._allot_held("crowd", "2026", USED))
                raise Failed
        except Failed:
            write(env, book._allot_held("crowd", "2026", USED))
        return
    if deed == "at_commit":
        book._allot_at_commit("crowd", "2026", USED, lambda number, _last: write(env, number))
        return
    if deed == "killed_between":
        # the first transaction is committed then, and the one beside it is not
        env.cr.postcommit.add(lambda: os.kill(os.getpid(), signal.SIGKILL))
    write(env, book._allot_held("crowd", "2026", USED))
    if deed == "killed_before":
        os.kill(os.getpid(), signal.SIGKILL)
    if deed == "fail":
        raise Failed


def work(database, each, seed, barrier):
    """Take ``each`` numbers, one after the other."""
    chance = random.Random(seed)
    registry = Registry(database)
    barrier.wait()
    for _ in range(each):
        [deed] = chance.choices(DEEDS, WEIGHTS)
        try:
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                retrying(lambda env=env, deed=deed: take(env, deed), env)
        except Failed:
            continue


def main(database, processes, each):
    """Let the crowd loose."""
    registry = Registry(database)
    with registry.cursor() as cr:
        cr.execute("CREATE TABLE gapless_crowd (number integer PRIMARY KEY)")
    # the processes inherit the registry, but may not share its connections
    odoo.sql_db.close_all()
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(processes)
    crowd = [context.Process(target=work, args=(database, each, seed, barrier)) for seed in range(processes)]
    for process in crowd:
        process.start()
    for process in crowd:
        process.join()
    with registry.cursor() as cr:
        # one more, by somebody who comes afterwards
        env = api.Environment(cr, SUPERUSER_ID, {})
        write(env, env["onestop.number.book"]._allot_held("crowd", "2026", USED))
    with registry.cursor() as cr:
        cr.execute("SELECT number FROM gapless_crowd ORDER BY number")
        numbers = [number for (number,) in cr.fetchall()]
        cr.execute("SELECT last_number FROM onestop_number_book WHERE book = 'crowd'")
        [last] = cr.fetchone()
    ends = [process.exitcode for process in crowd]
    sys.stdout.write(json.dumps({"numbers": numbers, "last": last, "ends": ends}))


if __name__ == "__main__":
    odoo.tools.config.parse_config([])
    main(sys.argv[1], *map(int, sys.argv[2:]))
