"""The table of demo logins, read from the files that make them: each add-on with logins has one."""

import csv

from launcher import console

FILES = "*/demo/logins.csv"


def read(project):
    """Return the demo logins (login, password, name, role, agency, and the add-on that brings them)."""
    rows = []
    for path in sorted(project.addons.glob(FILES)):
        with path.open(encoding="utf-8", newline="") as file:
            rows += [{**row, "addon": path.parts[-3]} for row in csv.DictReader(file)]
    return rows


def password(project, login):
    """Return the password of one demo login."""
    return next(row["password"] for row in read(project) if row["login"] == login)


def show(project, installed):
    """Print the demo logins by role: those of the add-ons ``installed`` (names)."""
    rows = [row for row in read(project) if row["addon"] in installed]
    if rows:
        console.say("\nDemo logins:")
        console.table(
            ("Role", "Login", "Password", "Name", "Agency"),
            [
                (row["role"], row["login"], row["password"], row["name"], row["agency"])
                for row in sorted(rows, key=lambda row: row["role"])
            ],
        )
