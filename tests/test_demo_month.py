"""The smoke test of the treasury that users run: ``./onestop demo-month``."""

import pytest

from launcher.commands import demo_month
from launcher.errors import Problem


def test_from_the_payment_to_the_closed_month(project, odoo_server, connection, capsys):
    dossiers, deposit, month = demo_month.take(project, odoo_server.url, odoo_server.database)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.method, p.amount = r.amount, r.number > 0 FROM onestop_fee_payment p"
            " JOIN onestop_fee_receipt r ON r.payment_id = p.id WHERE r.dossier_id = ANY(%s) AND p.state = 'done' ORDER BY p.method",
            [dossiers],
        )
        assert cursor.fetchall() == [("online", True, True), ("transfer", True, True)]
        cursor.execute("SELECT state, line_id IS NOT NULL FROM onestop_fee_deposit WHERE id = %s", [deposit])
        assert cursor.fetchone() == ("arrived", True)
        cursor.execute("SELECT state, money_sum - named_sum - dues_sum FROM onestop_fee_month WHERE id = %s", [month])
        assert cursor.fetchone() == ("closed", 0)
    said = capsys.readouterr().out
    assert said.count("✓") == 10
    assert "khớp đến từng đồng" in said


def test_again(project, odoo_server):
    demo_month.take(project, odoo_server.url, odoo_server.database)


def test_a_step_that_fails_is_named(project, odoo_server, connection):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE payment_provider SET state = 'disabled' WHERE code = 'vnpay'")
    with pytest.raises(Problem, match=r"Không làm được bước “Nộp trực tuyến"):
        demo_month.take(project, odoo_server.url, odoo_server.database)
