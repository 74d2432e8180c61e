"""Tests inside Odoo: models, routes, tours and hoot, in a copy of the template."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from launcher import console, process, server
from launcher.testing import shards, templates
from launcher.testing.odoo_log import OdooLog

_DATABASE = "test_modules"
_RUNNER = Path(__file__).with_name("odoo_runner.py")


def run(runtime, databases, tally, template, modules, tags=None):
    """Run the tests of these add-ons, or those that ``tags`` names, in several databases at a time."""
    timings = runtime.home / "durations.json"
    parts = [tags] if tags else shards.split(modules, shards.load(timings))
    names = [f"{_DATABASE}_{number}" for number in range(len(parts))]
    source = templates.with_world(runtime, databases, template)
    for name in names:
        databases.copy(source, name)
    with ThreadPoolExecutor(len(parts)) as pool:
        logs = list(
            pool.map(
                lambda name, part: execute(
                    runtime, name, [runtime.python, _RUNNER, "server"], part, f"odoo-{name}.log"
                ),
                names,
                parts,
            )
        )
    for name, log in zip(names, logs, strict=True):
        if not log.finished:
            log.failures.append(
                f"Odoo's test runner did not come to its end, see {runtime.project.log}/odoo-{name}.log"
            )
        shards.save(timings, log.durations)
        databases.drop(name)
    if not any(log.tests for log in logs):
        console.warn(f"no test has the tags {tags or ', '.join(parts)}")
    tally.add("tests in Odoo", sum(log.passed for log in logs), [text for log in logs for text in log.failures])


def execute(runtime, database, command, tags, log_name):
    """Run Odoo with ``--test-tags`` on a database and return what its log says."""
    path = runtime.project.log / log_name
    screens = runtime.project.log / "screens"
    screens.mkdir(exist_ok=True)
    log = OdooLog(_tell)
    child = process.spawn(
        [
            *(*command, "-c", runtime.config, "-d", database, "--test-tags", tags, "--stop-after-init"),
            *("--http-interface", server.HOST, "--http-port", server.free_port(), "--screenshots", screens),
            # Threads of cron jobs would change data behind the tests' back.
            *("--max-cron-threads", 0),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=runtime.environment(),
        cwd=runtime.home,
    )
    try:
        with path.open("w", encoding="utf-8") as file:
            for line in child.stdout:
                file.write(line)
                log.feed(line)
        child.wait()
    finally:
        process.end(child)
    log.end()
    if child.returncode != 0 and not log.failures:
        log.failures.append(f"Odoo ended with exit code {child.returncode}, see {path}")
    return log


def _tell(name, seconds):
    console.say(f"    {seconds:6.1f} s  {name}")
