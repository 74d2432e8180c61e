"""Import and export of the catalogue from the command line."""

import json
from pathlib import Path

from launcher import process, setup
from launcher.database import Databases
from launcher.errors import Problem
from launcher.suite import DATABASE, demand

_RUNNER = Path(__file__).with_name("catalogue_runner.py")
FORMATS = (".json", ".xlsx")


def add_database_argument(parser):
    """Add the option that names the database."""
    parser.add_argument("--db", default=DATABASE, metavar="NAME", help="database (default: %(default)s)")


def request(project, database, **content):
    """Ask ``catalogue_runner.py``, whether the suite is being served or not, and return its answer.

    :raises Problem: if there is no such database, or it refuses.
    """
    runtime = setup.prepare(project, "run")
    with runtime.cluster.running():
        demand(Databases(runtime.cluster, runtime.data_dir), database)
        output = process.run(
            [runtime.python, _RUNNER, runtime.config, database, json.dumps(content)],
            env=runtime.environment(),
            cwd=runtime.home,
        )
    answer = json.loads(output.strip().splitlines()[-1])
    if answer.get("refused"):
        raise Problem(answer["refused"])
    return answer
