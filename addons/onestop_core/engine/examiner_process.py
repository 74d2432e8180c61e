"""The examining process: a script that ``examiner`` starts, never imported by a server.

The parent never reads what people sent.  It loads the libraries, then forks for each call, at most as many at once
as there are processors, and kills what takes too long.  It has one thread, so that a fork is always clean.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys
import time
import types
from pathlib import Path

# seconds without anybody on a line after which the parent ends
IDLE = 10
_PARENT_DEATH, _NO_NEW_PRIVILEGES = 1, 38
_FILES = 256
_NICE = {"read": 10, "print": 5}


class Call:
    """A connection, and what was asked on it."""

    def __init__(self, connection):
        self.connection = connection
        self.head = None
        self.descriptors: list[int] = []
        self.pid = 0
        self.done = -1
        self.until = 0.0
        self.late = False

    @property
    def waits(self):
        """Whether it was asked and no process works on it yet."""
        return bool(self.head) and not self.pid

    def close_descriptors(self):
        """Let go of the files that came with the question: the process that works on it has its own."""
        while self.descriptors:
            os.close(self.descriptors.pop())


def main(settings):
    """Serve until nobody holds a line any more."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        listener.bind(b"\0" + settings["name"].encode())
    except OSError:
        # another one was faster
        return
    ready, told = os.pipe()
    if os.fork():
        # who started us goes on as soon as somebody listens; its connection waits until we are ready
        os.close(told)
        os.read(ready, 1)
        os._exit(0)
    os.setsid()
    # here, since the system says that who began to listen is who answers
    listener.listen(256)
    os.close(told)
    os.close(ready)
    quiet = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(quiet, number)
    _preload(settings)
    if len(os.listdir("/proc/self/task")) != 1:
        raise SystemExit("a library started a thread: forks would not be clean")
    gc.collect()
    gc.freeze()
    _Parent(listener).serve()


def _preload(settings):
    sys.path[:] = settings["path"]
    sys.modules["odoo"] = types.ModuleType("odoo")
    sys.modules["odoo"].__path__ = []
    sys.modules["odoo.addons"] = addons = types.ModuleType("odoo.addons")
    addons.__path__ = []
    for root in settings["roots"]:
        for path in Path(root).glob("onestop_*/engine"):
            # a stand-in that loads no model of the add-on
            package = types.ModuleType(f"odoo.addons.{path.parent.name}")
            package.__path__ = [str(path.parent)]
            sys.modules.setdefault(package.__name__, package)
    for name in ("bundle", "catalogue_sheet", "pdf", "preview", "signing", "staff_sheet", "upload"):
        engine = importlib.import_module(f"odoo.addons.onestop_core.engine.{name}")
        getattr(engine, "preload", lambda: None)()


