"""Prove the trail of one database, in Odoo but without its server.

Run as a script: ``python trail_runner.py CONFIG DATABASE REQUEST``, where REQUEST is JSON with ``day_from``, ``day_to``
(ISO dates or null) and ``dossier`` (a code or null). The last line is the answer as JSON: ``refused``, or ``events`` and
``broken``, the first place that does not hold in words.
"""

import json
import logging
import sys
from datetime import date

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config


def main(config_file, database, request):
    """Do what is asked and print the answer."""
    config.parse_config(["-c", config_file, "-d", database, "--no-http", "--log-level=warn"], setup_logging=True)
    logging.getLogger("odoo.tools.config").setLevel(logging.ERROR)
    registry = Registry(database)
    if "onestop.trail.digest" not in registry:
        answer = {"refused": f"The database {database} has no One-Stop suite."}
    else:
        with registry.cursor() as cr:
            answer = _verify(api.Environment(cr, SUPERUSER_ID, {"lang": "en_US"}), **json.loads(request))
    sys.stdout.write(json.dumps(answer) + "\n")


def _verify(env, dossier, day_from, day_to):
    ids = None
    if dossier:
        ids = env["onestop.dossier"].search([("code", "=", dossier)]).ids
        if not ids:
            return {"refused": f"There is no dossier {dossier}."}
    broken, events = env["onestop.trail.digest"]._verify(
        ids, day_from and date.fromisoformat(day_from), day_to and date.fromisoformat(day_to)
    )
    return {"events": events, "broken": env["onestop.trail.check"]._describe(broken) if broken else ""}


if __name__ == "__main__":
    main(*sys.argv[1:])
