"""let go of somebody's lost authenticator

Their recovery codes and trusted devices end too; at the next sign-in they set up
an authenticator anew, after their password. See first that it is really they who
ask: whoever knows the password comes in by this.
"""

import json
from pathlib import Path

from launcher import console, process, setup
from launcher.database import Databases
from launcher.errors import Problem
from launcher.suite import DATABASE, demand

_RUNNER = Path(__file__).parent.parent / "second_factor_runner.py"


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("login", metavar="LOGIN", help="whose authenticator is lost")
    parser.add_argument("--db", default=DATABASE, metavar="NAME", help="database (default: %(default)s)")


def run(args, project):
    """Ask ``second_factor_runner.py``, whether the suite is being served or not."""
    runtime = setup.prepare(project, "run")
    with runtime.cluster.running():
        demand(Databases(runtime.cluster, runtime.data_dir), args.db)
        output = process.run(
            [runtime.python, _RUNNER, runtime.config, args.db, args.login],
            env=runtime.environment(),
            cwd=runtime.home,
        )
    answer = json.loads(output.strip().splitlines()[-1])
    if answer["refused"]:
        raise Problem(answer["refused"])
    console.say(f"{args.login} has no authenticator any more, and sets one up at the next sign-in.")
    return 0