class _Parent:
    def __init__(self, listener):
        self.listener = listener
        self.calls: dict[int, Call] = {}  # by the number of their connection
        self.done: dict[int, Call] = {}  # by the number of the pipe that closes as their process ends
        self.poll = select.poll()
        self.poll.register(listener, select.POLLIN)
        cores = len(os.sched_getaffinity(0))
        self.width = {"read": cores, "print": max(2, cores)}

    def serve(self):
        """Take questions, start a process for each, and end those that take too long, until nobody holds a line any more."""
        empty_since = time.monotonic()
        while True:
            for number, _event in self.poll.poll(self._patience()):
                if number == self.listener.fileno():
                    self._accept()
                elif number in self.done:
                    self._finish(self.done[number])
                elif number in self.calls:
                    self._receive(self.calls[number])
            now = time.monotonic()
            for call in self.done.values():
                if now > call.until and not call.late:
                    call.late = True
                    os.kill(call.pid, signal.SIGKILL)
            self._start_waiting()
            if self.calls:
                empty_since = now
            elif now - empty_since > IDLE:
                return

    def _patience(self):
        """Milliseconds until something may be due."""
        return 1000 * max(
            0.01, min([IDLE, *(call.until - time.monotonic() for call in self.done.values() if not call.late)])
        )

    def _accept(self):
        connection, _address = self.listener.accept()
        uid = int.from_bytes(connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)[4:8], sys.byteorder)
        if uid != os.getuid():
            connection.close()
            return
        connection.setblocking(False)
        self.calls[connection.fileno()] = Call(connection)
        self.poll.register(connection, select.POLLIN)
        with contextlib.suppress(OSError):
            # that we are there, which the holder of a line waits for
            connection.send(b"{}")

    def _receive(self, call):
        try:
            head, descriptors, _flags, _address = socket.recv_fds(call.connection, 65536, 200)
        except BlockingIOError:
            # its number was another's a moment ago
            return
        except OSError:
            head, descriptors = b"", []
        if head and not call.head:
            call.head, call.descriptors = json.loads(head), descriptors
            return
        for number in descriptors:
            os.close(number)
        if not head:
            # nobody waits for the answer
            if call.pid:
                os.kill(call.pid, signal.SIGKILL)
                self._finish(call)
            else:
                self._forget(call)

    def _forget(self, call):
        self.poll.unregister(call.connection)
        del self.calls[call.connection.fileno()]
        call.connection.close()
        call.close_descriptors()

    def _start_waiting(self):
        for lane, width in self.width.items():
            while True:
                running = [call.head["who"] for call in self.done.values() if call.head["lane"] == lane]
                waiting = [call for call in self.calls.values() if call.waits and call.head["lane"] == lane]
                # first come, first served, but nobody holds all the places
                waiting = [call for call in waiting if running.count(call.head["who"]) < max(1, width - 1)]
                if len(running) >= width or not waiting:
                    break
                self._fork(min(waiting, key=lambda call: running.count(call.head["who"])))

    def _fork(self, call):
        call.done, done = os.pipe()
        parent = os.getpid()
        call.pid = os.fork()
        if not call.pid:
            code = 1
            try:
                code = _work(call, parent, keep={done, *call.descriptors})
            finally:
                # whatever happens, a child never returns into the loop
                os._exit(code)
        os.close(done)
        call.until = time.monotonic() + 3 * call.head["seconds"]
        call.close_descriptors()
        self.done[call.done] = call
        self.poll.register(call.done, select.POLLIN)

    def _finish(self, call):
        # a child that only closed its end of the pipe must not hold us up; one that has ended keeps its code
        os.kill(call.pid, signal.SIGKILL)
        _pid, status = os.waitpid(call.pid, 0)
        self.poll.unregister(call.done)
        del self.done[call.done]
        os.close(call.done)
        code = os.waitstatus_to_exitcode(status)
        end = {"code": max(code, 0), "signal": max(-code, 0), "late": call.late}
        with contextlib.suppress(OSError):
            call.connection.send(json.dumps(end).encode())
        self._forget(call)


def _work(call, parent, keep):
    """In the child: set the limits, call the function, write its answer; the exit code."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PARENT_DEATH, signal.SIGKILL)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if os.getppid() != parent:
        return 1
    for number in map(int, os.listdir("/proc/self/fd")):
        if number > 2 and number not in keep:
            with contextlib.suppress(OSError):
                os.close(number)
    os.nice(_NICE[call.head["lane"]])
    # the first to go where memory is short
    Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    request, answer, *files = call.descriptors
    name, _, function = call.head["function"].partition(":")
    function = getattr(importlib.import_module(name), function)
    examined = sys.modules["odoo.addons.onestop_core.engine.examined"]
    limits = function.limits
    given = sum(os.fstat(number).st_size for number in (request, *files))
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    memory = pages * resource.getpagesize() + limits.memory
    # a second later than the signal that says why comes the one that cannot be caught
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, max(limits.answer + limits.growth * given, limits.writes)),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))

    def take(kind, number):
        if kind == "target":
            return open(files[number], "wb", closefd=False)
        file = open(files[number], "rb")  # noqa: SIM115 it is the function's
        file.seek(0)
        return file.read() if kind == "kept" else file

    try:
        args = examined.load(os.pread(request, os.fstat(request).st_size, 0), take)
        try:
            said = examined.dump(("ok", function(*args)))
        except limits.raises as error:
            place = next(place for place, kind in enumerate(limits.raises) if isinstance(error, kind))
            said = examined.dump(("raised", [place, list(error.args), vars(error)]))
        _write(answer, said)
    except BaseException as error:  # noqa: BLE001 its kind is the answer; its text may hold what was read
        where = error.__traceback__
        while where and where.tb_next:
            where = where.tb_next
        place = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else ""
        os.ftruncate(answer, 0)
        _write(answer, f"{type(error).__name__} {place}".encode())
        return 2
    return 0


def _write(number, data):
    offset = 0
    while offset < len(data):
        offset += os.pwrite(number, data[offset:], offset)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
