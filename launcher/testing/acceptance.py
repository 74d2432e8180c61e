"""The tests of ``tests/``: what crosses modules, with pytest."""

import os
import subprocess
from xml.etree import ElementTree

from launcher import console, process


def run(runtime, tally, template):
    """Run pytest on ``tests/``; its fixtures copy the template (see ``tests/conftest.py``)."""
    root = runtime.project.root
    report = runtime.project.tmp / "pytest.xml"
    report.unlink(missing_ok=True)
    child = process.spawn(
        [
            *(runtime.python, "-m", "pytest", "--quiet", "--tb=short", f"--junitxml={report}"),
            # a file at a time in each process: its tests share a database and a server
            *("--numprocesses", str(min(len(os.sched_getaffinity(0)), 4)), "--dist", "loadfile", "tests"),
        ],
        env={**runtime.environment(), "ONESTOP_TEMPLATE": template, "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=root,
        stderr=subprocess.STDOUT,
    )
    try:
        child.wait()
    finally:
        process.end(child)
    if not report.exists():
        tally.add("tests/", 0, [f"pytest ended with exit code {child.returncode} before any test"])
        return
    # written by our own pytest
    results = ElementTree.parse(report)  # nosec B314
    for figure in results.iter("property"):
        console.say(f"    {figure.get('name')}: {figure.get('value')}")
    cases = list(results.iter("testcase"))
    failures = [_describe(case) for case in cases if _trouble(case) is not None]
    tally.add("tests/", len(cases) - len(failures), failures)


def _trouble(case):
    """Return what went wrong in a test; a skipped test counts, since nothing may be left out."""
    return next((child for child in case if child.tag in ("failure", "error", "skipped")), None)


def _describe(case):
    trouble = _trouble(case)
    return f"{case.get('classname')}.{case.get('name')}: {trouble.tag}\n{trouble.get('message') or ''}"
