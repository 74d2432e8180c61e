"""import procedures from a file: the national export (JSON) or our workbook (xlsx)

Says what the file changes, and what is wrong in it. Everything is applied, or
nothing if there is an error; the exit code is then 1. Importing the same file
again changes nothing.
"""

from datetime import date
from pathlib import Path

from launcher import catalogue, console
from launcher.errors import Problem

_TITLES = {
    "new": "new",
    "changed": "changed",
    "renumbered": "renumbered",
    "ended": "ended",
    "unchanged": "unchanged",
    "error": "errors",
}


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("file", metavar="FILE", help="a .json or .xlsx file")
    catalogue.add_database_argument(parser)
    parser.add_argument("--dry-run", action="store_true", help="only say what the file would change")
    parser.add_argument(
        "--valid-from", type=date.fromisoformat, metavar="YYYY-MM-DD", help="first day of what changes (default: today)"
    )
    parser.add_argument(
        "--complete", action="store_true", help="the file holds the whole catalogue: procedures that it lacks end"
    )


def run(args, project):
    """Check the file and apply it unless that was not wanted; print what was found."""
    path = Path(args.file).resolve()
    if not path.is_file():
        raise Problem(f"There is no file {args.file}.", "Name the file to import.")
    answer = catalogue.request(
        project,
        args.db,
        **{"import": str(path)},
        dry_run=args.dry_run,
        complete=args.complete,
        valid_from=args.valid_from and args.valid_from.isoformat(),
    )
    for line in answer["lines"]:
        console.say(f"{_TITLES[line['action']]}, row {line['line']}, {line['code'] or '-'}: {line['summary']}")
    counts = answer["counts"]
    console.say(", ".join(f"{counts[name]} {title}" for name, title in _TITLES.items()))
    if counts["error"]:
        raise Problem("The file has errors: nothing was applied.", "Correct it and import it again.")
    if args.dry_run:
        console.say("Nothing was applied: this was a dry run.")
    elif not answer["applied"]:
        console.say("There was nothing to apply.")
    else:
        console.say("Applied.")
    return 0
