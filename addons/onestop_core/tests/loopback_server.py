"""Stands in for what is outside: a real HTTP server on the loopback, for as long as a block or a class of tests lasts."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class LoopbackServer:
    """Base of the servers of tests; what it answers, a subclass says in ``_serve``.

    :ivar url: its address, without a path
    """

    def __init__(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer._serve(self, b"")

            def do_POST(self):
                outer._serve(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *exception):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _serve(self, handler, body):
        """Answer a request.

        :param handler: a ``BaseHTTPRequestHandler`` with its path and headers
        :param body: bytes
        """
        raise NotImplementedError
