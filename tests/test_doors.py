"""What the add-ons leave open for others can be used: tiny add-ons in ``addons/`` do, and test it in Odoo.

They are all installed into one database, so each touches only what its own tests make. While working on one:
``./onestop test door_act``.
"""

import pytest

from launcher import addons
from launcher.project import Project
from launcher.testing import modules

DOORS = addons.doors(Project())


@pytest.fixture(scope="module")
def log(runtime, new_database):
    """Install all doors, run their tests, and return the ``OdooLog``."""
    command = runtime.command("server", "-i", ",".join(DOORS))
    return modules.execute(runtime, new_database(), command, ",".join(f"/{name}" for name in DOORS), "odoo-doors.log")


def test_the_runner_came_to_its_end(log):
    assert log.finished


def test_all_doors_are_open(log):
    assert log.failures == []


@pytest.mark.parametrize("name", DOORS)
def test_door_was_tried(log, name):
    classes = {
        f"{name}:{line.removeprefix('class ').partition('(')[0]}"
        for file in (DOORS[name].path / "tests").glob("test_*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("class Test")
    }
    assert classes
    assert classes <= set(log.durations)
