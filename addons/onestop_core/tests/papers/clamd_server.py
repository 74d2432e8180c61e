import contextlib
import socketserver
import struct
import threading

from ..upload_samples import EICAR


class _Handler(socketserver.StreamRequestHandler):
    """One command of clamd's protocol: ``nINSTREAM``, then chunks with their length, then an empty one."""

    def handle(self):
        command = self.rfile.readline()
        if command != b"nINSTREAM\n":
            self.wfile.write(b"UNKNOWN COMMAND\n")
            return
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        self.server.received.append(content)
        if self.server.mood == "hang":
            self.server.done.wait(20)
        elif self.server.mood == "garbage":
            self.wfile.write(b"\xff\xfe\x00 what?\n")
        elif self.server.mood == "limit":
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\n")
        elif self.server.mood == "silent":
            pass
        elif EICAR in content:
            self.wfile.write(b"stream: Eicar-Test-Signature FOUND\n")
        else:
            self.wfile.write(b"stream: OK\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mood):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mood = mood
        self.received = []
        self.done = threading.Event()


@contextlib.contextmanager
def clamd_server(mood="well"):
    """A clamd on a port of this machine: finds the test virus, or ``hang``s, answers ``garbage``, a ``limit``, or
    nothing (``silent``). Gives the server, with ``received``: what was streamed to it.
    """
    server = _Server(mood)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.done.set()
        server.shutdown()
        server.server_close()
        thread.join()
