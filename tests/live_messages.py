"""Odoo's websocket, as a browser uses it."""

import contextlib
import json
import re
import time
from urllib.parse import urlsplit

import psycopg2
import websocket

from launcher.postgres.cluster import ROLE

_CHANNEL = "onestop_test"
_INSERT = "INSERT INTO bus_bus (create_date, channel, message) VALUES (now() AT TIME ZONE 'UTC', %s, %s)"
# seconds in which a message has to arrive
_PATIENCE = 30


class Live:
    """A websocket of who is logged in by ``client``, at the address of the pages, subscribed to a channel.

    As in the browser, one that the server closed is opened again.
    """

    def __init__(self, url, client):
        _status, _type, page = client.get("/odoo")
        [version] = re.findall(rb'"websocket_worker_version": "([^"]+)"', page)
        self._address = f"ws://{urlsplit(url).netloc}/websocket?version={version.decode()}"
        self._url, self._client = url, client
        self._open()

    def _open(self):
        self._connection = websocket.create_connection(
            self._address, cookie=self._client.cookies(), origin=self._url, timeout=_PATIENCE
        )
        self._connection.send(json.dumps({"event_name": "subscribe", "data": {"channels": [_CHANNEL], "last": 0}}))
        self._connection.settimeout(1)

    def receive(self):
        """Return the notifications that arrive within a second."""
        try:
            return json.loads(self._connection.recv())
        except websocket.WebSocketTimeoutException:
            return []
        except websocket.WebSocketConnectionClosedException:
            self._open()
            return []

    def close(self):
        self._connection.close()


def await_message(live, cluster, database, text):
    """Notify as Odoo does, and wait until the websocket has it."""
    message = {"type": _CHANNEL, "payload": text}
    channel = json.dumps([database, _CHANNEL], separators=(",", ":"))
    arrived = []
    deadline = time.monotonic() + _PATIENCE
    # Odoo listens in the database postgres, whatever database it serves.
    with cursor(cluster, database) as here, cursor(cluster, "postgres") as there:
        # again and again, since nobody tells when the subscription is done
        while message not in arrived:
            assert time.monotonic() < deadline, f"only these arrived: {[one['type'] for one in arrived]}"
            here.execute(_INSERT, (channel, json.dumps(message)))
            there.execute("SELECT pg_notify('imbus', %s)", (f"[{channel}]",))
            arrived += [notification["message"] for notification in live.receive()]


@contextlib.contextmanager
def cursor(cluster, database):
    """Give a cursor of a database in autocommit mode, as Odoo's role."""
    connection = psycopg2.connect(host=str(cluster.socket), user=ROLE, dbname=database)
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        yield cursor
