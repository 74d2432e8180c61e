"""The smoke test that users run: ``./onestop demo-intake``."""

import pytest

from launcher.commands import demo_intake
from launcher.errors import Problem


def test_from_the_counter_to_the_result(project, odoo_server, connection, capsys):
    code = demo_intake.take(project, odoo_server.url, odoo_server.database)
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, returned_at IS NOT NULL FROM onestop_dossier WHERE code = %s", [code])
        assert cursor.fetchone() == ("returned", True)
        cursor.execute(
            "SELECT array_agg(e.action ORDER BY e.id) FROM onestop_dossier_event e"
            " JOIN onestop_dossier d ON d.id = e.dossier_id WHERE d.code = %s",
            [code],
        )
        assert cursor.fetchone()[0] == ["receive", "print", "forward", "forward", "approve", "return_result"]
    said = capsys.readouterr().out
    assert said.count("✓") == 8
    slip = project.state / "demo-intake" / f"{code}.pdf"
    assert str(slip) in said
    assert slip.read_bytes().startswith(b"%PDF-")


def test_a_step_that_fails_is_named(project, odoo_server, connection):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE onestop_procedure SET excluded_from = '2000-01-01', exclusion_decision = 'QĐ 1' WHERE code = %s",
            [demo_intake.PROCEDURE],
        )
    with pytest.raises(Problem, match=r"Không làm được bước “Tiếp nhận hồ sơ khai sinh.*QĐ 1"):
        demo_intake.take(project, odoo_server.url, odoo_server.database)


def test_without_a_server(project):
    with pytest.raises(Problem, match="máy chủ không trả lời"):
        demo_intake.take(project, "http://127.0.0.1:1", "nothing")
