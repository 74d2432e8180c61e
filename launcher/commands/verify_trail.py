"""prove that nobody has changed the history of the dossiers

Every event of a dossier is chained to the one before and stands in one signed
log; the dossiers are held against their events. Prints everything that does
not hold, what and when, and last "whole" or "broken"; then the exit code is 1.
With --export it proves a file of export-trail, without Odoo or a database.
"""

import subprocess
from pathlib import Path

from launcher import console, process, setup, trail
from launcher.errors import Problem
from launcher.suite import DATABASE


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("--db", default=DATABASE, metavar="NAME", help="database (default: %(default)s)")
    parser.add_argument("--dossier", metavar="CODE", help="only the history of this dossier (default: all)")
    parser.add_argument("--files", action="store_true", help="read the content of all files, too")
    parser.add_argument(
        "--state", type=Path, action="append", default=[], metavar="FILE", help="a signed state that was kept elsewhere"
    )
    parser.add_argument("--export", type=Path, metavar="FILE", help="prove this file instead of a database")
    parser.add_argument("--key", metavar="KEY", help="with --export: the verifier key that was noted down")


def run(args, project):
    """Prove, and say what was found."""
    if args.state and args.export and not args.key:
        raise Problem(
            "A state that was kept elsewhere is held against an export by the key that was kept with it: --key."
        )
    if args.export:
        verifier = trail.write_verifier(project, project.tmp / "verify-trail.pyz")
        python = setup.prepare(project, "run").python
        child = process.spawn(
            [python, verifier, args.export.absolute(), *([args.key] if args.key else []), *args.state],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        output, _errors = child.communicate()
        console.say(output.strip())
        return child.returncode
    states = [path.read_text(encoding="utf-8") for path in args.state]
    answer = trail.ask(project, args.db, dossier=args.dossier, files=args.files, states=states)
    console.say(answer["text"])
    return int(answer["broken"])
