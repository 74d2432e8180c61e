"""Fifty tills take money at the same moment: some are killed, some fail after the receipt was written.

Run as a script with ODOO_RC set: ``python receipt_crowd.py DATABASE PROCESSES``, on a database with demo data. Prints as JSON how the
processes ended, and what stands in the books of receipts afterwards.
"""

import json
import multiprocessing
import os
import random
import signal
import sys
import uuid

import odoo
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying

CLERK, CASHIER = "khaphong.tiepnhan", "khaphong.thuphi"
# certifying a signature: one charge of 10.000 đ
PROCEDURE = "2.000884"
DEEDS = ("commit", "fail", "killed_before", "killed_between")
WEIGHTS = (6, 2, 1, 1)


class Failed(Exception):
    """What may go wrong after the money was taken, before it is stored."""


def receive(env, count):
    """Ids of dues of so many new dossiers."""
    clerk = env["res.users"].search([("login", "=", CLERK)])
    procedure = env["onestop.procedure"].search([("code", "=", PROCEDURE)])
    agency = clerk.onestop_staff_ids.agency_id[:1]
    dossiers = env["onestop.dossier"].with_user(clerk)
    version = procedure.current_version_id
    case = version.case_ids[:1]
    due_ids = []
    for number in range(count):
        answer = dossiers.receive(
            {
                "client_uuid": str(uuid.uuid4()),
                "agency_id": agency.id,
                "procedure_id": procedure.id,
                "applicant_name": f"Nguyễn Văn Thử {number}",
                "applicant_address": "Thôn Một",
                "case_id": case.id,
                "documents": [
                    {"component_id": paper["component_id"], "handed_in": True} for paper in version._paper_vals(case.id)
                ],
            }
        )
        due_ids += dossiers.browse(answer["id"]).due_ids.ids
    return due_ids


def work(database, due_id, seed, barrier):
    """Take the money of one due."""
    registry = Registry(database)
    [deed] = random.Random(seed).choices(DEEDS, WEIGHTS)
    barrier.wait()
    try:
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})

            def take():
                if deed == "killed_between":
                    cr.postcommit.add(lambda: os.kill(os.getpid(), signal.SIGKILL))
                cashier = env["res.users"].search([("login", "=", CASHIER)])
                due = env["onestop.fee.due"].with_user(cashier).browse(due_id)
                env["onestop.fee.payment"].with_user(cashier)._collect(due, "transfer", due.remaining, reference="FT")
                if deed == "fail":
                    cr.flush()
                    raise Failed
                if deed == "killed_before":
                    # the number is allotted by then, and nothing is committed
                    cr.flush()
                    os.kill(os.getpid(), signal.SIGKILL)

            retrying(take, env)
    except Failed:
        sys.exit(3)


def main(database, processes):
    """Let the tills open."""
    registry = Registry(database)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        due_ids = receive(env, processes)
    odoo.sql_db.close_all()
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(processes)
    crowd = [
        context.Process(target=work, args=(database, due_id, seed, barrier)) for seed, due_id in enumerate(due_ids)
    ]
    for process in crowd:
        process.start()
    for process in crowd:
        process.join()
    with registry.cursor() as cr:
        cr.execute(
            "SELECT s.id, array_agg(r.number ORDER BY r.number) FROM onestop_fee_receipt r"
            " JOIN onestop_fee_receipt_series s ON s.id = r.series_id GROUP BY s.id"
        )
        numbers = [row[1] for row in cr.fetchall()]
        cr.execute(
            "SELECT count(*) FILTER (WHERE p.state = 'done'), count(r.id) FROM onestop_fee_payment p"
            " JOIN onestop_fee_payment_line l ON l.payment_id = p.id"
            " LEFT JOIN onestop_fee_receipt r ON r.payment_id = p.id WHERE l.due_id = ANY(%s)",
            [due_ids],
        )
        payments, receipts = cr.fetchone()
        cr.execute("SELECT count(*) FROM onestop_fee_due WHERE id = ANY(%s) AND state = 'paid'", [due_ids])
        [paid] = cr.fetchone()
    ends = [process.exitcode for process in crowd]
    sys.stdout.write(
        json.dumps({"ends": ends, "numbers": numbers, "payments": payments, "receipts": receipts, "paid": paid})
    )


if __name__ == "__main__":
    odoo.tools.config.parse_config([])
    main(sys.argv[1], int(sys.argv[2]))
