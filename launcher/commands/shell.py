"""open Odoo's Python shell on the database, or run a script from standard input

Changes are kept only after env.cr.commit().
"""

from launcher import process, setup
from launcher.database import Databases
from launcher.suite import DATABASE, demand


def add_arguments(_parser):
    """This command has no options."""


def run(_args, project):
    """Run the shell, whether the suite is being served or not."""
    runtime = setup.prepare(project, "run")
    with runtime.cluster.running():
        demand(Databases(runtime.cluster, runtime.data_dir))
        command = runtime.command("shell", "-c", runtime.config, "-d", DATABASE, "--no-http", "--log-level=warn")
        return process.interactive(command, env=runtime.environment(), cwd=runtime.home)
