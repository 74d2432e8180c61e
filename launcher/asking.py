"""Ask something of a database, in Odoo but without its server."""

import json
from pathlib import Path

from launcher import process, setup
from launcher.database import Databases
from launcher.errors import Problem
from launcher.suite import demand


def ask(project, database, runner, *arguments):
    """Run a script beside this file with Odoo, whether the suite is being served or not, and return its answer.

    :param runner: the file's name; its last line is the answer as JSON
    :raises Problem: if there is no such database, or it refuses (``refused`` of the answer).
    """
    runtime = setup.prepare(project, "run")
    with runtime.cluster.running():
        demand(Databases(runtime.cluster, runtime.data_dir), database)
        output = process.run(
            [runtime.python, Path(__file__).with_name(runner), runtime.config, database, *arguments],
            env=runtime.environment(),
            cwd=runtime.home,
        )
    answer = json.loads(output.strip().splitlines()[-1])
    if answer.get("refused"):
        raise Problem(answer["refused"])
    return answer
