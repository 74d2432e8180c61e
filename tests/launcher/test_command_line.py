"""The command ``./onestop`` as a user calls it."""

import os
import pkgutil
import subprocess

import pytest

from launcher import cli, commands

COMMANDS = [module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__)]


def onestop(project, *arguments, program=None, **options):
    return subprocess.run(
        [program or project.root / "onestop", *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
        **options,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(project, command):
    done = onestop(project, command, "--help")
    assert done.returncode == 0
    assert f"onestop {command}" in done.stdout


def test_without_command_the_usage_is_told(project):
    done = onestop(project)
    assert done.returncode == 2
    assert "usage: ./onestop" in done.stderr


def test_what_psql_is_asked_reaches_it(project):
    args = cli.parse(["psql", "-c", "SELECT 1", "-At", "--admin"])
    assert args.admin
    assert args.passed_on == ["-c", "SELECT 1", "-At"]
    done = onestop(project, "status", "-c", "SELECT 1")
    assert done.returncode == 2
    assert "unrecognized arguments: -c" in done.stderr


def test_it_works_through_a_symbolic_link_from_elsewhere(project, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(project.root / "onestop")
    (tmp_path / "second").symlink_to("link")
    assert onestop(project, "--help", program=tmp_path / "second", cwd="/").returncode == 0


def test_python_that_is_too_old_is_passed_over_and_named(project, tmp_path):
    for name in ("python3", "python3.13", "python3.12", "python3.11", "python3.10"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    script = (project.root / "onestop").read_text(encoding="utf-8").replace("/usr/bin/python3", "python3")
    copy = tmp_path / "onestop"
    copy.write_text(script, encoding="utf-8")
    copy.chmod(0o755)
    done = onestop(project, "--help", program=copy, env={"PATH": f"{tmp_path}:/usr/bin:/bin", "HOME": "/"})
    assert done.returncode == 1
    assert "Python 3.10 or newer" in done.stderr


def test_a_mistake_says_what_to_do_and_prints_no_traceback(project, checkout):
    done = onestop(project, "test", "onestop_nothing", env={**os.environ, "ONESTOP_ADDONS": str(checkout.addons)})
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
