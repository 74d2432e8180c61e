"""What the user reads while the launcher works: steps with their seconds, questions, errors."""

import sys
import textwrap
import time
from contextlib import contextmanager

from launcher.errors import Problem

_steps = []  # (title, seconds, depth), in the order in which they began
_depth = 0


@contextmanager
def step(title):
    """Announce a step, and note the seconds that it took (also for ``timings``)."""
    global _depth  # noqa: PLW0603 - one console
    say(f"{'  ' * _depth}• {title} …")
    place = len(_steps)
    _steps.append(None)
    _depth += 1
    begin = time.monotonic()
    try:
        yield
    finally:
        seconds = time.monotonic() - begin
        _depth -= 1
        _steps[place] = (title, seconds, _depth)
    if seconds >= 0.5:
        say(f"{'  ' * _depth}  {seconds:.1f} s")


def timings():
    """Print the seconds of every step that was taken; a step within another one is indented."""
    if _steps:
        lines = [("  " * depth + title, seconds) for title, seconds, depth in _steps]
        lines.append(("total", sum(seconds for _title, seconds, depth in _steps if depth == 0)))
        width = max(len(title) for title, _seconds in lines)
        say("\nSeconds of each step:")
        for title, seconds in lines:
            say(f"  {title:<{width}} {seconds:8.2f}")


def say(text=""):
    """Print a line at once, also into a pipe."""
    print(text, flush=True)


def warn(text):
    """Print a warning on standard error."""
    print(f"warning: {text}", file=sys.stderr, flush=True)


def error(problem):
    """Print a problem: what happened, then what to do."""
    print(f"onestop: {problem.what}", file=sys.stderr)
    if problem.todo:
        print(textwrap.indent(problem.todo, "  "), file=sys.stderr, flush=True)


def confirm(question, assume_yes, refusal):
    """Ask a yes/no question.

    :raises Problem: with ``refusal`` as its advice when the answer is no, or when nobody can answer.
    """
    if assume_yes:
        return
    if not sys.stdin.isatty():
        raise Problem(f"{question} Nobody can answer: standard input is not a terminal.", refusal)
    if input(f"{question} [y/N] ").strip().lower() not in ("y", "yes"):
        raise Problem("Stopped, nothing was changed.", refusal)


def table(header, rows):
    """Print rows in aligned columns."""
    rows = [header, *rows]
    widths = [max(len(str(row[i])) for row in rows) for i in range(len(header))]
    for number, row in enumerate(rows):
        say("  " + "  ".join(f"{cell!s:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
        if number == 0:
            say("  " + "  ".join("─" * width for width in widths))
