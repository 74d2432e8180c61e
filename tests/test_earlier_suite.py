"""A database that an earlier suite made is refused in words, and not touched."""

import re
import subprocess

import pytest

from launcher import addons, suite
from launcher.errors import Problem


@pytest.fixture
def earlier(runtime, databases, new_database):
    """Return the name of a database of the suite's first generation."""
    name = new_database()
    runtime.cluster.query("UPDATE ir_module_module SET latest_version = '19.0.1.0.0' WHERE name = 'onestop_core'", name)
    databases.note(name, {"onestop_core": "digest of another content"})
    return name


def content(runtime, database):
    """Return all rows of a database, without the state of sequences, which no rollback takes back."""
    done = subprocess.run(
        ["pg_dump", database], capture_output=True, text=True, check=True, env=runtime.cluster.environment()
    )
    return [
        line
        for line in done.stdout.splitlines()
        if not re.match(r"SELECT pg_catalog\.setval|.restrict|.unrestrict", line)
    ]


def test_run_refuses_it(runtime, databases, earlier, project, monkeypatch):
    monkeypatch.setattr(suite, "DATABASE", earlier)
    before = content(runtime, earlier)
    with pytest.raises(Problem) as caught:
        suite.bring_up_to_date(runtime, databases, addons.chosen(project))
    assert "19.0.1.0.0" in caught.value.what
    assert "./onestop reset" in caught.value.todo
    assert content(runtime, earlier) == before
    assert databases.noted(earlier) == {"onestop_core": "digest of another content"}


def test_odoo_itself_refuses_it(runtime, earlier):
    before = content(runtime, earlier)
    with pytest.raises(Problem, match="cannot take it over"):
        runtime.once(earlier, "-u", "onestop_core")
    assert content(runtime, earlier) == before


def test_a_database_of_today_is_taken(runtime, databases, new_database, project, monkeypatch):
    """Nothing is new in it: the add-ons of a desk are installed, and their content is noted."""
    name = new_database()
    monkeypatch.setattr(suite, "DATABASE", name)
    desk = addons.chosen(project)
    wanted, _others = addons.with_dependencies(project, desk)
    databases.note(name, {addon.name: addon.digest() for addon in wanted})
    before = content(runtime, name)
    suite.bring_up_to_date(runtime, databases, desk)
    assert content(runtime, name) == before
