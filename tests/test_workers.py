"""An Odoo with workers, as ``./onestop run --workers`` starts it: pages, live messages, and what it costs to have it idle."""

import contextlib
import json
import re
import time
from urllib.parse import urlsplit

import psutil
import pytest
import websocket

from launcher import demo_logins
from launcher.odoo_client import OdooClient

LOGIN = "khaphong.tiepnhan"
# what the log has of a server in which nothing goes wrong
FAULT = re.compile(r"^\S+ \S+ \d+ (?:ERROR|CRITICAL) .*", re.MULTILINE)
SECONDS = 10
_NOTIFY = "INSERT INTO bus_bus (create_date, channel, message) VALUES (now() AT TIME ZONE 'UTC', %s, %s)"


@pytest.fixture(scope="module")
def workers(new_server, database):
    """Return a ``Server`` of ``database`` with two workers."""
    return new_server(database, workers=2)


@pytest.fixture
def live(workers, project):
    """Return a websocket of a receptionist, connected at the address of the pages."""
    [password] = [row["password"] for row in demo_logins.read(project) if row["login"] == LOGIN]
    client = OdooClient(workers.url, workers.database)
    client.log_in(LOGIN, password)
    address = urlsplit(workers.url).netloc
    _status, _type, page = client.get("/web")
    [version] = re.findall(rb'"websocket_worker_version": "([^"]+)"', page)
    connection = websocket.create_connection(
        f"ws://{address}/websocket?version={version.decode()}",
        cookie=client.cookies(),
        origin=workers.url,
        timeout=30,
    )
    yield connection
    connection.close()


def family(server):
    """Return the processes of a server."""
    first = psutil.Process(server.process.pid)
    return [first, *first.children(recursive=True)]


def seconds_used(processes):
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def test_live_messages_arrive(workers, live, connection):
    """What a transaction notifies reaches the browser by the websocket."""
    live.send(json.dumps({"event_name": "subscribe", "data": {"channels": ["onestop_test"], "last": 0}}))
    message = {"type": "onestop_test", "payload": "Đã tiếp nhận"}
    channel = json.dumps([workers.database, "onestop_test"], separators=(",", ":"))
    arrived = []
    live.settimeout(1)
    deadline = time.monotonic() + 30
    with connection.cursor() as cursor:
        # again and again, since nobody tells when the subscription is done
        while message not in arrived:
            assert time.monotonic() < deadline, f"only these arrived: {[one['type'] for one in arrived]}"
            cursor.execute(_NOTIFY, (channel, json.dumps(message)))
            cursor.execute("SELECT pg_notify('imbus', %s)", (f"[{channel}]",))
            with contextlib.suppress(websocket.WebSocketTimeoutException):
                arrived += [notification["message"] for notification in json.loads(live.recv())]


def test_idle_server_rests(workers, record_property):
    """No process is started again and again; what an idle server uses of a core is told."""
    processes = family(workers)
    assert len(processes) >= 4, "the server, two workers and the websockets' process"
    before = seconds_used(processes)
    time.sleep(SECONDS)
    assert {process.pid for process in family(workers)} == {process.pid for process in processes}
    share = (seconds_used(processes) - before) / SECONDS
    record_property("share of a core that an idle server with two workers uses", f"{share:.1%}")


def test_log_has_no_error(workers):
    """Runs last: whatever the tests before asked for is in it."""
    log = workers.log.read_text(encoding="utf-8")
    assert FAULT.findall(log) == []
    assert "Traceback" not in log
