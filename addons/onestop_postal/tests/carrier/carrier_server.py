"""A carrier as it is and as it misbehaves: a real HTTP server on the loopback that takes orders and tells of them."""

import json
import time
from urllib.parse import parse_qs, urlsplit

from odoo.addons.onestop_core.tests.loopback_server import LoopbackServer

KEY = "FAKE-KEY-FOR-TESTS"
PAGE = 3


class CarrierServer(LoopbackServer):
    """Takes orders and gives each a waybill; tells its events a page at a time, from a cursor on.

    :ivar orders: ``{id of a request: (item, waybill)}``, each once
    :ivar asked: how often an order was sent, repetitions included
    :ivar events: what it tells, in the order in which it tells it
    :ivar behaviours: what the next requests meet, in order; then it behaves well. ``slow`` (it answers too late), ``lost_after`` (all is
        done, and the line breaks), ``500``, ``garbage``, ``no_number``, ``same_number`` (that of the first order), ``repeat`` (a page
        told once more), ``truncated``
    """

    def __init__(self):
        self.orders, self.events, self.behaviours = {}, [], []
        self.asked = self.pages = 0
        super().__init__()

    def _serve(self, handler, body):
        if handler.command == "POST":
            self._order(handler, json.loads(body))
        else:
            self._tell(handler)

    def happened(self, waybill, code, at, weight=None, key=None):
        """Something happened: it is told from now on."""
        self.events.append(
            {"id": key or len(self.events) + 1, "waybill": waybill, "code": code, "at": at, "weight": weight}
        )

    def _next(self):
        return self.behaviours.pop(0) if self.behaviours else ""

    def _order(self, handler, asked):
        self.asked += 1
        behaviour = self._next()
        if behaviour in ("500", "garbage") or handler.headers.get("X-Key") != KEY:
            return self._say(handler, 500 if behaviour == "500" else 401 if not behaviour else 200, b"<html>503")
        known = asked["request"] in self.orders
        if not known:
            number = (
                next(iter(self.orders.values()))[1] if behaviour == "same_number" else f"EM{len(self.orders) + 1:09d}VN"
            )
            self.orders[asked["request"]] = (asked["order"], number)
        if behaviour == "lost_after":
            handler.connection.close()
            return None
        if behaviour == "slow":
            time.sleep(2)
        answer = {} if behaviour == "no_number" else {"waybill": self.orders[asked["request"]][1]}
        return self._say(handler, 409 if known else 200, json.dumps(answer).encode())

    def _tell(self, handler):
        self.pages += 1
        behaviour = self._next()
        if behaviour == "lost_after":
            handler.connection.close()
            return None
        if behaviour in ("500", "garbage"):
            return self._say(handler, 500 if behaviour == "500" else 200, b"<html>503")
        if behaviour == "slow":
            time.sleep(2)
        [after] = parse_qs(urlsplit(handler.path).query).get("after") or ["0"]
        start = max(int(after or 0) - (PAGE if behaviour == "repeat" else 0), 0)
        page = self.events[start : start + PAGE]
        text = json.dumps({"events": page, "next": start + len(page)}).encode()
        return self._say(handler, 200, text[: len(text) // 2] if behaviour == "truncated" else text)

    def _say(self, handler, status, text):
        try:
            handler.send_response(status)
            handler.send_header("Content-Type", "application/json")
            handler.send_header("Content-Length", str(len(text)))
            handler.end_headers()
            handler.wfile.write(text)
        except (BrokenPipeError, ConnectionResetError):
            # whoever asked has gone
            return
