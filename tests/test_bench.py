"""``./onestop bench`` finds the benchmarks and runs them."""

import os
from contextlib import nullcontext

import pytest

from launcher import cli
from launcher.commands import bench


@pytest.fixture
def onestop(monkeypatch, capfd, runtime):
    """Return a function that runs the command and returns exit code, output and errors."""
    monkeypatch.setattr(bench.setup, "prepare", lambda *_args, **_kwargs: runtime)
    monkeypatch.setattr(bench.locks, "hold", lambda *_args: nullcontext())
    monkeypatch.setattr(bench.templates, "prepare", lambda *_args: os.environ["ONESTOP_TEMPLATE"])

    def run(*arguments):
        code = cli.main(["bench", *arguments])
        return code, *capfd.readouterr()

    return run


def test_figures_are_printed_and_nothing_is_left(onestop, databases):
    before = databases.names()
    code, output, _errors = onestop("deadline")
    assert code == 0
    assert "10000 dossiers" in output
    assert databases.names() == before


def test_a_benchmark_that_does_not_exist(onestop):
    code, _output, errors = onestop("nothing")
    assert code == 1
    assert "There is no benchmark nothing" in errors
    assert "deadline, " in errors
    assert "number_book, overdue_sweep, " in errors


def test_clerks_over_http(onestop):
    """What follows -- goes to the script; every call of every clerk is answered."""
    code, output, errors = onestop("clerks", "--", "--clerks", "2", "--think", "2", "--seconds", "6", "--most", "0")
    assert code == 0, output + errors
    assert " 0 failures" in output
    for step in ("sign in", "open", "find", "preview", "receive", "slip", "/web/login"):
        assert f"\n{step} " in output
