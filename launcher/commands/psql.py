"""open psql on the database, as Odoo's role

Its own arguments are given to psql: ./onestop psql -c 'SELECT 1'
"""

from launcher import process, setup
from launcher.database import Databases
from launcher.suite import DATABASE, demand

PASSES_ON = True


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("--admin", action="store_true", help="as the superuser of the cluster")


def run(args, project):
    """Run psql, whether the suite is being served or not."""
    runtime = setup.prepare(project, "run")
    with runtime.cluster.running() as cluster:
        demand(Databases(cluster, runtime.data_dir))
        command = cluster.psql_command(DATABASE, *(["postgres"] if args.admin else []))
        return process.interactive([*command, *args.passed_on], env=cluster.program_environment())
