"""tell what is running and what is there"""

from launcher import console, locks
from launcher.postgres.cluster import Cluster
from launcher.sysroot import Sysroot


def add_arguments(_parser):
    """This command has no options."""


def run(_args, project):
    """Print the state; the exit code is 0 if the suite is served, else 3."""
    pid = locks.holder_pid(project, "run")
    address = project.state / "run/address"
    serving = bool(pid and address.exists())
    if serving:
        console.say(f"serving    {address.read_text(encoding='utf-8').strip()} (process {pid})")
    else:
        console.say(f"serving    {f'not yet: starting (process {pid})' if pid else 'no'}")
    for name in ("run", "test"):
        cluster = Cluster(project, Sysroot(project), name)
        if not cluster.data.exists():
            state = "not made yet"
        else:
            state = "running" if cluster.answers() else "stopped"
        console.say(f"database   {name}: {state}")
    for title, path in (("Odoo", "odoo"), ("Python", "venv"), ("logs", "log"), ("all", "")):
        there = project.state / path
        console.say(f"{title:<10} {there if there.exists() else 'not fetched yet'}")
    return 0 if serving else 3
