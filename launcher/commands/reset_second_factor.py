"""let go of somebody's lost authenticator

Their recovery codes and trusted devices end too; at the next sign-in they set up
an authenticator anew, after their password. See first that it is really they who
ask: whoever knows the password comes in by this.
"""

from launcher import asking, console
from launcher.suite import DATABASE


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("login", metavar="LOGIN", help="whose authenticator is lost")
    parser.add_argument("--db", default=DATABASE, metavar="NAME", help="database (default: %(default)s)")


def run(args, project):
    """Ask ``second_factor_runner.py``, whether the suite is being served or not."""
    asking.ask(project, args.db, "second_factor_runner.py", args.login)
    console.say(f"{args.login} has no authenticator any more, and sets one up at the next sign-in.")
    return 0
