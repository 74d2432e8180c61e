#!/usr/bin/env python3
# ruff: noqa: T201  a benchmark prints its figures
"""Clerks at their counters, over HTTP: sign in, open, find the citizen, preview, receive, fetch the slip; beside /web/login.

    ./onestop bench clerks -- [--clerks 50] [--think 17] [--seconds 180] [--most 1000000]

Odoo is served as in production, by two workers with the process of the websockets behind one front door, and each clerk
is a visitor with a session of their own. A clerk begins with a citizen every ``--think`` seconds: 50 clerks make 2.9
receptions a second. First with the demo's dossiers, then with ``--most`` in the same database; all of it changes the
database that is named. The yardstick is Odoo's own sign-in page, fetched once a second in the same minutes.
"""

import random
import socket
import sys
import threading
import time
import uuid
from collections import defaultdict
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import urlsplit

import workbench
from load import communes, dossiers
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import close_all

sys.path.insert(0, str(Path(__file__).parents[1]))

from launcher import odoo_source, server, venv
from launcher.odoo_client import OdooClient, Refused
from launcher.postgres.cluster import Cluster
from launcher.project import Project
from launcher.reception import complete_payload
from launcher.server import Runtime
from launcher.sysroot import Sysroot

PASSWORD = "benchmark"  # nosec B105  the accounts are made for the benchmark
PROCEDURE = "1.001193"
SLIP = "/report/pdf/onestop_core.report_receipt_slip"
WORKERS = 2
# before the figures count: what a worker loads on its first answers
WARM_UP = 10
# dossiers that are made at a time, all of them in memory
BATCH = 100_000
STEPS = ("sign in", "open", "find", "preview", "receive", "slip", "/web/login")


class Figures:
    """Milliseconds of each kind of call, from many threads."""

    def __init__(self):
        self._lock = threading.Lock()
        self.times = defaultdict(list)
        self.failures = []
        self.counting = False

    def timed(self, step, call):
        """Do ``call``, and note how long it took or that it failed."""
        start = perf_counter()
        try:
            answer = call()
        except (Refused, ConnectionError, OSError, AssertionError) as error:
            with self._lock:
                self.failures.append(f"{step}: {error}")
            return None
        with self._lock:
            if self.counting or step == "sign in":
                self.times[step].append((perf_counter() - start) * 1e3)
        return answer


def _fetch(client, path):
    status, _kind, content = client.get(path)
    assert status == 200, f"{path} answers {status}"
    return content


def clerk(number, url, database, figures, arguments, stop):
    """Serve one citizen after the other until ``stop`` is set."""
    chance = random.Random(number)
    client = OdooClient(url, database)
    if not figures.timed("sign in", lambda: client.log_in(f"receptionist.{number}", PASSWORD)):
        return
    opened = client.call("onestop.counter.app", "open_counter")
    agency = opened["agencies"][0]["id"]
    payload = complete_payload(client, agency, PROCEDURE, applicant_name="Nguyễn Thị Đo")
    procedure = client.call("onestop.procedure", "search", [["code", "=", PROCEDURE]])[0]
    version = opened["catalogue_version"]
    # not all at the same moment
    stop.wait(chance.random() * arguments.think)
    citizen = 0
    while not stop.is_set():
        begun = perf_counter()
        citizen += 1
        identity = f"035{190 + number % 9}{number:03d}{citizen:05d}"
        figures.timed("open", lambda: client.call("onestop.counter.app", "open_counter", version))
        figures.timed("find", lambda text=identity: client.call("onestop.counter.app", "find_person", text))
        figures.timed(
            "preview",
            lambda: client.call("onestop.counter.app", "preview", procedure, agency, "direct", payload["case_id"]),
        )
        sent = {**payload, "client_uuid": str(uuid.uuid4()), "applicant_identity": identity}
        received = figures.timed("receive", lambda sent=sent: client.call("onestop.counter.app", "receive", sent))
        if received:
            pdf = figures.timed("slip", lambda received=received: _fetch(client, f"{SLIP}/{received['id']}"))
            if pdf is not None and not pdf.startswith(b"%PDF"):
                figures.failures.append("slip: not a PDF")
        stop.wait(max(0, arguments.think - (perf_counter() - begun)))


