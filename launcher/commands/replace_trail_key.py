"""sign the history with a new key from now on

The next signed state carries both signatures, so that whoever has noted the old
key can follow; then the old key is deleted. Note the new verifier key outside
the system.
"""

from launcher import console, trail
from launcher.suite import DATABASE


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("--db", default=DATABASE, metavar="NAME", help="database (default: %(default)s)")


def run(args, project):
    """Replace the key and print the new verifier key."""
    answer = trail.ask(project, args.db, replace_key=True)
    console.say(f"verifier key: {answer['text']}")
    return 0
