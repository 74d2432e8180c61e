"""PostgreSQL clusters of the launcher, with real servers."""

import contextlib
import os
import signal
import subprocess
import sys
import time

import pytest

from launcher import database
from launcher.errors import Problem
from launcher.postgres.cluster import Cluster
from launcher.project import Project
from launcher.sysroot import Sysroot

RUN = """
import sys, time
from launcher.postgres.cluster import Cluster
from launcher.project import Project
from launcher.sysroot import Sysroot
project = Project(sys.argv[1])
with Cluster(project, Sysroot(project), "run").running(own=True):
    print("running", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def cluster(checkout, project):
    # PostgreSQL's programs may be those that this checkout has unpacked.
    (checkout.state / "sysroot").symlink_to(project.state / "sysroot")
    return Cluster(checkout, Sysroot(checkout), "run", throwaway=True)


@pytest.fixture
def other_command(cluster, checkout):
    """Return a process that runs the cluster."""
    child = subprocess.Popen(
        [sys.executable, "-c", RUN, checkout.root],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert any(line == "running\n" for line in child.stdout)
    yield child
    child.kill()
    child.wait()


def test_server_lives_as_long_as_its_block(cluster):
    assert not cluster.answers()
    with cluster.running(own=True):
        assert cluster.answers()
    assert not cluster.answers()


def test_data_stays_and_odoo_is_no_superuser(cluster):
    with cluster.running(own=True):
        cluster.query("CREATE TABLE kept (a int); INSERT INTO kept VALUES (7)")
    with cluster.running(own=True):
        assert cluster.query("SELECT a FROM kept") == ["7"]
        assert cluster.query("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = 'odoo'") == ["f|t"]


def test_no_value_of_a_statement_reaches_the_log(cluster, checkout):
    with cluster.running(own=True):
        cluster.query("CREATE TABLE person (number text PRIMARY KEY)")
        for _twice in range(2):
            with contextlib.suppress(Problem):
                cluster.query("INSERT INTO person VALUES ('001099012345'); SELECT pg_sleep(0.01)")
    log = (checkout.log / "postgres-run.log").read_text(encoding="utf-8")
    assert "duplicate key" in log
    assert "001099012345" not in log


def test_nobody_listens_on_the_network(cluster):
    with cluster.running(own=True):
        assert cluster.query("SHOW listen_addresses") == [""]
        socket = cluster.socket / ".s.PGSQL.5432"
        assert socket.stat().st_mode & 0o077 == 0


def test_server_of_another_command_is_joined_but_not_taken_over(cluster, other_command):
    with cluster.running():
        assert cluster.answers()
    assert cluster.answers(), "who joins must not stop it"
    with pytest.raises(Problem, match=f"process {other_command.pid}"), cluster.running(own=True):
        pass


def test_server_ends_with_its_command_even_if_that_is_killed(cluster, other_command):
    other_command.send_signal(signal.SIGKILL)
    other_command.wait()
    with cluster.running(own=True):
        assert cluster.answers()
    deadline = time.monotonic() + 20
    while cluster.answers() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not cluster.answers()


def test_long_path_has_a_short_socket(tmp_path, project):
    root = tmp_path / ("long" * 25)
    root.mkdir()
    checkout = Project(root)
    checkout.prepare()
    (checkout.state / "sysroot").symlink_to(project.state / "sysroot")
    cluster = Cluster(checkout, Sysroot(checkout), "run", throwaway=True)
    with cluster.running(own=True):
        assert cluster.query("SELECT 1") == ["1"]
        assert cluster.socket != Cluster(checkout, Sysroot(checkout), "test").socket
    assert not cluster.socket.exists()


def test_search_without_accents_by_an_index(cluster, tmp_path):
    with cluster.running(own=True):
        databases = database.Databases(cluster, tmp_path)
        databases.create("accents")
        cluster.query(
            "CREATE TABLE person (name text); CREATE INDEX ON person USING gin (unaccent(name) gin_trgm_ops);"
            "INSERT INTO person VALUES ('Đặng Thị Thuỳ Dương')",
            "accents",
        )
        found = cluster.query(
            "SELECT count(*) FROM person WHERE unaccent(name) ILIKE unaccent('%dang thi%')", "accents"
        )
        assert found == ["1"]
        assert databases.names() == ["accents"]


def test_copy_and_note(cluster, tmp_path):
    with cluster.running(own=True):
        databases = database.Databases(cluster, tmp_path)
        databases.create("first")
        file = tmp_path / "filestore/first/ab/abc"
        file.parent.mkdir(parents=True)
        file.write_text("content", encoding="utf-8")
        databases.note("first", {"text": "it's"})
        sealing = tmp_path / "onestop/first.sealing-key"
        sealing.parent.mkdir()
        sealing.touch(0o600)
        sealing.write_text("what opens the seals", encoding="utf-8")
        signing = sealing.with_name("first.signing-secret")
        signing.write_text("what opens the certificates", encoding="utf-8")
        databases.copy("first", "second")
        assert sealing.with_name("second.signing-secret").read_text(encoding="utf-8") == "what opens the certificates"
        copied = sealing.with_name("second.sealing-key")
        assert copied.read_text(encoding="utf-8") == "what opens the seals"
        assert copied.stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "filestore/second/ab/abc").samefile(file)
        assert databases.noted("first") == {"text": "it's"}
        assert databases.noted("second") is None
        databases.drop("second")
        assert databases.names() == ["first"]
        assert file.exists()
        assert sealing.exists()
        assert not copied.exists()
        with pytest.raises(ValueError, match="not a name"):
            databases.drop('x"; DROP DATABASE first')
