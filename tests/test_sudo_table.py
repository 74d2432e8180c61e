import re

import pytest
import sudo_table

ADDONS = sudo_table.addons()


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_each_sudo_says_what_was_checked_before(addon):
    """A call that is new, moved or gone, or one that says nothing: ``python tests/sudo_table.py`` writes the rows."""
    rows = {(row["file"], row["function"]): row for row in sudo_table.table(addon)}
    found = sudo_table.inventory(addon)
    assert {place: int(row["calls"]) for place, row in rows.items()} == found
    assert [place for place, row in rows.items() if len(row["check"].split()) < 2] == []


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_the_checks_that_are_named_exist(addon):
    sources = (path.read_text(encoding="utf-8") for path in sudo_table.ADDONS.rglob("*.py"))
    defined = {name for source in sources for name in re.findall(r"def (\w+)", source)}
    named = {name for row in sudo_table.table(addon) for name in re.findall(r"\b_\w+\b", row["check"])}
    assert named - defined == set()


def test_what_is_looked_for():
    source = """
class A:
    def b(self):
        self.sudo().write({})
        self.env["x"].sudo(True).c(self.sudo(False))
        def inner():
            return self.env(su=True), self.env(su=False), request.env(user=SUPERUSER_ID)
    other = lambda self: self.sudo(self.env.su)
env = api.Environment(cr, SUPERUSER_ID, {})
"""
    assert sudo_table.calls(source) == {"A.b": 2, "A.b.inner": 2, "A": 1, "": 1}


def test_the_suite_is_looked_at():
    assert sum(len(sudo_table.inventory(addon)) for addon in ADDONS) > 200