def yardstick(url, database, figures, stop):
    """Fetch Odoo's own sign-in page once a second."""
    while not stop.wait(1):
        client = OdooClient(url, database)
        figures.timed("/web/login", lambda client=client: _fetch(client, "/web/login"))


def websocket_answers(url, patience=30):
    """Whether the process of the websockets shakes hands; it may come up some seconds after the others."""
    end = time.monotonic() + patience
    while not (answers := _shakes_hands(url)) and time.monotonic() < end:
        time.sleep(0.5)
    return answers


def _shakes_hands(url):
    host, port = urlsplit(url).hostname, urlsplit(url).port
    with socket.create_connection((host, port), timeout=10) as line:
        line.sendall(
            f"GET /websocket HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {url}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        return line.recv(64).startswith(b"HTTP/1.1 101")


def measure(runtime, arguments):
    """Serve the database, let the clerks work, and return their figures."""
    figures, stop = Figures(), threading.Event()
    port = server.free_port()
    log = runtime.project.log / f"bench-clerks-{port}.log"
    url = f"http://{server.HOST}:{port}"
    with runtime.serving(arguments.database, port, log, "--max-cron-threads", 0, workers=WORKERS):
        assert websocket_answers(url), f"the process of the websockets does not answer, see {log}"
        threads = [
            threading.Thread(target=clerk, args=(number, url, arguments.database, figures, arguments, stop))
            for number in range(1, arguments.clerks + 1)
        ]
        threads.append(threading.Thread(target=yardstick, args=(url, arguments.database, figures, stop)))
        for thread in threads:
            thread.start()
        sleep(WARM_UP + arguments.think)
        figures.counting = True
        sleep(arguments.seconds)
        figures.counting = False
        stop.set()
        for thread in threads:
            thread.join()
    errors = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if " ERROR " in line]
    figures.failures += [f"log: {line[:200]}" for line in errors]
    if not figures.failures:
        log.unlink()
    return figures


def report(label, figures, arguments):
    """Print a table; what failed by name."""
    received = len(figures.times["receive"])
    print(
        f"\n{label}: {arguments.clerks} clerks, {received / arguments.seconds:.2f} receptions a second, "
        f"{len(figures.failures)} failures"
    )
    print(f"{'ms':<14}{'calls':>8}{'median':>9}{'p95':>9}{'most':>9}")
    for step in STEPS:
        times = sorted(figures.times[step])
        if times:
            p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
            print(f"{step:<14}{len(times):8}{times[len(times) // 2]:9.0f}{p95:9.0f}{times[-1]:9.0f}")
    for failure in figures.failures[:10]:
        print(f"  {failure}")


def environment(database):
    """An environment of the superuser, and the cursor to close."""
    cr = Registry(database).cursor()
    return api.Environment(cr, SUPERUSER_ID, {"lang": "vi_VN", "tz": "Asia/Ho_Chi_Minh"})


def main():
    """Measure; the exit code tells whether every call was answered."""
    arguments = workbench.arguments(__doc__, clerks=50, think=17, seconds=180, most=1_000_000)
    project = Project()
    cluster = Cluster(project, Sysroot(project), "test", throwaway=True)
    runtime = Runtime(project, cluster, odoo_source.prepare(project), venv.python(project), "test")
    env = environment(arguments.database)
    workbench.machine(env)
    made = communes.make(env, arguments.clerks, code="H98", password=PASSWORD)
    sizes = [env["onestop.dossier"].search_count([])]
    if arguments.most > sizes[0]:
        sizes.append(arguments.most)
    failures = 0
    for size in sizes:
        if size != sizes[0]:
            env = environment(arguments.database)
            made = env["onestop.agency"].browse(made.ids)
            with workbench.timed(f"making dossiers up to {size}", size - sizes[0], "dossier"):
                for begun in range(sizes[0], size, BATCH):
                    dossiers.make(env, min(BATCH, size - begun), agencies=made, seed=begun)
                    env.cr.commit()
        workbench.settle(env)
        env.cr.close()
        # the server has the database to itself
        close_all()
        figures = measure(runtime, arguments)
        report(f"{size} dossiers", figures, arguments)
        failures += len(figures.failures)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
