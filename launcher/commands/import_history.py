"""take over dossiers of an earlier system from a workbook or a text file

The columns are: Mã hồ sơ, Mã cơ quan, Mã TTHC, Mức độ, Kênh nộp, Chủ hồ sơ,
Ngày tiếp nhận, Ngày hẹn trả, Ngày giải quyết, Ngày trả, Trạng thái. Each fault
is named by line and column, and nothing is taken over unless all of it can be.
The exit code is then 1. Taking the same file over again changes nothing.
"""

from pathlib import Path

from launcher import console, reports
from launcher.errors import Problem
from launcher.suite import DATABASE


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("file", metavar="FILE", help="a .xlsx or .csv file")
    parser.add_argument("--db", default=DATABASE, metavar="NAME", help="database (default: %(default)s)")
    parser.add_argument("--dry-run", action="store_true", help="only name the faults")
    parser.add_argument(
        "--create-missing",
        action="store_true",
        help="make the agencies and procedures that nobody knows, instead of calling them faults",
    )
    parser.add_argument(
        "--below", metavar="CODE", help="code of the agency below which missing ones are put (default: the highest)"
    )


def run(args, project):
    """Check the file, and take it over unless that was not wanted."""
    path = Path(args.file).resolve()
    if not path.is_file():
        raise Problem(f"There is no file {args.file}.", "Name the file to import.")
    answer = reports.ask(
        project, args.db, history=str(path), dry_run=args.dry_run, create_missing=args.create_missing, below=args.below
    )
    for one in answer["errors"]:
        console.say(f"line {one['line']}, column {one['column']} ({one['heading']}): {one['reason']}: {one['value']}")
    console.say(f"{answer['new']} new, {answer['known']} known already, {answer['faults']} faults")
    if answer["faults"]:
        raise Problem("The file has faults: nothing was taken over.", "Mend it and import it again.")
    console.say("Nothing was taken over: this was a dry run." if args.dry_run else "Taken over.")
    return 0
