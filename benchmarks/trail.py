#!/usr/bin/env python3
# ruff: noqa: T201  a benchmark prints its figures
"""Time of proving the chains of 100 000 events and the digests of their days, beside two yardsticks of the same run.

    ODOO_RC=odoo.conf python benchmarks/trail.py DATABASE

The yardsticks tell a slow proof from a slow machine: reading the rows by SQL alone, and hashing as many texts of the
same length.
"""

import hashlib

import workbench
from load import dossiers


def main():
    """Measure."""
    arguments = workbench.arguments(__doc__, events=100_000)
    with workbench.copy_of(arguments.database) as env:
        workbench.machine(env)
        count = 0
        while count < arguments.events:
            dossiers.make(env, max((arguments.events - count) // 5, 100), seed=count)
            count = env["onestop.dossier.event"].search_count([])
        workbench.settle(env)
        digest = env["onestop.trail.digest"]
        print(f"{count} events of {env['onestop.dossier'].search_count([])} dossiers")
        with workbench.timed("chains of all dossiers", count, "event"):
            whole = digest._verify_chains(None) == (None, count)
        with workbench.timed("signed digests of all days, made", count, "event"):
            digest._cron_digest()
        days = digest.search_count([])
        with workbench.timed(f"signed digests of {days} days, checked", count, "event"):
            whole &= digest._verify_digests(None, None) is None
        some = env["onestop.dossier"].search([("event_count", ">", 0)], limit=1)
        with workbench.timed("chain of one dossier", some.event_count, "event"):
            whole &= digest._verify_chains(some.ids) == (None, some.event_count)
        with workbench.timed("yardstick: read the rows", count, "event"):
            env.cr.execute("SELECT * FROM onestop_dossier_event ORDER BY dossier_id, id")
            rows = env.cr.fetchall()
        text = str(rows[0]).encode()
        with workbench.timed(f"yardstick: SHA-256 of {len(text)} bytes", count, "event"):
            for _row in rows:
                hashlib.sha256(text).hexdigest()
        print("whole" if whole else "broken")


if __name__ == "__main__":
    main()
