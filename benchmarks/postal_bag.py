#!/usr/bin/env python3
# ruff: noqa: T201  a benchmark prints its figures
"""A bag of dossiers by scanning: what a scan costs as it fills, and what signing for all of it costs.

    ODOO_RC=odoo.conf python benchmarks/postal_bag.py DATABASE [--bag 500]

The database must have the suite with its demo data. Scans are calls of ``onestop.postal.handover.scan`` as the clerk of the
post, each on an empty cache and written to the database, as a request is. The yardsticks are one row by SQL alone, and one
created in Odoo's simplest model.
"""

import uuid
from time import perf_counter

import workbench

CLERK, DESK = "binhluc.buudien", "kimbang.tiepnhan"
OFFICE, AGENCY, PROCEDURE = "BLC", "agency_kim_bang", "2.000635"


def packets(env, count):
    """Packets that the post office has accepted for the agency: their numbers."""
    user = env["res.users"].search([("login", "=", CLERK)])
    procedure = env["onestop.procedure"].search([("code", "=", PROCEDURE)])
    version, case = procedure.current_version_id, procedure.current_version_id.case_ids[:1]
    papers = [
        {"component_id": paper["component_id"], "handed_in": True, "copies": 1}
        for paper in version._paper_vals(case.id)
    ]
    office = env["onestop.postal.office"].search([("code", "=", OFFICE)])
    shipments = env["onestop.postal.shipment"].with_user(user)
    names = []
    for number in range(count):
        answer = shipments.accept(
            {
                "client_uuid": str(uuid.uuid4()),
                "agency_id": env.ref(f"onestop_core.{AGENCY}").id,
                "procedure_id": procedure.id,
                "case_id": case.id,
                "applicant_name": f"Nguyễn Văn Số {number}",
                "applicant_phone": f"09{number:08d}",
                "applicant_address": "Thị trấn Bình Mỹ",
                "result_channel": "direct",
                "documents": papers,
                "postal": {
                    "office_id": office.id, "weight": 90, "page_count": 4, "sealed": True, "seal_number": f"B{number}",
                },
            }
        )  # fmt: skip
        names.append(answer["name"])
    return user, office, names


def of_hundred(seconds, part):
    """The value below which ``part`` of a hundred lie, in milliseconds."""
    return sorted(seconds)[max(round(len(seconds) * part / 100) - 1, 0)] * 1e3


def show(label, seconds, queries=0):
    """Print what calls took."""
    print(
        f"{label:<46}{of_hundred(seconds, 50):8.1f} ms {of_hundred(seconds, 95):8.1f} ms {max(seconds) * 1e3:8.1f} ms"
        + (f" {queries:6.1f} queries" if queries else ""),
        flush=True,
    )


def yardsticks(env, count):
    """One row by SQL alone, and one in Odoo's simplest model."""
    by_sql, by_odoo = [], []
    for number in range(count):
        start = perf_counter()
        env.cr.execute(
            "INSERT INTO res_partner_category (name, active, create_date) VALUES (jsonb_build_object('en_US', %s), TRUE, now())",
            [f"A{number}"],
        )
        by_sql.append(perf_counter() - start)
    for number in range(count):
        env.flush_all()
        env.invalidate_all()
        start = perf_counter()
        env["res.partner.category"].create({"name": f"B{number}"})
        env.flush_all()
        by_odoo.append(perf_counter() - start)
    show("yardstick: a row by SQL", by_sql)
    show("yardstick: create in res.partner.category", by_odoo)


def main():
    """Measure."""
    arguments = workbench.arguments(__doc__, bag=500)
    with workbench.copy_of(arguments.database) as env:
        workbench.machine(env)
        with workbench.timed(f"accepting {arguments.bag} packets", arguments.bag, "packet"):
            user, office, names = packets(env, arguments.bag)
        workbench.settle(env)
        slip = (
            env["onestop.postal.handover"]
            .with_user(user)
            .create({"agency_id": env.ref(f"onestop_core.{AGENCY}").id, "office_id": office.id})
        )
        env.flush_all()
        seconds, queries = [], []
        for name in names:
            env.invalidate_all()
            before, start = env.cr.sql_log_count, perf_counter()
            answer = slip.scan(name, str(uuid.uuid4()))
            env.flush_all()
            seconds.append(perf_counter() - start)
            queries.append(env.cr.sql_log_count - before)
            if answer["status"] != "added":
                raise SystemExit(answer["message"])
        print(f"\na bag of {len(names)} on one slip{'':<17}   median       p95   longest")
        show("scan, all of them", seconds, sum(queries) / len(queries))
        show("scan, the first fifty", seconds[:50], sum(queries[:50]) / 50)
        show("scan, the last fifty", seconds[-50:], sum(queries[-50:]) / 50)
        yardsticks(env, 200)
        print()
        with workbench.counted(env, "offering the slip"):
            slip.action_offer()
            env.flush_all()
        taker = slip.with_user(env["res.users"].search([("login", "=", DESK)]))
        env.invalidate_all()
        with workbench.counted(env, f"signing for {len(names)}: all received, or none"):
            taker.action_sign()
            env.flush_all()


if __name__ == "__main__":
    main()
