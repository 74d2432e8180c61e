"""Run other programs."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from launcher.errors import Problem

_CHILD = Path(__file__).with_name("child.py")
_CAUSE = re.compile(r"[A-Za-z_.]+(Error|Exception): ")
_TAIL = 25  # lines of a failed program's output that the user sees


def run(command, todo="", **options):
    """Run a program to its end and return its output (standard output and error together).

    :param todo: advice for the user if it fails.
    :param options: as for ``subprocess.run``.
    :raises Problem: if it does not exist or fails; its last lines are told.
    """
    command = [str(part) for part in command]
    try:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=options.pop("stdin", None if "input" in options else subprocess.DEVNULL),
            text=True,
            errors="replace",
            check=False,
            **options,
        )
    except FileNotFoundError as error:
        raise Problem(f"The program {command[0]} is missing.", todo) from error
    if done.returncode != 0:
        lines = done.stdout.strip().splitlines()
        # The last line of a Python traceback names the cause.
        causes = [line for line in lines if _CAUSE.match(line)]
        first = f"{' '.join(command[:4])} … failed: {causes[-1] if causes else f'exit code {done.returncode}'}"
        raise Problem("\n".join([first, *lines[-_TAIL:]]), todo)
    return done.stdout


def spawn(command, death_signal="SIGTERM", owner=None, **options):
    """Start a program that ends with the launcher, and return its ``Popen``.

    It gets a session of its own, so that Ctrl-C reaches only the launcher,
    which then ends it in order.

    :param owner: ``launcher.privileges.Owner`` to run as, or None for ourselves.
    """
    identity = ["-", "-", "-"] if owner is None else owner.arguments()
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(_CHILD), death_signal, *identity, "--", *map(str, command)],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        **options,
    )


def end(popen, first=signal.SIGTERM, seconds=15):
    """End a program: ask it, wait, and insist."""
    if popen.poll() is None:
        popen.send_signal(first)
        try:
            popen.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(popen.pid, signal.SIGKILL)
            popen.wait()


def interactive(command, **options):
    """Run a program that the user talks to, and return its exit code. Ctrl-C is for the program alone."""
    before = signal.signal(signal.SIGINT, lambda _signal, _frame: None)
    try:
        return subprocess.call([str(part) for part in command], **options)
    finally:
        signal.signal(signal.SIGINT, before)
