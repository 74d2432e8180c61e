"""An Odoo with workers, as ``./onestop run --workers`` starts it: pages, live messages, and what it costs to have it idle."""

import contextlib
import re
import time

import live_messages
import psutil
import pytest

from launcher import demo_logins
from launcher.odoo_client import OdooClient

LOGIN = "khaphong.tiepnhan"
# what the log has of a server in which nothing goes wrong
FAULT = re.compile(r"^\S+ \S+ \d+ (?:ERROR|CRITICAL) .*", re.MULTILINE)
SECONDS = 10


@pytest.fixture(scope="module")
def workers(new_server, database):
    """Return a ``Server`` of ``database`` with two workers."""
    return new_server(database, workers=2)


@pytest.fixture
def live(workers, project):
    """Return the websocket of a receptionist."""
    client = OdooClient(workers.url, workers.database)
    client.log_in(LOGIN, demo_logins.password(project, LOGIN))
    with contextlib.closing(live_messages.Live(workers.url, client)) as connection:
        yield connection


def family(server):
    """Return the processes of a server."""
    first = psutil.Process(server.process.pid)
    return [first, *first.children(recursive=True)]


def seconds_used(processes):
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def test_live_messages_arrive(runtime, workers, live):
    """What a transaction notifies reaches the browser by the websocket."""
    live_messages.await_message(live, runtime.cluster, workers.database, "Đã tiếp nhận")


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
