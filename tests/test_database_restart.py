"""PostgreSQL crashes, or is started again, under a running Odoo: who asks next is served, and nothing confirmed is lost."""

import contextlib
import os
import signal
import subprocess
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import live_messages
import pytest

from launcher import demo_logins, odoo_source, reception, server, venv
from launcher.odoo_client import OdooClient, Refused
from launcher.postgres.cluster import ADMIN, ROLE, Cluster
from launcher.project import Project
from launcher.server import Runtime
from launcher.sysroot import Sysroot

LOGIN, PROCEDURE = "khaphong.tiepnhan", "1.001193"
DATABASE = "onestop"
# As many as fill the pool with connections that all die.
CLERKS = 10
# seconds in which a scheduled action has to run
PATIENCE = 60


class Restartable:
    """A PostgreSQL of its own with a copy of the template database; others' tests go on while it is down."""

    def __init__(self, cluster):
        self.cluster = cluster
        self._running = contextlib.ExitStack()

    def start(self):
        self._running.enter_context(self.cluster.running(own=True))

    def stop(self):
        self._running.close()

    def fill(self, source, environment):
        self.cluster.query(
            f"CREATE DATABASE {DATABASE} OWNER {ROLE} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
        )
        dump = subprocess.Popen(
            ["pg_dump", "--username", ADMIN, source], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        )
        subprocess.run(
            [*self.cluster.psql_command(DATABASE, ADMIN), "--quiet", "--set=ON_ERROR_STOP=1"],
            stdin=dump.stdout,
            stdout=subprocess.DEVNULL,
            check=True,
            env=self.cluster.program_environment(),
        )
        assert dump.wait() == 0, dump.stderr.read()

    def cursor(self, database=DATABASE):
        return live_messages.cursor(self.cluster, database)

    def crash(self):
        """Kill a backend as the kernel does when memory runs out; PostgreSQL ends all others and recovers."""
        with self.cursor() as cursor:
            os.kill(cursor.connection.info.backend_pid, signal.SIGKILL)
        while not self.cluster.answers():
            time.sleep(0.02)


@pytest.fixture(scope="module")
def postgres(tmp_path_factory, project, runtime, new_database):
    """Return a ``Restartable`` that runs."""
    checkout = Project(tmp_path_factory.mktemp("restart"))
    checkout.addons = project.addons
    checkout.prepare()
    (checkout.state / "sysroot").symlink_to(project.state / "sysroot")
    postgres = Restartable(Cluster(checkout, Sysroot(checkout), "run"))
    postgres.start()
    # a copy, because whoever reads the template keeps others from copying it
    postgres.fill(new_database(), runtime.cluster.environment())
    yield postgres
    postgres.stop()


@pytest.fixture(scope="module", params=[0, 2], ids=["threads", "workers"])
def odoo(request, postgres, project):
    """Return the address and the process of an Odoo on that PostgreSQL."""
    cluster = postgres.cluster
    own = Runtime(cluster.project, cluster, odoo_source.prepare(project), venv.python(project), "run")
    port = server.free_port()
    with own.serving(DATABASE, port, cluster.project.log / "odoo.log", workers=request.param) as process:
        yield f"http://{server.HOST}:{port}", process


@pytest.fixture
def clerks(odoo, project):
    """Return receptionists who are logged in and have all been at work at the same time."""
    url, _process = odoo
    clerks = [OdooClient(url, DATABASE) for _number in range(CLERKS)]
    for clerk in clerks:
        clerk.user_id = clerk.log_in(LOGIN, demo_logins.password(project, LOGIN))["uid"]
    for _time in range(3):
        at_once(clerks, lambda clerk: clerk.call("onestop.agency", "search_read", []))
    return clerks


def at_once(items, do):
    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(do, items))


@contextlib.contextmanager
def crashed(postgres, _clerk):
    yield
    postgres.crash()


