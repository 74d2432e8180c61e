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


def connect(url, client):
    """Return a websocket of who is logged in by ``client``, at the address of the pages, subscribed to a channel."""
    _status, _type, page = client.get("/odoo")
    [version] = re.findall(rb'"websocket_worker_version": "([^"]+)"', page)
    connection = websocket.create_connection(
        f"ws://{urlsplit(url).netloc}/websocket?version={version.decode()}",
        cookie=client.cookies(),
        origin=url,
        timeout=_PATIENCE,
    )
    connection.send(json.dumps({"event_name": "subscribe", "data": {"channels": [_CHANNEL], "last": 0}}))
    return connection


def await_message(live, cluster, database, text):
    """Notify as Odoo does, and wait until the websocket has it."""
    message = {"type": _CHANNEL, "payload": text}
    channel = json.dumps([database, _CHANNEL], separators=(",", ":"))
    arrived = []
    live.settimeout(1)
    deadline = time.monotonic() + _PATIENCE
    # Odoo listens in the database postgres, whatever database it serves.
    with cursor(cluster, database) as here, cursor(cluster, "postgres") as there:
        # again and again, since nobody tells when the subscription is done
        while message not in arrived:
            assert time.monotonic() < deadline, f"only these arrived: {[one['type'] for one in arrived]}"
            here.execute(_INSERT, (channel, json.dumps(message)))
            there.execute("SELECT pg_notify('imbus', %s)", (f"[{channel}]",))
            with contextlib.suppress(websocket.WebSocketTimeoutException):
                arrived += [notification["message"] for notification in json.loads(live.recv())]


@contextlib.contextmanager
def cursor(cluster, database):
    """Give a cursor of a database in autocommit mode, as Odoo's role."""
    connection = psycopg2.connect(host=str(cluster.socket), user=ROLE, dbname=database)
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        yield cursor
