"""Import and export of the catalogue from the command line."""

import json

from launcher import asking
from launcher.suite import DATABASE

FORMATS = (".json", ".xlsx")


def add_database_argument(parser):
    """Add the option that names the database."""
    parser.add_argument("--db", default=DATABASE, metavar="NAME", help="database (default: %(default)s)")


def request(project, database, **content):
    """Ask ``catalogue_runner.py``, whether the suite is being served or not, and return its answer.

    :raises Problem: if there is no such database, or it refuses.
    """
    return asking.ask(project, database, "catalogue_runner.py", json.dumps(content))
