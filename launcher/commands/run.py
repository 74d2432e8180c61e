"""prepare what is missing and serve the suite with demo data

The first run fetches Odoo 19 and all else under .onestop/ and makes the
database; later runs only start, and upgrade the add-ons that changed.
Ctrl-C stops everything.
"""

from launcher import addons, console, demo_logins, locks, server, setup
from launcher.database import Databases
from launcher.errors import Problem
from launcher.suite import DATABASE, bring_up_to_date


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("--port", type=int, default=8069, help="port on 127.0.0.1 (default: %(default)s)")
    parser.add_argument(
        "--install",
        action="append",
        default=[],
        metavar="MODULE",
        help="install these add-ons too (a,b; repeatable); what a desk needs is installed anyway",
    )
    parser.add_argument("--workers", type=int, default=0, help="worker processes (default: threads in one process)")
    parser.add_argument("--timings", action="store_true", help="print the seconds that each step took")
    parser.add_argument("--yes", action="store_true", help="install missing system packages without a question")


def run(args, project):
    """Serve until interrupted."""
    project.prepare()
    with locks.hold(project, "run", "./onestop run"):
        if not server.port_is_free(args.port):
            raise Problem(
                f"Port {args.port} is in use by another program.", "End it, or choose another one: --port NUMBER"
            )
        runtime = setup.prepare(project, "run", assume_yes=args.yes)
        modules = addons.chosen(project)
        if named := [name for names in args.install for name in names.split(",")]:
            modules += addons.chosen(project, named)
        with runtime.cluster.running(own=True):
            databases = Databases(runtime.cluster, runtime.data_dir)
            bring_up_to_date(runtime, databases, modules)
            _serve(args, project, runtime, databases.noted(DATABASE) or {})
    return 0


def _serve(args, project, runtime, installed):
    log = project.log / "odoo.log"
    address = f"http://{server.HOST}:{args.port}"
    with console.step("Odoo starts"):
        serving = runtime.serving(DATABASE, args.port, log, workers=args.workers)
        process = serving.__enter__()
    try:
        if args.timings:
            console.timings()
        demo_logins.show(project, installed)
        console.say(f"\nOne-Stop is at {address} — Ctrl-C stops it. Log: ./onestop logs\n")
        (runtime.home / "address").write_text(f"{address}\n", encoding="utf-8")
        code = process.wait()
        raise Problem(f"Odoo ended by itself (exit code {code}).", f"See {log}.")
    finally:
        serving.__exit__(None, None, None)
        (runtime.home / "address").unlink(missing_ok=True)
        console.say("\nStopped.")
