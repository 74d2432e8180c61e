#!/usr/bin/env python3
# ruff: noqa: T201  a benchmark prints its figures
"""How long a clerk waits for a person to be found, by every kind of key, among more and more dossiers; beside raw SQL.

    ODOO_RC=odoo.conf python benchmarks/find_person.py DATABASE [--least 10000] [--most 1000000]

The dossiers are made by INSERT … SELECT: they have people, agencies and dates, as the search needs them, and neither
papers nor a history. Every call is what the Counter asks, ``find_person``, as a receptionist with the rules that hide
other agencies' dossiers, on an empty cache of records. The yardstick is one row by the same key in SQL, without rules.
"""

from time import perf_counter

import workbench
from load import communes
from odoo.addons.onestop_core.demo.people import FEMALE_NAMES, MALE_NAMES, SURNAMES
from odoo.addons.onestop_core.engine.names import name_key

AGENCIES = 100
REPEAT = 20
# people of whom there are a few at the desk that asks, among however many others
WANTED = {
    "identity number": ("applicant_identity", "035190000777", "035.190.000.777"),
    "passport": ("applicant_identity", "C7654321", "c7654321"),
    "old number": ("applicant_identity", "168000777", "168 000 777"),
    "old number in the second field": ("applicant_old_identity", "168000778", "168000778"),
    "tax code of a branch": ("applicant_identity", "0100233488-077", "0100233488077"),
    "phone": ("applicant_phone", "0912000777", "+84 912.000.777"),
    "second phone": ("applicant_phone", "0912000778; 0912000779", "0912000779"),
}
NAMES = {
    "rare name": "ksor hbia",
    "full name that many have": "Nguyễn Văn Hùng",
    "two words that very many have": "nguyen thi",
    "one word that most have": "nguyen",
    "what nobody is called": "zzyzx",
}


def make(env, agencies, first, last):
    """Insert the dossiers with the numbers from ``first`` to below ``last``."""
    names = [f"{surname} {given}" for surname in SURNAMES for given in (*MALE_NAMES, *FEMALE_NAMES)]
    procedure = env["onestop.procedure"].search([("current_version_id", "!=", False)], limit=1)
    env.cr.execute(
        """
        CREATE TEMPORARY TABLE made_name ON COMMIT DROP AS
        SELECT * FROM unnest(%(names)s, %(keys)s) WITH ORDINALITY AS n(name, key, number);
        WITH made AS (
            INSERT INTO onestop_dossier (
                code, state, procedure_id, version_id, sector_id, received_agency_id, competent_agency_id, holder_agency_id,
                applicant_kind, applicant_name, applicant_name_key, applicant_identity, applicant_phone, applicant_address,
                origin, channel, result_channel, received_at, due_at, closed_at, set_count, revision, create_uid, create_date
            )
            SELECT 'B' || n, 'returned', %(procedure)s, %(version)s, %(sector)s, agency, agency, agency,
                'person', made_name.name,
                made_name.key || ' ' || agency || '/' || replace(made_name.key, ' ', ' ' || agency || '/'), '036' || lpad((n %% 1000000000)::text, 9, '0'),
                '098' || lpad((n %% 10000000)::text, 7, '0'), 'Thôn ' || n %% 9,
                %(origin)s, 'direct', 'direct', now(), now(), now(), 1, 1, 1, now()
            FROM (SELECT n, (%(agencies)s)[1 + n %% cardinality(%(agencies)s)] AS agency,
                         -- a draw that is the same in every run: the surname and the rest do not follow the agency
                         1 + (n::bigint * 2654435761 %% 4294967296) %% %(count)s AS draw
                  FROM generate_series(%(first)s, %(last)s - 1) AS n) row
            JOIN made_name ON made_name.number = row.draw
            RETURNING id, received_agency_id
        )
        INSERT INTO onestop_dossier_agency_rel (dossier_id, agency_id) SELECT id, received_agency_id FROM made
        """,
        {
            "names": names,
            "keys": [name_key(name) for name in names],
            "count": len(names),
            "agencies": agencies.ids,
            "origin": env["onestop.dossier"].default_get(["origin"])["origin"],
            "procedure": procedure.id,
            "version": procedure.current_version_id.id,
            "sector": procedure.sector_id.id,
            "first": first,
            "last": last,
        },
    )


