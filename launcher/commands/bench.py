"""run the benchmarks

Each is a script in benchmarks/ that prints its figures beside yardsticks of
the same run. They work on a copy of the tests' database, which has all
add-ons and demo data. What follows -- goes to the script:
./onestop bench clerks -- --most 1000
"""

from itertools import takewhile

from launcher import addons, console, locks, process, setup
from launcher.database import Databases
from launcher.errors import Problem
from launcher.testing import templates

_COPY = "benchmark"


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these (default: all of benchmarks/)")


def run(args, project):
    """Run the scripts one after the other; return the exit code of the first that fails."""
    scripts = _scripts(project)
    names = list(takewhile(lambda word: not word.startswith("-"), args.names))
    options = args.names[len(names) :]
    unknown = [name for name in names if name not in scripts]
    if unknown:
        raise Problem(f"There is no benchmark {unknown[0]}.", f"There are: {', '.join(scripts)}.")
    with locks.hold(project, "test", "./onestop bench"):
        runtime = setup.prepare(project, "test", for_tests=True)
        with runtime.cluster.running():
            databases = Databases(runtime.cluster, runtime.data_dir)
            template = templates.prepare(runtime, databases, list(addons.find(project).values()))
            for name in names or scripts:
                console.say(f"\n{name}")
                databases.copy(template, _COPY)
                try:
                    code = process.interactive(
                        [runtime.python, scripts[name], _COPY, *options], env=runtime.environment(), cwd=runtime.home
                    )
                finally:
                    databases.drop(_COPY)
                if code:
                    return code
    return 0


def _scripts(project):
    """Return ``{name: path}``; what other scripts import begins without ``#!``."""
    paths = sorted((project.root / "benchmarks").glob("*.py"))
    return {path.stem: path for path in paths if path.read_text(encoding="utf-8").startswith("#!")}
