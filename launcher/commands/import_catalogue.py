"""import procedures from a file: the national export (JSON) or our workbook (xlsx)

Says what the file changes, what is wrong in it, and which procedures have no
due date because nobody knows their time limit yet (decide that on the screen:
Catalogue, Import and Export). Wrong records are left out, or refuse the file
with --strict; the exit code is then 1. Importing the same file again changes
nothing.
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
    "kept": "ours kept",
    "unchanged": "unchanged",
    "error": "errors",
}
_SHORT = 160


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("file", metavar="FILE", help="a .json or .xlsx file")
    catalogue.add_database_argument(parser)
    parser.add_argument("--dry-run", action="store_true", help="only say what the file would change")
    parser.add_argument(
        "--valid-from", type=date.fromisoformat, metavar="YYYY-MM-DD", help="first day of what changes (default: today)"
    )
    parser.add_argument(
        "--strict", action="store_true", help="apply nothing as long as one record of the file is wrong"
    )
    parser.add_argument("--verbose", action="store_true", help="show every change and every open question in full")
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
        strict=args.strict,
        valid_from=args.valid_from and args.valid_from.isoformat(),
    )
    if answer["refused"]:
        raise Problem(answer["refused"])
    for line in answer["lines"]:
        _show(line, args.verbose)
    counts = answer["counts"]
    undecided = [line["code"] for line in answer["lines"] if line["without_due_date"]]
    if undecided:
        console.say(f"Without a due date, the time limit is not known: {', '.join(undecided)}")
    console.say(", ".join(f"{counts[name]} {title}" for name, title in _TITLES.items()))
    if counts["error"] and args.strict:
        raise Problem("The file has errors: nothing was applied.", "Correct it and import it again.")
    if args.dry_run:
        console.say("Nothing was applied: this was a dry run.")
    elif not answer["applied"]:
        console.say("There was nothing to apply.")
    else:
        console.say("Applied.")
    return 0


def _show(line, verbose):
    """Print what was found of a procedure: a line for it, and what changes beneath."""
    told = line["action"] not in ("new", "unchanged") or line["without_due_date"]
    if not told and not verbose:
        return
    head = f"{_TITLES[line['action']]}, row {line['line']}, {line['code'] or '-'}"
    console.say(f"{head}: {' · '.join(filter(None, (line['name'], line['message'])))}")
    # what changes in every channel alike is said once, and nothing is left out
    shown = line["changes"] if verbose else list(dict.fromkeys(_short(words) for words in line["changes"]))
    for words in (*shown, *(line["open"] if verbose else ())):
        console.say(f"  {words}")


def _short(words):
    """A change on one line; ``--verbose`` has all of it."""
    words = " ".join(words.split())
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"
