"""Let go of a user's authenticator, in Odoo but without its server.

Run as a script: ``python second_factor_runner.py CONFIG DATABASE LOGIN``. The last line is the answer as JSON.
"""

import json
import logging
import sys

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config


def main(config_file, database, login):
    """Do it and print the answer."""
    config.parse_config(["-c", config_file, "-d", database, "--no-http", "--log-level=warn"], setup_logging=True)
    logging.getLogger("odoo.tools.config").setLevel(logging.ERROR)
    registry = Registry(database)
    if "onestop.recovery.codes" not in registry:
        answer = {"refused": f"The database {database} has no One-Stop suite."}
    else:
        with registry.cursor() as cr:
            user = api.Environment(cr, SUPERUSER_ID, {})["res.users"].search([("login", "=", login)])
            if user:
                user._reset_second_factor()
            answer = {"refused": "" if user else f"Nobody signs in as {login}."}
        registry.signal_changes()
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
