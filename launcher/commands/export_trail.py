"""write the trail of a database to one file, and its verifier beside it

The file holds all that verify-trail proves: the signed log, the histories and
what the dossiers say, personal data included, readable by you alone. Beside it
comes verify-trail.pyz, one file that needs Python and the package cryptography
only: python verify-trail.pyz FILE KEY. Note the key, which is printed, apart.
With --event it writes the proof of one event instead, which tells nobody what
is in it: name the file .tlog-proof.
"""

from pathlib import Path

from launcher import console, trail
from launcher.suite import DATABASE


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("file", type=Path, metavar="FILE", help="new file to write")
    parser.add_argument("--event", type=_event, metavar="CODE/N", help="only the proof of event N of the dossier CODE")
    parser.add_argument("--db", default=DATABASE, metavar="NAME", help="database (default: %(default)s)")


def run(args, project):
    """Write both files."""
    path = args.file.absolute()
    dossier, event = args.event or (None, None)
    answer = trail.ask(project, args.db, export=str(path), dossier=dossier, event=event)
    verifier = trail.write_verifier(project, path.with_name("verify-trail.pyz"))
    console.say(f"{path}\n{verifier}\nkey: {answer['text']}")
    return 0


def _event(text):
    code, _slash, number = text.rpartition("/")
    return code, int(number)
