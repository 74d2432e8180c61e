"""``./onestop verify-trail``: it finds what was done to the history behind the suite's back, and says where."""

import pytest

from launcher import cli
from launcher.commands import verify_trail

# Days of the demo dossiers get their digests, as every night.
_DIGESTS = """
env["onestop.trail.digest"]._cron_digest()
"""


@pytest.fixture(scope="module")
def sealed(runtime, database):
    """Return the name of a database whose past days have their signed digests."""
    runtime.script(database, _DIGESTS)
    return database


@pytest.fixture
def verify(monkeypatch, capsys, runtime, sealed):
    """Return a function that runs the command and returns exit code, output and errors."""
    monkeypatch.setattr(verify_trail.setup, "prepare", lambda _project, _name: runtime)

    def run(*arguments, db=sealed):
        code = cli.main(["verify-trail", "--db", db, *map(str, arguments)])
        output, errors = capsys.readouterr()
        return code, output.strip(), errors

    return run


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
    """Return ``(id, id of the dossier, its code, number, ISO day)`` of the second event of some dossier."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT e.id, d.id, d.code, e.number, (e.at + interval '7 hours')::date::text FROM onestop_dossier_event e
            JOIN onestop_dossier d ON d.id = e.dossier_id WHERE e.number = 2 AND d.code IS NOT NULL AND e.at < CURRENT_DATE - 2
            ORDER BY e.id LIMIT 1
            """
        )
        return cursor.fetchone()


def test_whole(verify, connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM onestop_dossier_event")
        (count,) = cursor.fetchone()
    assert count > 100
    assert verify() == (0, f"whole, {count} events", "")


def test_one_dossier(verify, event, connection):
    _id, dossier_id, code, _number, _day = event
    with connection.cursor() as cursor:
        cursor.execute("SELECT event_count FROM onestop_dossier WHERE id = %s", [dossier_id])
        (count,) = cursor.fetchone()
    assert verify("--dossier", code)[:2] == (0, f"whole, {count} events")


def test_a_changed_event_is_named(verify, tampered, event):
    event_id, _dossier_id, code, number, _day = event
    tampered(
        f"UPDATE onestop_dossier_event SET action = action || 'x' WHERE id = {event_id}",
        f"UPDATE onestop_dossier_event SET action = rtrim(action, 'x') WHERE id = {event_id}",
    )
    broken = f"broken: Dossier {code}, event {number}: its content is not what was recorded."
    assert verify()[:2] == (1, broken)
    assert verify("--dossier", code)[:2] == (1, broken)


def test_a_changed_digest_is_named(verify, tampered, event):
    """Also when the chains hold: somebody has built a new one. Only the days asked for are looked at."""
    day = event[-1]
    tampered(
        f"UPDATE onestop_trail_digest SET event_count = event_count + 1 WHERE day = '{day}'",
        f"UPDATE onestop_trail_digest SET event_count = event_count - 1 WHERE day = '{day}'",
    )
    assert verify()[:2] == (1, f"broken: The events of {day} are not those of the signed digest.")
    assert verify("--from", day, "--to", day)[0] == 1
    assert verify("--to", "2020-01-01")[0] == 0


def test_what_cannot_be(verify):
    code, _output, errors = verify("--dossier", "H00-000000-0000")
    assert (code, "There is no dossier H00-000000-0000." in errors) == (1, True)
    code, _output, errors = verify(db="no_such_database")
    assert (code, "There is no database no_such_database" in errors) == (1, True)
