"""export the procedures that are in force today to a file

A .json file has the form of the national export, a .xlsx file is our workbook,
which says everything; ./onestop import-catalogue takes both.
"""

from pathlib import Path

from launcher import catalogue, console
from launcher.errors import Problem


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("file", metavar="FILE", help="the file to write, .json or .xlsx; it is overwritten")
    catalogue.add_database_argument(parser)


def run(args, project):
    """Write the file."""
    path = Path(args.file).resolve()
    if path.suffix not in catalogue.FORMATS:
        raise Problem(f"{args.file} is neither a .json nor a .xlsx file.", "Give the file one of these endings.")
    if not path.parent.is_dir():
        raise Problem(f"There is no directory {path.parent}.", "Make it, or choose another one.")
    catalogue.request(project, args.db, export=str(path))
    console.say(f"Written: {path}")
    return 0
