"""The smoke test of the portal that users run: ``./onestop demo-filing``."""

import pytest

from launcher.commands import demo_filing
from launcher.errors import Problem


def test_from_home_to_the_result(project, odoo_server, connection, capsys):
    code = demo_filing.take(project, odoo_server.url, odoo_server.database)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, state, origin FROM onestop_dossier WHERE code = %s", [code])
        number, *found = cursor.fetchone()
        assert found == ["returned", "portal"]
        cursor.execute(
            "SELECT action, data->>'citizen' FROM onestop_dossier_event WHERE dossier_id = %s ORDER BY id", [number]
        )
        events = cursor.fetchall()
    ours = [(action, citizen) for action, citizen in events if citizen]
    assert ours == [("submit", "portal"), ("submit", "key")]
    actions = [action for action, _citizen in events]
    assert actions.index("request_supplement") < actions.index("receive") < actions.index("result_handed_out")
    said = capsys.readouterr().out
    assert said.count("✓") == 9
    assert str(project.state / "demo-filing" / demo_filing.RESULT) in said


def test_a_step_that_fails_is_named(project, odoo_server, connection):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE onestop_procedure SET excluded_from = '2000-01-01' WHERE code = %s", [demo_filing.PROCEDURE]
        )
    with pytest.raises(Problem, match="Không làm được bước “Mở trang thủ tục"):
        demo_filing.take(project, odoo_server.url, odoo_server.database)


def test_without_a_server(project):
    with pytest.raises(Problem, match="máy chủ không trả lời"):
        demo_filing.take(project, "http://127.0.0.1:1", "nothing")
