"""A gateway that misbehaves on demand: a real HTTP server on the loopback."""

import json
import threading
import time
from collections import Counter

from .loopback_server import LoopbackServer


class GatewayServer(LoopbackServer):
    """Takes messages by their ``Idempotency-Key``: what it has taken already it does not take again.

    :ivar behaviours: what the next requests meet, in order; after the last one the server behaves well
        ``ok`` takes and acknowledges; ``lost`` takes and breaks the line before the answer; ``slow`` takes and answers
        too late; ``500``, ``429``, ``404``, ``400`` take nothing; ``garbage`` takes and answers nonsense; ``wrong`` takes
        and denies it; ``echo`` takes and answers with what it was sent; ``refused`` does not take and says so
    :ivar requests: of every request ``(key, path, headers, body)``
    :ivar taken: how often each key was taken
    :ivar delay: seconds between taking a message and answering
    """

    # what each behaviour answers; the code is that of ``error_code``
    ANSWERS = {"ok": 0, "wrong": 99, "refused": 7}

    def __init__(self, slow_seconds=3):
        super().__init__()
        self.behaviours = []
        self.requests = []
        self.taken = Counter()
        self.slow_seconds = slow_seconds
        self.delay = 0
        self._lock = threading.Lock()
        self.url += "/send"

    def _serve(self, handler, body):
        body = body.decode()
        key = handler.headers.get("Idempotency-Key")
        with self._lock:
            behaviour = self.behaviours.pop(0) if self.behaviours else "ok"
            self.requests.append((key, handler.path, dict(handler.headers), body))
            if behaviour in ("ok", "lost", "slow", "garbage", "wrong", "echo") and not self.taken[key]:
                self.taken[key] += 1
        time.sleep(self.delay)
        if behaviour == "lost":
            handler.connection.close()
        elif behaviour == "slow":
            self._drip(handler)
        elif behaviour.isdigit():
            handler.send_response(int(behaviour))
            if behaviour == "429":
                handler.send_header("Retry-After", "120")
            handler.send_header("Content-Length", "0")
            handler.end_headers()
        else:
            code = body if behaviour == "echo" else self.ANSWERS.get(behaviour)
            text = "<html>" if code is None else json.dumps({"error_code": code})
            self._answer(handler, text.encode())

    def _answer(self, handler, content):
        try:
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(content)))
            handler.end_headers()
            handler.wfile.write(content)
        except (BrokenPipeError, ConnectionResetError):
            # the caller was killed while it waited
            return

    def _drip(self, handler):
        """An answer that goes on for too long, a letter at a time."""
        handler.send_response(200)
        handler.end_headers()
        end = time.monotonic() + self.slow_seconds
        try:
            while time.monotonic() < end:
                handler.wfile.write(b" " * 4096)
                handler.wfile.flush()
                time.sleep(0.2)
        except (BrokenPipeError, ConnectionResetError):
            # the caller has lost patience, which is what this is for
            return
