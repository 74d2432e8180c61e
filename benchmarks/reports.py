#!/usr/bin/env python3
# ruff: noqa: T201  a benchmark prints its figures
"""What a month's tables cost among 100 000 dossiers of 200 agencies, live and frozen, beside SQL written by hand.

    ODOO_RC=odoo.conf python benchmarks/reports.py DATABASE [--dossiers 1000000]

The yardsticks count the same month: over the narrow rows that the reports keep, and over the dossiers themselves, which is
what there would be without these rows. Both must give the figures of the table.
"""

from datetime import timedelta

import workbench
from load import communes, dossiers
from odoo.addons.onestop_reports.engine.meaning import Meaning, months_before

REPEAT = 5
ON_FACTS = """
    SELECT p.agency_id, count(*) FILTER (WHERE received_on >= %(first)s), count(*) FILTER (WHERE received_on < %(first)s),
           count(*) FILTER (WHERE settled_on <= %(last)s AND "end" NOT IN ('withdrawn', 'stopped') AND lead_settled_present > 1),
           count(*) FILTER (WHERE settled_on <= %(last)s AND "end" NOT IN ('withdrawn', 'stopped') AND lead_settled_present <= -2),
           count(*) FILTER (WHERE settled_on <= %(last)s), count(*) FILTER (WHERE settled_on > %(last)s),
           count(*) FILTER (WHERE settled_on > %(last)s AND due_on < %(last)s AND waiting = 'no'),
           count(*) FILTER (WHERE received_on >= %(first)s AND channel = 'online'),
           count(*) FILTER (WHERE received_on >= %(first)s AND channel <> 'online'),
           count(*) FILTER (WHERE settled_on <= %(last)s AND level = '3'), count(*) FILTER (WHERE settled_on <= %(last)s AND level = '4')
    FROM onestop_report_fact f JOIN onestop_report_place p ON p.id = f.competent_place_id
    WHERE valid_from <= %(last)s AND valid_to > %(last)s AND received_on <= %(last)s AND settled_on >= %(first)s GROUP BY 1
"""
ON_DOSSIERS = """
    WITH d AS (
        SELECT competent_agency_id, channel, service_level, state, waiting,
               (received_at + interval '7 hours')::date AS received_on, (due_at + interval '7 hours')::date AS due_on,
               (COALESCE(ready_at, closed_at) + interval '7 hours')::date AS settled_on
        FROM (SELECT *, state IN ('supplement', 'payment') AS waiting FROM onestop_dossier) one
        WHERE received_at < %(last)s::timestamp + interval '17 hours'
          AND (COALESCE(ready_at, closed_at) IS NULL OR COALESCE(ready_at, closed_at) >= %(first)s::timestamp - interval '7 hours')
    )
    SELECT competent_agency_id, count(*) FILTER (WHERE received_on >= %(first)s), count(*) FILTER (WHERE received_on < %(first)s),
           count(*) FILTER (WHERE settled_on <= %(last)s AND state <> 'withdrawn' AND settled_on < due_on),
           count(*) FILTER (WHERE settled_on <= %(last)s AND state <> 'withdrawn' AND settled_on > due_on),
           count(*) FILTER (WHERE settled_on <= %(last)s),
           count(*) FILTER (WHERE settled_on > %(last)s OR settled_on IS NULL),
           count(*) FILTER (WHERE (settled_on > %(last)s OR settled_on IS NULL) AND due_on < %(last)s AND NOT waiting),
           count(*) FILTER (WHERE received_on >= %(first)s AND channel = 'online'),
           count(*) FILTER (WHERE received_on >= %(first)s AND channel <> 'online'),
           count(*) FILTER (WHERE settled_on <= %(last)s AND service_level = '3'),
           count(*) FILTER (WHERE settled_on <= %(last)s AND service_level = '4')
    FROM d GROUP BY 1
"""


def measure(env, label, call):
    """Print the mean of some calls on an empty cache, after one; return what the first gave."""
    result = call()
    with workbench.counted(env, label, REPEAT):
        for _time in range(REPEAT):
            env.invalidate_all()
            call()
    return result


def main():
    """Measure."""
    arguments = workbench.arguments(__doc__, dossiers=100_000, agencies=200)
    with workbench.copy_of(arguments.database) as env:
        workbench.machine(env)
        agencies = communes.make(env, arguments.agencies, code="H98", password="benchmark")
        with workbench.timed(f"making {arguments.dossiers} dossiers", arguments.dossiers, "dossier"):
            dossiers.make(env, arguments.dossiers, agencies=agencies, open_share=0.1)
        # the generator knows no classification
        env.cr.execute(
            "UPDATE onestop_dossier SET service_level = (procedure_id %% 3 + 2)::text WHERE received_at IS NOT NULL", []
        )
        with workbench.timed("counting them for the reports", arguments.dossiers, "dossier"):
            env["onestop.report.fact"]._build()
        workbench.settle(env)
        env.cr.execute(
            "SELECT pg_total_relation_size('onestop_report_fact') / 1048576, count(*) FROM onestop_report_fact"
        )
        print("the rows of the reports take {} MiB, {} rows".format(*env.cr.fetchone()))
        first = months_before(env["onestop.agency"]._today(), 2)
        last = months_before(first, -1) - timedelta(days=1)
        days = {"first": first, "last": last}
        province = agencies.parent_id
        tables = env["onestop.report.table"]

        def sql(text):
            env.cr.execute(text, days)
            return env.cr.fetchall()

        print(f"\nthe month {first:%m/%Y}, {arguments.agencies} agencies")
        on_facts = measure(env, "SQL by hand on the rows of the reports", lambda: sql(ON_FACTS))
        on_dossiers = measure(env, "SQL by hand on the dossiers", lambda: sql(ON_DOSSIERS))

        def made(name):
            form = env["onestop.report.form"]._form(name, province, last)
            meaning = Meaning.from_dict({**form.meaning_id._meaning(first, last, last).as_dict()})
            scope = tables._scope(name, meaning, province)
            return scope, tables._fill(scope)

        filled = {}
        for name in ("monitoring", "ii06a", "ii06a-agency", "progress", "full-online", "digitisation"):
            scope, filled[name] = measure(env, f"table {name}, live", lambda name=name: made(name))
        ours = {row.key: row.values for row in filled["ii06a-agency"].rows}
        for rows in (on_facts, on_dossiers):
            theirs = {str(row[0]): row[1:] for row in rows if str(row[0]) in ours}
            same = all(
                (
                    values["online"] + values["desk"],
                    values["carried"],
                    values["early"],
                    values["late"],
                    values["done"],
                    values["open"],
                )
                == theirs[key][:6]
                for key, values in ours.items()
            )
            print("the same figures" if same else "OTHER FIGURES")
        form = env["onestop.report.form"]._form("monitoring", province, last)
        scope = tables._scope("monitoring", form.meaning_id._meaning(first, last, last), province)
        with workbench.counted(env, "closing the month"):
            closing = env["onestop.report.closing"]._close(
                scope, tables._document(scope, tables._fill(scope), form), form
            )
        measure(env, "table monitoring, of the closed month", closing._state)
        measure(env, "  … ready for the screen", lambda: closing.table)
        document = closing._document()
        for kind in ("xlsx", "pdf"):
            with workbench.counted(env, f"  … as {kind}"):
                tables._file(document, kind)


if __name__ == "__main__":
    main()
