"""Make a report of one database, or take earlier dossiers over into it, in Odoo but without its server.

Run as a script: ``python reports_runner.py CONFIG DATABASE REQUEST``, where REQUEST is JSON: ``{"list": true}``; or the ``name``
of a report, the code of an ``agency``, ``date_from``, ``date_to``, ``cut_off`` and ``out``, the path of the file; or ``history``,
the path of a file with earlier dossiers, ``dry_run``, ``create_missing`` and ``below``. The last line is the answer as JSON.
"""

import base64
import json
import logging
import sys
from datetime import date
from pathlib import Path

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tools import config


def main(config_file, database, request):
    """Do what is asked and print the answer."""
    config.parse_config(["-c", config_file, "-d", database, "--no-http", "--log-level=warn"], setup_logging=True)
    logging.getLogger("odoo.tools.config").setLevel(logging.ERROR)
    request = json.loads(request)
    registry = Registry(database)
    if "onestop.report.table" not in registry:
        answer = {"refused": f"The database {database} has no reports: install onestop_reports."}
    else:
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"lang": "en_US", "tz": "Asia/Ho_Chi_Minh"})
            answer = _take_over(env, request) if "history" in request else _answer(env, request)
            if answer.get("refused"):
                cr.rollback()
    sys.stdout.write(json.dumps(answer) + "\n")


def _answer(env, request):
    try:
        if request.get("list"):
            return {"reports": env["onestop.report.table"]._names()}
        agency = env["onestop.agency"].search([("code", "=", request["agency"])])
        if not agency:
            return {"refused": f"There is no agency with the code {request['agency']}."}
        days = {name: date.fromisoformat(request[name]) for name in ("date_from", "date_to", "cut_off")}
        scope, made = env["onestop.report.table"]._made(request["name"], agency, **days)
        out = Path(request["out"])
        out.write_bytes(env["onestop.report.table"]._file(made, out.suffix[1:]))
    except UserError as error:
        return {"refused": str(error)}
    except OSError as error:
        return {"refused": f"{request['out']} cannot be written: {error.strerror}."}
    findings = [
        f"{made.filled.row(one.row).label}: {one.words} ({one.left} ≠ {one.right})" for one in made.filled.findings
    ]
    return {"rows": len(made.filled.rows), "findings": findings, "agency": scope.top.code}


def _take_over(env, request):
    path = Path(request["history"])
    agencies = env["onestop.agency"]
    below = agencies.search(
        [("code", "=", request["below"])] if request["below"] else [("parent_id", "=", False)], limit=1
    )
    if not below:
        return {"refused": f"There is no agency with the code {request['below']}."}
    try:
        record = env["onestop.history.import"].create(
            {
                "file": base64.b64encode(path.read_bytes()),
                "file_name": path.name,
                "create_missing": request["create_missing"],
                "parent_id": below.id,
            }
        )
        record.action_check()
        if not request["dry_run"] and not record.error_count:
            record._take_over()
    except UserError as error:
        return {"refused": str(error)}
    reasons = dict(record.error_ids._fields["reason"]._description_selection(env))
    errors = [
        {
            "line": one.line,
            "column": one.column,
            "heading": one.heading,
            "reason": reasons[one.reason],
            "value": one.value or "",
        }
        for one in record.error_ids
    ]
    answer = {"new": record.new_count, "known": record.known_count, "faults": record.error_count, "errors": errors}
    if request["dry_run"] or record.error_count:
        env.cr.rollback()
    return answer


if __name__ == "__main__":
    main(*sys.argv[1:])
