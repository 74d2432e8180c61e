"""``./onestop verify-trail`` and ``export-trail``: they find what was done to the history behind the suite's back."""

import gzip
import json
import subprocess

import pytest

from launcher import asking, cli

# Everything that happened is logged, as every minute.
_SIGN = """
env["onestop.trail.head"]._cron_sign()
"""


@pytest.fixture(scope="module")
def signed(runtime, database):
    """Return the name of a database whose history is logged and signed."""
    runtime.script(database, _SIGN)
    return database


@pytest.fixture
def run(monkeypatch, capsys, runtime, signed):
    """Return a function that runs a command and returns exit code, output and errors."""
    monkeypatch.setattr(asking.setup, "prepare", lambda _project, _name: runtime)

    def call(command, *arguments, db=signed):
        code = cli.main([command, *map(str, arguments), *(["--db", db] if db else [])])
        output, errors = capsys.readouterr()
        return code, output.strip(), errors

    return call


@pytest.fixture
def tampered(connection):
    """Return a function that changes the history by SQL, until the end of the test."""
    undo = []

    def execute(statement, reverse):
        with connection.cursor() as cursor:
            cursor.execute(statement)
            assert cursor.rowcount == 1
        undo.append(reverse)

    yield execute
    with connection.cursor() as cursor:
        for statement in reversed(undo):
            cursor.execute(statement)


@pytest.fixture
def event(connection):
    """Return ``(id, id of the dossier, its code, number)`` of the second event of some dossier."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT e.id, d.id, d.code, e.number FROM onestop_dossier_event e
            JOIN onestop_dossier d ON d.id = e.dossier_id WHERE e.number = 2 AND d.code IS NOT NULL ORDER BY e.id LIMIT 1
            """
        )
        return cursor.fetchone()


def change(event_id):
    """Return the statement that changes an event, and the one that undoes it."""
    return (
        f"UPDATE onestop_dossier_event SET action = action || 'x' WHERE id = {event_id}",
        f"UPDATE onestop_dossier_event SET action = rtrim(action, 'x') WHERE id = {event_id}",
    )


def test_whole(run, connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT dossier_id) FROM onestop_dossier_event")
        events, dossiers = cursor.fetchone()
    assert events > 100
    words = f"whole, {events} events of {dossiers} dossiers, {events} entries in the log"
    assert run("verify-trail") == (0, words, "")
    assert run("verify-trail", "--files") == (0, words, "")


def test_one_dossier(run, event, connection):
    _id, dossier_id, code, _number = event
    with connection.cursor() as cursor:
        cursor.execute("SELECT event_count FROM onestop_dossier WHERE id = %s", [dossier_id])
        (count,) = cursor.fetchone()
    assert run("verify-trail", "--dossier", code)[1].startswith(f"whole, {count} events of 1 dossiers")


def test_a_changed_event_is_named(run, tampered, event):
    event_id, _dossier_id, code, number = event
    tampered(*change(event_id))
    for arguments in ((), ("--dossier", code)):
        exit_code, output, _errors = run("verify-trail", *arguments)
        assert exit_code == 1
        assert f"broken: Dossier {code}, event {number} of 20" in output
        assert "its content is not what was recorded." in output
        assert output.splitlines()[-1] == "broken in 1 places"


def test_an_export_proves_itself_without_odoo(run, tampered, event, tmp_path, runtime):
    """The verifier runs in an empty folder, isolated from everything of ours."""
    event_id, _dossier_id, code, _number = event
    exit_code, output, _errors = run("export-trail", tmp_path / "trail")
    assert exit_code == 0
    key = output.splitlines()[-1].removeprefix("key: ")
    assert (tmp_path / "trail").stat().st_mode & 0o777 == 0o600

    def verify(*arguments):
        script = "import sys, runpy; sys.modules['odoo'] = None; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0])"
        child = subprocess.run(
            [runtime.python, "-I", "-c", script, tmp_path / "verify-trail.pyz", *arguments],
            capture_output=True, text=True, cwd=tmp_path, check=False,
        )  # fmt: skip
        return child.returncode, child.stdout + child.stderr

    assert verify(tmp_path / "trail", key)[1].startswith("whole, ")
    assert run("verify-trail", "--export", tmp_path / "trail", db=None)[0] == 0
    with gzip.open(tmp_path / "trail", "rt") as file:
        (note,) = [json.loads(line)[1][2] for line in file if line.startswith('["head"')]
    (tmp_path / "state").write_text(note)
    assert verify(tmp_path / "trail", key, tmp_path / "state")[0] == 0
    assert run("verify-trail", "--state", tmp_path / "state")[0] == 0
    (tmp_path / "state").write_text(note.replace("\n", "\n1", 1))
    assert verify(tmp_path / "trail", key, tmp_path / "state")[0] == 1
    other = "onestop-trail/x+" + key.split("+", 1)[1]
    assert verify(tmp_path / "trail", other)[0] == 2
    tampered(*change(event_id))
    run("export-trail", tmp_path / "tampered")
    exit_code, output = verify(tmp_path / "tampered", key)
    assert exit_code == 1
    assert f"Dossier {code}, event 2" in output
    (tmp_path / "nothing").write_text("x")
    assert verify(tmp_path / "nothing")[0] == 2
    exit_code, _output, errors = run("export-trail", tmp_path / "trail")
    assert (exit_code, "cannot be written" in errors) == (1, True)


def test_the_proof_of_one_event(run, event, tmp_path):
    _id, dossier_id, code, number = event
    path = tmp_path / "event.tlog-proof"
    exit_code, output, _errors = run("export-trail", path, "--event", f"{code}/{number}")
    assert exit_code == 0
    key = output.splitlines()[-1].removeprefix("key: ")
    exit_code, output, _errors = run("verify-trail", "--export", path, "--key", key, db=None)
    assert (exit_code, f"whole: event {number} of dossier {dossier_id} " in output) == (0, True)
    path.write_text(path.read_text().replace("\nindex ", "\nindex 1"))
    assert run("verify-trail", "--export", path, "--key", key, db=None)[0] == 1
    exit_code, _output, errors = run("export-trail", tmp_path / "x", "--event", f"{code}/99")
    assert (exit_code, f"There is no event 99 of a dossier {code}." in errors) == (1, True)


def test_what_cannot_be(run):
    code, _output, errors = run("verify-trail", "--dossier", "H00-000000-0000")
    assert (code, "There is no dossier H00-000000-0000." in errors) == (1, True)
    code, _output, errors = run("verify-trail", db="no_such_database")
    assert (code, "There is no database no_such_database" in errors) == (1, True)
