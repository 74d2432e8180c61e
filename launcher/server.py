"""Odoo as a program: its configuration, one-off runs, the server."""

import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from launcher import front_door, process, venv
from launcher.errors import Problem

HOST = "127.0.0.1"
# An error that Odoo logs although it goes on, such as a test that fails; for demo data that cannot be loaded it only warns.
_FAILURE = re.compile(
    r"^\S+ \S+ \d+ (?:(?:ERROR|CRITICAL) |WARNING \S+ odoo\.modules\.loading: Module \S+ demo data failed)",
    re.MULTILINE,
)


class Runtime:
    """An Odoo with the settings for one cluster.

    :param name: ``run`` or ``test``; names its directory under ``.onestop/``.
    """

    def __init__(self, project, cluster, odoo, python, name):
        self.project = project
        self.cluster = cluster
        self.odoo = odoo
        self.python = python
        self.name = name
        self.home = project.state / name
        self.data_dir = self.home / "data"
        self.config = self.home / "odoo.conf"
        self._write_config()

    def environment(self):
        """Return the environment for Odoo and for programs that talk to its database."""
        environment = self.cluster.environment()
        environment["PATH"] = f"{self.python.parent}{os.pathsep}{environment['PATH']}"
        environment["ODOO_RC"] = str(self.config)
        # each thread of a process would keep heaps of its own, and give none back
        environment["MALLOC_ARENA_MAX"] = "2"
        return environment

    def command(self, *arguments):
        """Return Odoo's command line."""
        return [str(self.python), str(venv.odoo_program(self.python)), *map(str, arguments)]

    def once(self, database, *arguments, todo=""):
        """Run Odoo without its web server on a database, to its end.

        :raises Problem: if it fails or logs an error.
        """
        output = process.run(
            self.command(
                "server",
                *("-c", self.config, "-d", database, "--no-http", "--stop-after-init"),
                *arguments,
            ),
            todo,
            env=self.environment(),
            cwd=self.home,
        )
        if match := _FAILURE.search(output):
            raise Problem(f"Odoo reported an error:\n{output[match.start() :][:4000]}", todo)
        return output

    def script(self, database, code):
        """Run Python code in Odoo's shell on a database, and commit."""
        return process.run(
            self.command("shell", "-c", self.config, "-d", database, "--no-http", "--log-level=warn"),
            env=self.environment(),
            cwd=self.home,
            input=f"{code}\nenv.cr.commit()\n",
        )

    @contextmanager
    def serving(self, database, port, log, *arguments, workers=0):
        """Serve a database for the ``with`` block; yields the ``Popen`` once pages are answered.

        :param workers: worker processes; 0 for threads in one process. Workers leave the websockets to a process with
            a port of its own, and a ``front_door`` on ``port`` tells them apart, as a reverse proxy does in production.
        :raises Problem: if the server ends instead of answering.
        """
        if not workers:
            with self._process(database, port, log, *arguments) as server:
                yield server
            return
        pages, websockets = free_port(), free_port()
        ports = ("--workers", workers, "--gevent-port", websockets)
        with (
            self._process(database, pages, log, *ports, *arguments) as server,
            front_door.open_on((HOST, port), (HOST, pages), (HOST, websockets)),
        ):
            yield server

    @contextmanager
    def _process(self, database, port, log, *arguments):
        with log.open("ab") as file:
            server = process.spawn(
                self.command(
                    "server",
                    *("-c", self.config, "-d", database, "--db-filter", f"^{database}$"),
                    *("--http-interface", HOST, "--http-port", port),
                    *arguments,
                ),
                stdout=file,
                stderr=subprocess.STDOUT,
                env=self.environment(),
                cwd=self.home,
            )
        try:
            self._await(server, port, log)
            yield server
        finally:
            process.end(server)

    def _await(self, server, port, log):
        begin = time.monotonic()
        while time.monotonic() - begin < 180:
            if server.poll() is not None:
                break
            try:
                with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                    f"http://{HOST}:{port}/web/login", timeout=60
                ):
                    return
            except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
                if isinstance(error, urllib.error.HTTPError):
                    raise Problem(f"Odoo answers with error {error.code}.", f"See {log}.") from error
                time.sleep(0.1)
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        raise Problem(f"Odoo did not start:\n{tail}", f"The whole log: {log}")

    def _write_config(self):
        self.home.mkdir(parents=True, exist_ok=True)
        folders = [self.project.addons, *self.odoo.addons_paths]
        more = ""
        if self.name == "test":
            if self.project.doors.is_dir():
                folders.insert(1, self.project.doors)
            # where the gateways of tests listen
            more = f"onestop_private_hosts = {HOST}\n"
        addons_path = ",".join(map(str, folders))
        self.config.write_text(
            f"""[options]
addons_path = {addons_path}
data_dir = {self.data_dir}
db_host = {self.cluster.socket}
db_user = odoo
list_db = False
http_interface = {HOST}
server_wide_modules = base,rpc,web,queue_job
proxy_mode = False
{more}""",
            encoding="utf-8",
        )


def free_port():
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def port_is_free(port):
    """Tell whether nobody listens on a port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
