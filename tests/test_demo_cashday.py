"""The smoke test of the till that users run: ``./onestop demo-cashday``."""

import pytest

from launcher.commands import demo_cashday
from launcher.errors import Problem


def test_from_the_due_to_the_closed_drawer(project, odoo_server, connection, capsys):
    drawer = demo_cashday.take(project, odoo_server.url, odoo_server.database)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, difference, counted_amount - received_amount, number > 0 FROM onestop_drawer_session WHERE id = %s",
            [drawer],
        )
        assert cursor.fetchone() == ("received", -demo_cashday.SHORT, 0, True)
        # each line of the shift is in one balanced entry
        cursor.execute(
            "SELECT count(*), count(l.move_id), sum(l.amount) FROM onestop_fee_payment_line l"
            " JOIN onestop_fee_payment p ON p.id = l.payment_id WHERE p.session_id = %s AND p.state = 'done'",
            [drawer],
        )
        lines, booked, moved = cursor.fetchone()
        assert lines == booked == 2
        cursor.execute(
            "SELECT sum(r.amount) FROM onestop_fee_receipt r JOIN onestop_fee_payment p ON p.id = r.payment_id"
            " WHERE p.session_id = %s AND r.state = 'issued' AND r.number > 0",
            [drawer],
        )
        assert cursor.fetchone()[0] == moved
    said = capsys.readouterr().out
    assert said.count("✓") == 11
    assert "khớp đến từng đồng" in said


def test_again(project, odoo_server):
    demo_cashday.take(project, odoo_server.url, odoo_server.database)


def test_a_step_that_fails_is_named(project, odoo_server, connection):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE onestop_fee_account SET valid_to = '2000-01-01'")
    with pytest.raises(Problem, match=r"Không làm được bước “Tiếp nhận hồ sơ thứ hai, nộp bằng VietQR"):
        demo_cashday.take(project, odoo_server.url, odoo_server.database)
