"""Import or export the catalogue of one database, in Odoo but without its server.

Run as a script: ``python catalogue_runner.py CONFIG DATABASE REQUEST``, where REQUEST is JSON: ``{"export": FILE}``,
or ``{"import": FILE, "dry_run": …, "complete": …, "strict": …, "valid_from": …}``. The last line is the answer as JSON; nothing of an
import is kept unless all of it was applied.
"""

import base64
import json
import logging
import sys
from pathlib import Path

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tools import config

_COUNTS = ("new", "changed", "renumbered", "ended", "kept", "unchanged", "error")


def main(config_file, database, request):
    """Do what is asked and print the answer."""
    config.parse_config(["-c", config_file, "-d", database, "--no-http", "--log-level=warn"], setup_logging=True)
    logging.getLogger("odoo.tools.config").setLevel(logging.ERROR)
    request = json.loads(request)
    registry = Registry(database)
    if "onestop.catalogue.import" not in registry:
        answer = {"refused": f"The database {database} has no One-Stop suite."}
    else:
        with registry.cursor() as cr:
            language = api.Environment(cr, SUPERUSER_ID, {})["res.lang"]._get_code("vi_VN") or "en_US"
            env = api.Environment(cr, SUPERUSER_ID, {"lang": language, "tz": "Asia/Ho_Chi_Minh"})
            answer = _export(env, request["export"]) if "export" in request else _import(env, request)
            if not answer.get("applied"):
                cr.rollback()
        registry.signal_changes()
    sys.stdout.write(json.dumps(answer) + "\n")


def _export(env, file):
    path = Path(file)
    content = env["onestop.procedure"]._catalogue_file(path.suffix[1:])
    path.write_bytes(content)
    return {"exported": file}


def _import(env, request):
    path = Path(request["import"])
    vals = {
        "file": base64.b64encode(path.read_bytes()),
        "file_name": path.name,
        "complete": request["complete"],
        "strict": request["strict"],
    }
    if request["valid_from"]:
        vals["valid_from"] = request["valid_from"]
    answer = {"applied": False, "refused": ""}
    try:
        record = env["onestop.catalogue.import"].create(vals)
        record.action_check()
        answer["counts"] = {name: record[f"{name}_count"] for name in _COUNTS}
        answer["lines"] = [_line(line) for line in record.line_ids if line.action != "unchanged" or line.decision]
        if not request["dry_run"] and not (record.strict and record.error_count) and record.to_do_count:
            answer["applied"] = record._apply()
            env.flush_all()
    except UserError as error:
        answer["refused"] = str(error)
    return answer


def _line(line):
    """What the check found of a procedure: all changes, and what nobody has decided yet."""
    questions = line.question_ids.filtered("is_open")
    return {
        "action": line.action,
        "line": line.line,
        "code": line.code,
        "name": line.name,
        "message": line._place_words() if line.action == "error" else line.message,
        "changes": [line._words(row) for row in line.changes or []],
        "open": [f"{question.subject}: {question.message} {question.said}" for question in questions],
        "without_due_date": line.without_due_date,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