def receive_wanted(env, agency):
    """A dossier of each person who will be looked for, among the first of all."""
    procedure = env["onestop.procedure"].search([("current_version_id", "!=", False)], limit=1)
    for column, stored, _typed in WANTED.values():
        env["onestop.dossier"].create(
            {
                "procedure_id": procedure.id,
                "received_agency_id": agency.id,
                "applicant_name": "Trần Thị Tìm",
                column: stored,
            }
        )
    env["onestop.dossier"].create(
        {"procedure_id": procedure.id, "received_agency_id": agency.id, "applicant_name": "Ksor H'Bia"}
    )


def milliseconds(call):
    """The median of some calls, after one that fills what lives longer than a request."""
    call()
    times = []
    for _time in range(REPEAT):
        start = perf_counter()
        call()
        times.append((perf_counter() - start) * 1e3)
    return sorted(times)[REPEAT // 2]


def measure(env, app):
    """``{label: (milliseconds of the Counter, of the yardstick)}``."""
    figures = {}
    searches = {label: (column, stored, typed) for label, (column, stored, typed) in WANTED.items()}
    searches |= {label: (None, None, typed) for label, typed in NAMES.items()}
    for label, (column, stored, typed) in searches.items():

        def find(typed=typed):
            env.invalidate_all()
            return app.find_person(typed)

        expected = label != "what nobody is called"
        assert bool(find()) == expected, label
        raw = None
        if column == "applicant_phone":
            numbers = "string_to_array(applicant_phone, '; ')"
            raw = (
                f"SELECT applicant_name FROM onestop_dossier WHERE applicant_phone IS NOT NULL AND {numbers} @> %s LIMIT 1",  # nosec B608 - the columns are written here
                stored.split("; ")[-1:],
            )
        elif column:
            # the columns are written here
            raw = (f"SELECT applicant_name FROM onestop_dossier WHERE {column} = %s LIMIT 1", stored)  # nosec B608
        figures[label] = (
            milliseconds(find),
            milliseconds(lambda raw=raw: (env.cr.execute(raw[0], [raw[1]]), env.cr.fetchall())) if raw else None,
        )
    return figures


def main():
    """Measure."""
    arguments = workbench.arguments(__doc__, least=10_000, most=1_000_000)
    with workbench.copy_of(arguments.database) as env:
        workbench.machine(env)
        agencies = communes.make(env, AGENCIES, code="H98", password="benchmark")
        receive_wanted(env, agencies[0])
        clerk = env["res.users"].search([("login", "=", "receptionist.1")])
        app = env["onestop.counter.app"].with_user(clerk)
        sizes, made, size = {}, 0, arguments.least
        while size <= arguments.most:
            with workbench.timed(f"making dossiers up to {size}", size - made, "dossier"):
                make(env, agencies, made, size)
            workbench.settle(env)
            sizes[size] = measure(env, app)
            made, size = size, size * 10
        print(f"\n{'find_person, median ms':<36}" + "".join(f"{size:>12}" for size in sizes))
        for label in next(iter(sizes.values())):
            print(f"{label:<36}" + "".join(f"{figures[label][0]:12.1f}" for figures in sizes.values()))
        print(f"{'raw SQL, one row by the same key':<36}")
        for label, (_time, raw) in next(iter(sizes.values())).items():
            if raw is not None:
                print(f"{'  ' + label:<36}" + "".join(f"{figures[label][1]:12.1f}" for figures in sizes.values()))


if __name__ == "__main__":
    main()
