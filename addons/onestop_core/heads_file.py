"""The file in which the signed states of the trail's log stand outside the database.

One line of JSON for each state, and for each restoration that two people answered for; lines are only added. The role of
the database cannot reach it; who runs the server should see that Odoo's own account can only add to it
(``chattr +a``), and should copy it to where nobody here can write.
"""

import fcntl
import json
import os
from contextlib import contextmanager
from pathlib import Path

from odoo.tools import config


def heads_path(env):
    """Where the file lies: option ``onestop_trail_heads`` of Odoo's configuration, else in the data directory."""
    name = f"{env.cr.dbname}.trail-heads"
    return Path(config.get("onestop_trail_heads") or Path(config["data_dir"]) / "onestop" / name)


def read_heads(path):
    """The lines of the file as dicts, a line that cannot be read as an empty one; None if there is no file."""
    if not path.exists():
        return None
    return [_parse(line) for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]


def _parse(line):
    try:
        found = json.loads(line)
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) and {"head", "restore"} & found.keys() else {}


def add_lines(path, lines):
    """Add lines to the file, for good: what this returned after is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def only_one(path):
    """Hold the block for one process of this machine; yields whether it is this one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path.with_name(f"{path.name}.lock"), "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
