"""The table of demo logins, read from the file that makes them."""

import csv

from launcher import console

FILE = "onestop_core/demo/logins.csv"


def read(project):
    """Return the demo logins (login, password, name, role, agency); none if there is no demo data."""
    path = project.addons / FILE
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def password(project, login):
    """Return the password of one demo login."""
    return next(row["password"] for row in read(project) if row["login"] == login)


def show(project):
    """Print the demo logins by role."""
    rows = read(project)
    if rows:
        console.say("\nDemo logins:")
        console.table(
            ("Role", "Login", "Password", "Name", "Agency"),
            [
                (row["role"], row["login"], row["password"], row["name"], row["agency"])
                for row in sorted(rows, key=lambda row: row["role"])
            ],
        )
