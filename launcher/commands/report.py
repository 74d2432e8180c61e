"""write a statutory report to a file

The kind of the file is that of its name: .xlsx, .pdf, .csv or .json. --agency
is the code of the agency at the top: the table has a row for each agency at
or below it. --list names the reports.
"""

from datetime import date
from pathlib import Path

from launcher import console, reports
from launcher.errors import Problem
from launcher.suite import DATABASE


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="name of the report, see --list")
    parser.add_argument("--list", action="store_true", help="name all reports")
    parser.add_argument("--db", default=DATABASE, metavar="NAME", help="database (default: %(default)s)")
    parser.add_argument("--agency", metavar="CODE", help="code of the agency at the top")
    parser.add_argument("--from", dest="date_from", type=date.fromisoformat, metavar="YYYY-MM-DD", help="first day")
    parser.add_argument("--to", dest="date_to", type=date.fromisoformat, metavar="YYYY-MM-DD", help="last day")
    parser.add_argument(
        "--cut-off",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="the day at whose end is looked at what is settled (default: the last day)",
    )
    parser.add_argument("--out", metavar="FILE", help="where to write it")


def run(args, project):
    """Write the file, or name the reports."""
    if args.list:
        for name, title in reports.ask(project, args.db, list=True)["reports"]:
            console.say(f"{name:<28} {title}")
        return 0
    missing = [
        option
        for option, value in {
            "NAME": args.name, "--agency": args.agency, "--from": args.date_from, "--to": args.date_to, "--out": args.out,
        }.items()
        if not value
    ]  # fmt: skip
    if missing:
        raise Problem(f"Missing: {', '.join(missing)}.", "See ./onestop report --help.")
    out = Path(args.out).resolve()
    if out.suffix not in reports.FORMATS:
        raise Problem(
            f"No report is written as {out.suffix or 'that'}.",
            f"Name a file that ends with {', '.join(reports.FORMATS)}.",
        )
    if not out.parent.is_dir():
        raise Problem(f"There is no folder {out.parent}.", "Make it first.")
    answer = reports.ask(
        project,
        args.db,
        name=args.name,
        agency=args.agency,
        date_from=args.date_from.isoformat(),
        date_to=args.date_to.isoformat(),
        cut_off=(args.cut_off or args.date_to).isoformat(),
        out=str(out),
    )
    for words in answer["findings"]:
        console.say(words)
    console.say(f"{answer['rows']} rows: {args.out}")
    return 0
