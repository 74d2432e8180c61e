"""The smoke test of the post that users run: ``./onestop demo-post``."""

import pytest

from launcher.commands import demo_post
from launcher.errors import Problem


def test_from_the_post_office_to_the_settled_month(project, odoo_server, connection, capsys):
    item, result, month = demo_post.take(project, odoo_server.url, odoo_server.database)
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM onestop_postal_shipment WHERE id IN (%s, %s) ORDER BY id", [item, result])
        assert [state for (state,) in cursor.fetchall()] == ["handed_over", "delivered"]
        # each paper in one hand, and no gap in its way
        cursor.execute(
            "SELECT count(*) FILTER (WHERE c.until IS NULL), count(DISTINCT c.paper_id) FROM onestop_postal_custody c"
            " JOIN onestop_postal_paper_onestop_postal_shipment_rel r ON r.onestop_postal_paper_id = c.paper_id"
            " WHERE r.onestop_postal_shipment_id = %s",
            [item],
        )
        still, papers = cursor.fetchone()
        assert still == papers > 0
        cursor.execute("SELECT state, payable FROM onestop_postal_settlement WHERE id = %s", [month])
        assert cursor.fetchone() == ("confirmed", 3_500_000 + 2 * 26_000)
    said = capsys.readouterr().out
    assert said.count("✓") == 10
    assert "từng đồng" in said


def test_again(project, odoo_server):
    demo_post.take(project, odoo_server.url, odoo_server.database)


def test_a_step_that_fails_is_named(project, odoo_server, connection):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE onestop_postal_tariff SET valid_to = '2020-12-31' WHERE kind = 'posted'")
    with pytest.raises(Problem, match=r"Không làm được bước “Nhận hồ sơ tại bưu cục"):
        demo_post.take(project, odoo_server.url, odoo_server.database)
