# ruff: noqa: T201  a benchmark prints its figures
"""What the benchmarks on dossiers share: a copy of a database to work on, clocks, the machine."""

import argparse
import gc
import logging
import os
import platform
import secrets
import signal
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from time import perf_counter

import odoo
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
# now, because the modules that a benchmark imports next need to find our add-ons
odoo.tools.config.parse_config([])
odoo.modules.module.initialize_sys_path()


def arguments(doc, **numbers):
    """Read the command line: the database, and a number for each of ``numbers`` (name and default)."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", help="one with the suite and its demo data; the benchmark works on a copy of it")
    for name, default in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    logging.getLogger("odoo").setLevel(logging.ERROR)
    return parser.parse_args()


@contextmanager
def copy_of(database):
    """Copy a database to which nobody is connected, and give an environment of the superuser on the copy."""
    # so that the copy goes too when somebody ends the benchmark
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    name = f"bench_{secrets.token_hex(6)}"
    _alone("postgres", f'CREATE DATABASE "{name}" TEMPLATE "{database}"')
    try:
        registry = Registry(name)
        with registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {"lang": "vi_VN", "tz": "Asia/Ho_Chi_Minh"})
    finally:
        odoo.sql_db.close_all()
        _alone("postgres", f'DROP DATABASE "{name}"')


def settle(env):
    """Commit, and do what PostgreSQL does by itself some minutes after a change of so much."""
    env.cr.commit()
    _alone(env.cr.dbname, "VACUUM ANALYZE")


def _alone(database, statement):
    """Execute what PostgreSQL executes outside of transactions only."""
    with closing(odoo.sql_db.db_connect(database).cursor()) as cr:
        cr._cnx.autocommit = True
        cr.execute(statement)


@contextmanager
def timed(label, count, unit):
    """Print the seconds of a ``with`` block, and how long one of ``count`` took."""
    gc.collect()
    start = perf_counter()
    yield
    seconds = perf_counter() - start
    print(f"{label:<62}{seconds:9.3f} s {seconds / count * 1e6:10.1f} µs each {unit}", flush=True)


@contextmanager
def counted(env, label, repeat=1):
    """Print the time and the queries of a ``with`` block that does a thing ``repeat`` times."""
    queries, start = env.cr.sql_log_count, perf_counter()
    yield
    seconds = (perf_counter() - start) / repeat
    queries = (env.cr.sql_log_count - queries) / repeat
    print(f"{label:<62}{seconds * 1e3:9.1f} ms {queries:6.0f} queries", flush=True)


def machine(env):
    """Print what the figures were made with."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    env.cr.execute(
        "SELECT current_setting('server_version'), current_setting('shared_buffers'), current_setting('fsync')"
    )
    version, buffers, fsync = env.cr.fetchone()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {load}; Python {platform.python_version()};"
        f" PostgreSQL {version}, shared_buffers {buffers}, fsync {fsync}"
    )
