"""Runs functions marked ``examined`` in a process of their own, which may die of what it reads.

One parent process serves all processes of an Odoo server: it is started by whoever needs it first, has the libraries
loaded, and forks for each call (``examiner_process``).  It ends by itself once nobody holds a line to it, and whoever
finds it gone starts it anew.  Its name holds a digest of the code, so that an updated server never asks an older one.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import ExitStack
from pathlib import Path

from . import examined

# seconds that a call may wait for its turn
QUEUE = 60
_START = 60
_HERE = Path(__file__).resolve()
# what the other side needs of our environment: no passwords
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH",
                "XDG_CACHE_HOME", "XDG_DATA_DIRS", "GI_TYPELIB_PATH", "MAGIC")  # fmt: skip

_starting = threading.Lock()
# the process that holds the line, since a fork must take one of its own, and the line
_line: tuple[int, socket.socket] | None = None


class ExaminationFailed(Exception):
    """There is no answer: nobody can say what the bytes are.

    :ivar reason: ``late`` (took too long), ``memory``, ``killed``, ``crashed``, ``busy`` (waited too long), ``answer``
        (answered what is none)
    :ivar detail: for the log; holds nothing of the bytes
    """

    def __init__(self, reason: str, detail: str = ""):
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason
        self.detail = detail


class _ParentGone(ExaminationFailed):
    """The parent ended before it could say how the call did."""


def examine(function, *args, who: str = ""):
    """What ``function(*args)`` gives, without this process reading what is in ``args``.

    :param function: of an engine, marked with ``examined``
    :param args: plain values, bytes, data classes of engines, binary files (read from their start), ``examined.Target``
    :param who: for whom; nobody gets all the places of a lane
    :raises ExaminationFailed: it was killed or broke
    :raises Exception: one of those that ``function`` is marked with
    """
    places = [(value.file.fileno(), value.file.tell()) for value in args if isinstance(value, examined.Target)]
    try:
        return _examine(function, args, who)
    except _ParentGone:
        # Whatever ended it, this call is as likely a bystander; its second parent is the last.
        for number, place in places:
            os.lseek(number, place, os.SEEK_SET)
            os.ftruncate(number, place)
    return _examine(function, args, who)


def _examine(function, args, who):
    limits = function.limits
    with ExitStack() as stack:
        files: list[int] = []

        def keep(value):
            files.append(_descriptor(value, stack))
            return len(files) - 1

        request, answer = _memory(stack), _memory(stack)
        with open(os.dup(request), "wb") as file:
            file.write(examined.dump(list(args), keep))
        head = json.dumps(
            {
                "function": f"{function.__module__}:{function.__qualname__}",
                "lane": limits.lane,
                "seconds": limits.seconds,
                "who": who,
            }
        )
        end = _call(head.encode(), [request, answer, *files], QUEUE + 3 * limits.seconds + 5)
        given = sum(os.fstat(number).st_size for number in (request, *files))
        return _read(end, answer, limits, limits.answer + limits.growth * given)


def _memory(stack) -> int:
    number = os.memfd_create("onestop")
    stack.callback(os.close, number)
    return number


def _descriptor(value, stack) -> int:
    """An open file with what is to be handed over; a reader gets no right to write, and no place to share."""
    if isinstance(value, examined.Target):
        return value.file.fileno()
    if isinstance(value, bytes):
        value = io.BytesIO(value)
    try:
        value.flush()
        number = os.open(f"/proc/self/fd/{value.fileno()}", os.O_RDONLY)
        stack.callback(os.close, number)
    except (OSError, AttributeError):
        # it lies in our memory
        number = _memory(stack)
        position = value.tell()
        value.seek(0)
        with open(os.dup(number), "wb") as copy:
            shutil.copyfileobj(value, copy)
        value.seek(position)
    return number


def _call(head, descriptors, seconds) -> dict:
    """How the process ended that the call was given to."""
    with _connect() as connection:
        connection.settimeout(seconds)
        try:
            socket.send_fds(connection, [head], descriptors)
            reply = connection.recv(4096)
        except TimeoutError as error:
            raise ExaminationFailed("busy") from error
        except ConnectionError:
            reply = b""
    if not reply:
        raise _ParentGone("killed", "with its parent")
    return json.loads(reply)


def _read(end, answer, limits, longest):
    if end["late"] or end["signal"] == signal.SIGXCPU:
        raise ExaminationFailed("late")
    size = os.fstat(answer).st_size
    if end["signal"] or end["code"] or size > longest:
        detail = os.pread(answer, 200, 0).decode("ascii", "replace") if end["code"] else ""
        reason = "killed" if end["signal"] else "memory" if detail.startswith("MemoryError") else "crashed"
        raise ExaminationFailed(reason, detail or (signal.Signals(end["signal"]).name if end["signal"] else "size"))
    try:
        kind, value = examined.load(os.pread(answer, size, 0))
        raised = limits.raises[value[0]] if kind == "raised" else None
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise ExaminationFailed("answer", type(error).__name__) from error
    if raised:
        error = raised.__new__(raised, *value[1])
        error.args = tuple(value[1])
        vars(error).update(value[2])
        raise error
    return value


# ------------------------------------------------------------------ the line to the parent


def _connect() -> socket.socket:
    try:
        _hold_line()
        return _dial()
    except ConnectionError:
        # it was there, and is no longer
        _drop_line()
    try:
        _hold_line()
        return _dial()
    except ConnectionError as error:
        raise ExaminationFailed("killed", "as it started") from error


def _dial() -> socket.socket:
    """A connection to the parent, which has greeted.

    :raises ConnectionError: there is no parent, or it ends just now
    """
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        connection.settimeout(_START)
        connection.connect(b"\0" + _name().encode())
        uid = int.from_bytes(connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)[4:8], sys.byteorder)
        if uid != os.getuid():
            raise ExaminationFailed("killed", "somebody else answers under our name")
        if not connection.recv(16):
            raise ConnectionResetError("no greeting")
    except TimeoutError as error:
        connection.close()
        raise ExaminationFailed("busy", "no greeting") from error
    except BaseException:
        connection.close()
        raise
    return connection


def _hold_line():
    """Keep a line open, so that the parent stays; start one if there is none."""
    global _line  # noqa: PLW0603 one of a process
    with _starting:
        if _line and _line[0] == os.getpid():
            return
        try:
            line = _dial()
        except ConnectionError:
            _start()
            line = _dial()
        _line = os.getpid(), line


def _drop_line():
    global _line  # noqa: PLW0603
    with _starting:
        if _line:
            _line[1].close()
            _line = None


def _start():
    settings = {"name": _name(), "path": sys.path, "roots": _roots()}
    with tempfile.TemporaryFile() as errors:
        ended = subprocess.run(
            [sys.executable, "-I", str(_HERE.with_name("examiner_process.py")), json.dumps(settings)],
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            timeout=_START,
            check=False,
        )
        errors.seek(0)
        if ended.returncode:
            raise ExaminationFailed("killed", errors.read(2000).decode("utf-8", "replace"))


def _roots() -> list[str]:
    """Folders that hold add-ons, ours among them."""
    package = sys.modules.get("odoo.addons")
    return list(dict.fromkeys([*map(str, getattr(package, "__path__", ())), str(_HERE.parents[2])]))


@functools.cache
def _name() -> str:
    code = sorted(file for root in _roots() for file in Path(root).glob("onestop_*/engine/*.py"))
    said = [sys.version, sys.executable, os.getuid(), os.environ.get("FONTCONFIG_FILE")]
    said += [(str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in code]
    return f"onestop-examiner-{hashlib.sha256(repr(said).encode()).hexdigest()[:32]}"
