"""write the texts of the add-ons into their i18n/, keeping what is translated

Exports the texts from a prepared database and merges them: new texts come
without Vietnamese, old ones keep theirs, those that are gone leave. Then
./onestop test --lint names what is to be translated.
"""

from pathlib import Path

from launcher import addons, console, locks, process, setup
from launcher.database import Databases
from launcher.testing import templates

_MERGE = Path(__file__).parents[1] / "testing/translations_merge.py"
_DATABASE = "test_translate"


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="only these add-ons")


def run(args, project):
    """Export, merge and write."""
    with locks.hold(project, "test", "./onestop translate"):
        chosen = addons.chosen(project, args.modules) if args.modules else list(addons.find(project).values())
        runtime = setup.prepare(project, "test", for_tests=True)
        with runtime.cluster.running(own=True):
            databases = Databases(runtime.cluster, runtime.data_dir)
            databases.copy(templates.prepare(runtime, databases, chosen), _DATABASE)
            for module in chosen:
                export = project.tmp / f"{module.name}.pot"
                command = (
                    "i18n",
                    "export",
                    "-c",
                    runtime.config,
                    "-d",
                    _DATABASE,
                    "-l",
                    "pot",
                    "-o",
                    export,
                    module.name,
                )
                process.run(runtime.command(*command), env=runtime.environment())
                console.say(process.run([runtime.python, _MERGE, export, module.path / "i18n"]).strip())
            databases.drop(_DATABASE)
    return 0
