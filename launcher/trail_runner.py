"""Prove or export the trail of one database, in Odoo but without its server.

Run as a script: ``python trail_runner.py CONFIG DATABASE REQUEST``, where REQUEST is JSON with ``dossier`` (a code or
null), ``files`` (whether to read all files), ``states`` (signed notes kept elsewhere), ``export`` (the path of a new file, or null) and ``event`` (the number of an
event of the dossier, whose proof is to be exported, or null); or with ``replace_key``. The last line is the answer as JSON: ``refused``, or
``text`` and ``broken``, whether something does not hold.
"""

import json
import logging
import sys

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tools import config


def main(config_file, database, request):
    """Do what is asked and print the answer."""
    config.parse_config(["-c", config_file, "-d", database, "--no-http", "--log-level=warn"], setup_logging=True)
    logging.getLogger("odoo.tools.config").setLevel(logging.ERROR)
    registry = Registry(database)
    if "onestop.trail.head" not in registry:
        answer = {"refused": f"The database {database} has no One-Stop suite."}
    else:
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"lang": "en_US"})
            request = json.loads(request)
            if request.pop("replace_key", False):
                answer = _replace_key(env)
            else:
                answer = _export(env, **request) if request["export"] else _verify(env, **request)
    sys.stdout.write(json.dumps(answer) + "\n")


def _replace_key(env):
    try:
        return {"text": str(env["onestop.trail.head"]._replace_key()), "broken": False}
    except UserError as error:
        return {"refused": str(error)}


def _verify(env, dossier, files, states, **_export):
    from odoo.addons.onestop_core.engine.trail_export import tell

    ids = None
    if dossier:
        ids = env["onestop.dossier"].search([("code", "=", dossier)]).ids
        if not ids:
            return {"refused": f"There is no dossier {dossier}."}
    report = env["onestop.trail.check"]._audit(ids, with_files=files, states=states)
    return {"text": tell(report), "broken": bool(report.findings)}


def _export(env, dossier, event, export, **_verify):
    from odoo.addons.onestop_core.engine.trail_export import write_export
    from odoo.addons.onestop_core.models.trail.trail_source import DatabaseSource

    try:
        if event is None:
            write_export(export, DatabaseSource(env))
        else:
            found = env["onestop.dossier.event"].search([("dossier_id.code", "=", dossier), ("number", "=", event)])
            if not found:
                return {"refused": f"There is no event {event} of a dossier {dossier}."}
            with open(export, "x", encoding="utf-8") as file:
                file.write(env["onestop.trail.head"]._proof(found))
    except UserError as error:
        return {"refused": str(error)}
    except OSError as error:
        return {"refused": f"{export} cannot be written: {error.strerror}."}
    return {"text": str(env["onestop.trail.head"]._verifier_key()), "broken": False}


if __name__ == "__main__":
    main(*sys.argv[1:])
