"""run the linters and all tests

Without arguments everything: lint, engines, tests in Odoo (with tours and
hoot in Chromium), and tests/. With modules only what belongs to them; a
door of tests/addons is one too. The last line is "N passed, N failed"; the
exit code is 0 if nothing failed. Whatever is skipped has failed.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from launcher import addons, console, locks, setup
from launcher.database import Databases
from launcher.errors import Problem
from launcher.testing import acceptance, engines, lint, modules, odoo_lint, safety, templates
from launcher.testing.tally import Tally


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="test only these add-ons")
    parser.add_argument("--tags", help="run only the tests in Odoo with these tags (as Odoo's --test-tags)")
    parser.add_argument("--lint", action="store_true", help="run only the linters")
    parser.add_argument("--timings", action="store_true", help="print the seconds that each step took")
    parser.add_argument("--yes", action="store_true", help="install missing system packages without a question")


def run(args, project):
    """Run the phases and return the exit code."""
    tally = Tally()
    whole = not (args.modules or args.tags or args.lint)
    with locks.hold(project, "test", "./onestop test"):
        chosen = (
            addons.chosen(project, args.modules, with_doors=True)
            if args.modules
            else list(addons.find(project).values())
        )
        runtime = setup.prepare(project, "test", for_tests=True, assume_yes=args.yes)
        npm = (whole or args.lint) and lint.prepare_javascript(runtime)
        with ThreadPoolExecutor(1) as beside:
            # There is a processor for it while the database is made and tested.
            results = beside.submit(_without_database, args, runtime, chosen, whole, npm)
            with _counted(tally, "preparation"):
                _in_database(args, runtime, tally, chosen, whole)
            with _counted(tally, "linters and engines"):
                for result in results.result():
                    tally.add(*result)
    if args.timings:
        console.timings()
    return tally.report()


@contextmanager
def _counted(tally, title):
    """Count what could not even begin as failed: the last line must say so."""
    try:
        yield
    except Problem as problem:
        tally.add(title, 0, [f"{problem.what}\n{problem.todo}"])


def _without_database(args, runtime, chosen, whole, npm):
    """Run the phases that need no database and return what ``Tally.add`` takes for each."""
    results = []
    if whole or args.lint:
        results.append(lint.python(runtime, chosen))
        results.append(safety.run(runtime))
    if npm:
        results.append(lint.javascript(runtime))
    if not (args.tags or args.lint):
        results += engines.run(runtime, chosen)
    return results


def _in_database(args, runtime, tally, chosen, whole):
    """Run the phases that need a database."""
    with runtime.cluster.running(own=True):
        databases = Databases(runtime.cluster, runtime.data_dir)
        template = templates.prepare(runtime, databases, chosen)
        if whole or args.lint:
            with console.step("lint in Odoo"):
                odoo_lint.run(runtime, databases, tally, template, chosen)
        if not args.lint:
            with console.step("tests in Odoo"):
                modules.run(runtime, databases, tally, template, chosen, args.tags)
        if whole:
            with console.step("tests/"):
                acceptance.run(runtime, tally, template)
