"""Locks between processes, by the kernel: a lock ends with the process that holds it."""

import fcntl
import os
from contextlib import contextmanager

from launcher import console
from launcher.errors import Problem


@contextmanager
def hold(project, name, doing, wait=False):
    """Hold the lock ``name`` for the ``with`` block.

    :param doing: what the holder does, told to whoever comes second.
    :param wait: wait for the holder, instead of giving up.
    :raises Problem: if somebody else holds it and ``wait`` is not set.
    """
    project.prepare()
    path = project.locks / f"{name}.lock"
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = _holder(path) or "another process"
            if not wait:
                raise Problem(
                    f"{other} holds the lock {path.relative_to(project.root)}.",
                    "Wait until it has ended, or end it with Ctrl-C in its terminal (./onestop stop ends `run`).",
                ) from None
            console.say(f"• waiting for {other} …")
            fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        file.write(f"{os.getpid()} {doing}\n")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def holder_pid(project, name):
    """Return the process id of the holder of a lock, or None."""
    path = project.locks / f"{name}.lock"
    if not path.exists():
        return None
    with path.open("r", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = file.read().partition(" ")[0]
            return int(pid) if pid.isdigit() else None
    return None


def _holder(path):
    pid, _, doing = path.read_text(encoding="utf-8").strip().partition(" ")
    return f"`{doing}` (process {pid})" if doing else None
