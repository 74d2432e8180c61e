"""Tests inside Odoo: models, routes, tours and hoot, in a copy of the template."""

import subprocess
import time

from launcher import console, process, server
from launcher.testing.odoo_log import OdooLog

_DATABASE = "test_modules"


def run(runtime, databases, tally, template, modules, tags=None):
    """Run the tests of these add-ons, or those that ``tags`` names."""
    databases.copy(template, _DATABASE)
    tags = tags or ",".join(f"/{module.name}" for module in modules)
    log = execute(runtime, _DATABASE, runtime.command("server"), tags, "odoo-tests.log")
    if not log.finished:
        log.failures.append(f"Odoo's test runner did not come to its end, see {runtime.project.log}/odoo-tests.log")
    elif not log.tests:
        console.warn(f"no test has the tags {tags}")
    tally.add("tests in Odoo", log.passed, log.failures)
    databases.drop(_DATABASE)


def execute(runtime, database, command, tags, log_name):
    """Run Odoo with ``--test-tags`` on a database and return what its log says."""
    path = runtime.project.log / log_name
    screens = runtime.project.log / "screens"
    screens.mkdir(exist_ok=True)
    log = OdooLog(_progress())
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


def _progress():
    """Return a function that tells each test class with the seconds since the begin."""
    begin = time.monotonic()
    return lambda name: console.say(f"    {time.monotonic() - begin:6.1f} s  {name}")
