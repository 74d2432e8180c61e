"""Where the add-ons act beyond the rights of whoever is signed in, and what was checked before.

Every function of an add-on that calls ``sudo()``, or makes an environment with ``su=``, has a row in the add-on's
``tests/data/sudo.csv``: file, function, how often, and the check that precedes it or the reason why none is needed.
``python tests/sudo_table.py`` writes the rows that are missing, with an empty reason, and takes away what is gone;
``tests/test_sudo_table.py`` fails as long as one is wrong or says nothing.
"""

import ast
import csv
import sys
from collections import Counter
from pathlib import Path

ADDONS = Path(__file__).parent.parent / "addons"
TABLE = "tests/data/sudo.csv"
COLUMNS = ("file", "function", "calls", "check")
# neither runs while the suite serves
_LEFT_OUT = {"tests", "migrations"}


def calls(source):
    """``{function: number of calls}`` of what goes beyond the user's rights in a Python source."""
    found = Counter()

    def visit(node, names):
        for child in ast.iter_child_nodes(node):
            named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            inner = (*names, child.name) if named else names
            if isinstance(child, ast.Call) and _goes_beyond(child):
                found[".".join(inner)] += 1
            visit(child, inner)

    visit(ast.parse(source), ())
    return found


def _goes_beyond(call):
    if isinstance(call.func, ast.Attribute) and call.func.attr == "sudo":
        # back to the user's own rights
        return not (call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value is False)
    names = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in ("user", "su"))]
    if any(isinstance(name, ast.Name) and name.id == "SUPERUSER_ID" for name in names):
        return True
    return any(
        keyword.arg == "su" and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False)
        for keyword in call.keywords
    )


def inventory(addon):
    """``{(file, function): number of calls}`` of an add-on.

    :param addon: its directory
    """
    found = {}
    for path in sorted(addon.rglob("*.py")):
        file = path.relative_to(addon)
        if not _LEFT_OUT & set(file.parts):
            for function, number in calls(path.read_text(encoding="utf-8")).items():
                found[file.as_posix(), function] = number
    return found


def table(addon):
    """The rows of an add-on's table, none if it has no table."""
    path = addon / TABLE
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(addon):
    """Bring the table of an add-on up to date, with what is said already."""
    said = {(row["file"], row["function"]): row["check"] for row in table(addon)}
    found = inventory(addon)
    path = addon / TABLE
    if not found:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows((*place, number, said.get(place, "")) for place, number in sorted(found.items()))


def addons():
    """The directories of all add-ons, also of those that nobody has listed."""
    return sorted(manifest.parent for manifest in ADDONS.glob("*/__manifest__.py"))


if __name__ == "__main__":
    for each in addons():
        if not sys.argv[1:] or each.name in sys.argv[1:]:
            write(each)
