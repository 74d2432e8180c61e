"""One PostgreSQL cluster: made when first needed, started, asked, stopped."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from launcher import console, locks, process
from launcher.errors import Problem
from launcher.postgres import programs
from launcher.privileges import cluster_owner, is_ours

ROLE = "odoo"
ADMIN = "postgres"
# The kernel allows 107 bytes for the path of a socket, of which its name takes 16.
_LONGEST_DIRECTORY = 90

# Given at every start, so that a cluster which was made before a change of them has them too.
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "log_min_messages": "warning",
    # No identity number reaches the log: psycopg2 writes values into the statement, and details name keys.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_min_duration_statement": "-1",
}
# Tests can lose their data; they gain speed.
_THROWAWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}


class Cluster:
    """A cluster under ``.onestop/postgres/NAME``.

    :param throwaway: whether the data may be lost when the machine fails.
    """

    def __init__(self, project, sysroot, name, throwaway=False):
        self.project = project
        self.sysroot = sysroot
        self.name = name
        self.data = project.state / "postgres" / name
        self.socket = project.state / "socket" / name
        self._throwaway = throwaway
        self._log = project.log / f"postgres-{name}.log"
        if len(os.fsencode(self.socket)) > _LONGEST_DIRECTORY:
            self.socket = _short_directory(self.socket)

    @contextmanager
    def running(self, own=False):
        """Have the server run for the ``with`` block.

        The command that started it stops it, and it ends too if that command is killed.

        :param own: do not join a server that another command of ours runs and will stop.
        :raises Problem: if the server is another command's and ``own`` is set.
        """
        if not own and self.answers():
            yield self
            return
        with locks.hold(self.project, f"postgres-{self.name}", f"a command that uses the {self.name} database"):
            self._await_end_of_last()
            server = self._start()
            try:
                yield self
            finally:
                process.end(server, signal.SIGINT)
                shutil.rmtree(self.socket, ignore_errors=True)

    def answers(self):
        """Tell whether the server runs and answers."""
        return self._programs() is not None and self._psql("postgres", "SELECT 1").returncode == 0

    def query(self, sql, database="postgres"):
        """Run SQL as the administrator and return the rows, as lines with columns split by ``|``.

        :raises Problem: if PostgreSQL refuses it.
        """
        done = self._psql(database, sql)
        if done.returncode != 0:
            raise Problem(f"PostgreSQL refused `{sql[:80]}`: {done.stderr.strip()}")
        return done.stdout.splitlines()

    def psql_command(self, database, role=ROLE):
        """Return the command line of ``psql`` for a database."""
        return [str(self._programs() / "psql"), "-h", str(self.socket), "-U", role, "-d", database]

    def environment(self):
        """Return the environment in which PostgreSQL's programs find this cluster."""
        environment = self.sysroot.environment()
        environment |= {"PGHOST": str(self.socket), "PGUSER": ROLE}
        environment["PATH"] = f"{self._programs()}{os.pathsep}{environment['PATH']}"
        return environment

    def program_environment(self):
        """Return the environment for PostgreSQL's own programs."""
        environment = self.sysroot.environment()
        if libraries := programs.libraries(self._programs()):
            # Not in the environment of others, who may have other versions of the same libraries.
            paths = [str(libraries), environment["LD_LIBRARY_PATH"]]
            environment["LD_LIBRARY_PATH"] = os.pathsep.join(filter(None, paths))
        return environment

    def _programs(self):
        return programs.find(self.sysroot)

    def _psql(self, database, sql):
        return subprocess.run(
            [
                *self.psql_command(database, ADMIN),
                *("--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", "--file=-"),
            ],
            input=sql,
            text=True,
            capture_output=True,
            env=self.program_environment(),
            check=False,
        )

    def _start(self):
        directory = self._programs() or programs.fetch(self.project)
        owner = cluster_owner(self.project.state)
        if not (self.data / "onestop.done").exists():
            self._make(directory, owner)
        return self._launch(directory, owner)

    def _launch(self, directory, owner):
        self._provide(self.socket, owner)
        with self._log.open("ab") as log:
            settings = _SETTINGS | (_THROWAWAY if self._throwaway else {})
            options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
            server = self._spawn([directory / "postgres", "-D", self.data, "-k", self.socket, *options], owner, log)
        for _attempt in range(600):
            if self.answers():
                return server
            if server.poll() is not None:
                break
            time.sleep(0.1)
        process.end(server, signal.SIGINT)
        raise Problem(
            f"PostgreSQL did not start:\n{_last_lines(self._log)}",
            f"The whole log: {self._log}. `./onestop reset` makes a new, empty cluster.",
        )

    def _await_end_of_last(self):
        """Wait for a server whose command was killed: it is on its way to end."""
        try:
            pid = (self.data / "postmaster.pid").read_text(encoding="utf-8").split()[0]
            while Path(f"/proc/{pid}/cwd").resolve() == self.data:
                time.sleep(0.1)
        except FileNotFoundError:
            return

    def _make(self, directory, owner):
        with console.step(f"new PostgreSQL cluster ({directory})"):
            shutil.rmtree(self.data, ignore_errors=True)
            self._provide(self.data, owner)
            with self._log.open("ab") as log:
                made = self._spawn(
                    [
                        *(directory / "initdb", "-D", self.data, "--auth=trust", "--username", ADMIN),
                        *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
                    ],
                    owner,
                    log,
                )
            if made.wait() != 0:
                raise Problem(
                    f"initdb failed:\n{_last_lines(self._log)}",
                    "Remove .onestop/postgres and try again; the log names the cause.",
                )
            server = self._launch(directory, owner)
            try:
                self.query(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
            finally:
                process.end(server, signal.SIGINT)
            # Last of all, so that a cluster which was interrupted here is made anew.
            (self.data / "onestop.done").touch()

    def _spawn(self, command, owner, log):
        return process.spawn(command, "SIGINT", owner, stdout=log, stderr=log, env=self.program_environment(), cwd="/")

    def _provide(self, path, owner):
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.chmod(0o700)
        if owner:
            shutil.chown(path, owner.uid, owner.gid)


def _short_directory(path):
    """Return a short directory to use instead of one whose path is too long for a socket.

    :raises Problem: if somebody else already has a directory of this name.
    """
    # Not $TMPDIR, which may be long too; the name is fixed, hence the look at whose it is.
    short = Path("/tmp") / f"onestop-{os.getuid()}-{sha256(os.fsencode(path)).hexdigest()[:12]}"  # nosec B108
    if short.is_symlink() or (short.exists() and not is_ours(short)):
        raise Problem(f"{short} belongs to somebody else.", "Move the checkout to a directory with a shorter path.")
    return short


def _last_lines(log):
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])
