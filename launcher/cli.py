"""Command line: one file per command in ``launcher/commands``.

A command is a module with a docstring (its help), and the functions
``add_arguments(parser)`` and ``run(args, project) -> int`` (exit code). The
file ``demo_intake.py`` is the command ``demo-intake``. One that hands what it
does not know to another program has ``PASSES_ON = True`` and finds it in
``args.passed_on``.
"""

import argparse
import importlib
import pkgutil
import signal
import sys

from launcher import commands, console
from launcher.errors import Problem
from launcher.project import Project


def main(argv=None):
    """Run one command and return its exit code."""
    # SIGINT too: a shell that starts us in the background has set it to be ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    args = parse(argv)
    try:
        return args.command.run(args, Project()) or 0
    except Problem as problem:
        console.error(problem)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `./onestop logs | head`
        sys.stderr.close()
        return 141


def _interrupt(_signal, _frame):
    """End the launcher by unwinding, so that what it started ends too."""
    raise KeyboardInterrupt


def parse(argv):
    """Return the arguments of one command, with the command as ``command``."""
    parser = _parser()
    args, args.passed_on = parser.parse_known_args(argv)
    if args.passed_on and not getattr(args.command, "PASSES_ON", False):
        parser.error(f"unrecognized arguments: {' '.join(args.passed_on)}")
    return args


def _parser():
    parser = argparse.ArgumentParser(
        prog="./onestop",
        description="Run and test the One-Stop suite. Everything it makes is under .onestop/.",
    )
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in sorted(module.name for module in pkgutil.iter_modules(commands.__path__)):
        command = importlib.import_module(f"{commands.__name__}.{name}")
        title, _, rest = command.__doc__.strip().partition("\n")
        subparser = subparsers.add_parser(
            name.replace("_", "-"),
            help=title,
            description=f"{title}\n{rest}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            # what is passed on is not to be taken for the beginning of an option of ours
            allow_abbrev=False,
        )
        command.add_arguments(subparser)
        subparser.set_defaults(command=command)
    return parser