@contextlib.contextmanager
def started_again(postgres, clerk):
    """Stop and start it; who asks in between is told to come again."""
    yield
    postgres.stop()
    status, _type, page = clerk.get("/odoo")
    assert status == 503
    assert "đang khởi động lại" in page.decode()
    postgres.start()


@pytest.mark.parametrize("outage", [crashed, started_again])
def test_all_go_on(outage, odoo, postgres, clerks, record_property):
    """Every clerk's next call is answered, without signing in again; messages, schedules and jobs go on as well."""
    url, process = odoo
    with contextlib.closing(live_messages.Live(url, clerks[0])) as live:
        live_messages.await_message(live, postgres.cluster, DATABASE, "before")
        with outage(postgres, clerks[0]):
            pass
        begin = time.monotonic()
        assert all(at_once(clerks, lambda clerk: clerk.call("onestop.agency", "search_count", [])))
        record_property(f"seconds until {CLERKS} clerks are served", f"{time.monotonic() - begin:.2f}")
        live_messages.await_message(live, postgres.cluster, DATABASE, "after")
        record_property("seconds until live messages arrive", f"{time.monotonic() - begin:.2f}")
        with postgres.cursor() as here, postgres.cursor("postgres") as there:
            await_schedule(here, there)
        record_property("seconds until scheduled actions run", f"{time.monotonic() - begin:.2f}")
    assert process.poll() is None


def await_schedule(cursor, listened_to):
    """Let a scheduled action be due, and wait until it has run."""
    cursor.execute("SELECT id, now() AT TIME ZONE 'UTC' FROM ir_cron WHERE active ORDER BY id LIMIT 1")
    cron_id, begin = cursor.fetchone()
    cursor.execute("UPDATE ir_cron SET nextcall = %s WHERE id = %s", (begin, cron_id))
    deadline = time.monotonic() + PATIENCE
    while True:
        listened_to.execute("SELECT pg_notify('cron_trigger', %s)", (DATABASE,))
        cursor.execute("SELECT lastcall >= %s FROM ir_cron WHERE id = %s", (begin, cron_id))
        if cursor.fetchone() == (True,):
            return
        assert time.monotonic() < deadline, "the scheduled action did not run"
        time.sleep(0.1)


def test_receptions_in_the_middle_of_a_crash(odoo, postgres, clerks):
    """What was confirmed is there, and what is sent again is received once."""
    agency_id, _name = reception.post_of(clerks[0], clerks[0].user_id)
    payload = reception.complete_payload(clerks[0], agency_id, PROCEDURE, applicant_name="Nguyễn Thị Mất Điện")
    sent = {str(uuid.uuid4()): None for _number in range(CLERKS * 4)}
    queue = list(sent)

    def receive(clerk):
        while queue:
            client_uuid = queue.pop()
            with contextlib.suppress(OSError, Refused):  # a line that breaks, or an error
                sent[client_uuid] = clerk.call("onestop.dossier", "receive", {**payload, "client_uuid": client_uuid})

    with ThreadPoolExecutor(len(clerks)) as pool:
        running = [pool.submit(receive, clerk) for clerk in clerks]
        while sum(answer is not None for answer in sent.values()) < CLERKS:
            time.sleep(0.005)
        postgres.crash()
        for one in running:
            one.result()
    confirmed = {client_uuid: answer["code"] for client_uuid, answer in sent.items() if answer}
    assert len(confirmed) >= CLERKS
    # what was not answered is sent again until it is, as a counter does
    end = time.monotonic() + PATIENCE
    queue += sent
    while queue and time.monotonic() < end:
        at_once(clerks, receive)
        queue += [client_uuid for client_uuid, answer in sent.items() if answer is None]
    with postgres.cursor() as cursor:
        cursor.execute("SELECT client_uuid, code FROM onestop_dossier WHERE client_uuid IN %s", [tuple(sent)])
        rows = cursor.fetchall()
    assert len(rows) == len(sent)
    assert {client_uuid: answer["code"] for client_uuid, answer in sent.items()} == dict(rows)
    assert confirmed.items() <= dict(rows).items()
