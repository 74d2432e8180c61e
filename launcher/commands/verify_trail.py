"""prove that nobody has changed the history of the dossiers

Every event of a dossier is chained to the one before, and each day has a
signed digest. Prints "whole" with the number of events in the chains that
were followed, or the first place that does not hold; then the exit code is 1.
"""

import json
from datetime import date
from pathlib import Path

from launcher import console, process, setup
from launcher.database import Databases
from launcher.errors import Problem
from launcher.suite import DATABASE, demand

_RUNNER = Path(__file__).parents[1] / "trail_runner.py"


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("--db", default=DATABASE, metavar="NAME", help="database (default: %(default)s)")
    parser.add_argument(
        "--from",
        dest="day_from",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="first day whose signed digest is checked (default: the first of all)",
    )
    parser.add_argument(
        "--to",
        dest="day_to",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="last day whose signed digest is checked (default: the last of all)",
    )
    parser.add_argument("--dossier", metavar="CODE", help="follow only the chain of this dossier (default: all chains)")


def run(args, project):
    """Follow the chains, check the digests, and say what was found."""
    request = {
        "dossier": args.dossier,
        "day_from": args.day_from and args.day_from.isoformat(),
        "day_to": args.day_to and args.day_to.isoformat(),
    }
    runtime = setup.prepare(project, "run")
    with runtime.cluster.running():
        demand(Databases(runtime.cluster, runtime.data_dir), args.db)
        output = process.run(
            [runtime.python, _RUNNER, runtime.config, args.db, json.dumps(request)],
            env=runtime.environment(),
            cwd=runtime.home,
        )
    answer = json.loads(output.strip().splitlines()[-1])
    if answer.get("refused"):
        raise Problem(answer["refused"])
    if answer["broken"]:
        console.say(f"broken: {answer['broken']}")
        return 1
    console.say(f"whole, {answer['events']} events")
    return 0
