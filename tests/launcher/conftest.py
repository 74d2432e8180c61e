"""Fixtures for the tests of the launcher: a checkout of its own for each test."""

import pytest

from launcher.project import Project


@pytest.fixture
def checkout(tmp_path):
    """Return the ``Project`` of an empty checkout with an ``addons/``."""
    (tmp_path / "addons").mkdir()
    project = Project(tmp_path)
    project.prepare()
    return project


@pytest.fixture
def make_addon(checkout):
    """Return a function that writes an add-on: ``make_addon(name, **manifest)``."""

    def make(name, **manifest):
        path = checkout.addons / name
        (path / "tests").mkdir(parents=True)
        (path / "__manifest__.py").write_text(repr({"name": name, **manifest}), encoding="utf-8")
        (path / "__init__.py").touch()
        return path

    return make
