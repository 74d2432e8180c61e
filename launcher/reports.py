"""Reports from the command line."""

import json
from pathlib import Path

from launcher import process, setup
from launcher.database import Databases
from launcher.errors import Problem
from launcher.suite import demand

_RUNNER = Path(__file__).with_name("reports_runner.py")
FORMATS = (".xlsx", ".pdf", ".csv", ".json")


def ask(project, database, **request):
    """Have Odoo do what ``reports_runner`` describes, whether the suite is being served or not, and return its answer.

    :raises Problem: if there is no such database, or it refuses.
    """
    runtime = setup.prepare(project, "run")
    with runtime.cluster.running():
        demand(Databases(runtime.cluster, runtime.data_dir), database)
        output = process.run(
            [runtime.python, _RUNNER, runtime.config, database, json.dumps(request)],
            env=runtime.environment(),
            cwd=runtime.home,
        )
    answer = json.loads(output.strip().splitlines()[-1])
    if answer.get("refused"):
        raise Problem(answer["refused"])
    return answer
