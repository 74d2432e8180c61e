"""remove the database with all its data

The next `./onestop run` makes a new one. What was fetched is kept.
"""

import shutil

from launcher import console, locks


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument(
        "--all", action="store_true", help="remove also Odoo, the Python environment and the test databases"
    )


def run(args, project):
    """Ask, then remove. Downloaded files stay in the cache."""
    doomed = ["postgres/run", "run"]
    if args.all:
        doomed += ["postgres", "test", "odoo", "venv", "sysroot", "sysroot.done", "pg0", "node", "tmp"]
    with (
        locks.hold(project, "run", "./onestop reset"),
        locks.hold(project, "test", "./onestop reset"),
        locks.hold(project, "postgres-run", "./onestop reset"),
    ):
        console.confirm("Remove the database with all its data?", args.yes, "To go on without a question: --yes")
        for name in doomed:
            shutil.rmtree(project.state / name, ignore_errors=True)
    console.say("Removed.")
    return 0
