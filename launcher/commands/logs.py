"""show the server's log"""

import os

from launcher.errors import Problem


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("-f", "--follow", action="store_true", help="go on as the log grows, until Ctrl-C")
    parser.add_argument("-n", "--lines", type=int, default=100, help="how many lines (default: %(default)s)")
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL's log instead of Odoo's")


def run(args, project):
    """Become ``tail``."""
    log = project.log / ("postgres-run.log" if args.postgres else "odoo.log")
    if not log.exists():
        raise Problem("There is no log yet.", "Start the suite: ./onestop run")
    os.execvp("tail", ["tail", "-n", str(args.lines), *(["-F"] if args.follow else []), str(log)])
