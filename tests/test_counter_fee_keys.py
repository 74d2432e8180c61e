"""Keys that taking a fee costs at the Counter: what is typed is free, every other press counts."""

import pytest
from counter_screen import CounterScreen

from launcher import demo_logins

RECEPTIONIST = "khaphong.tiepnhan"
CARD = "035190004711||Hoàng Thị Nhàn|01021990|Nữ|Xóm 3, xã Khả Phong|01072021"


@pytest.fixture
def screen(page, project, odoo_server):
    """Return the Counter of a receptionist whose drawer is open, with no slip to print."""
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
    screen = CounterScreen(page, odoo_server.url)
    screen.log_in(RECEPTIONIST, passwords[RECEPTIONIST])
    screen.choose_paper("none")
    page.select_option(".o_counter_place", index=1)
    page.wait_for_selector(".o_fee_drawer .fa-unlock")
    screen.press("F4")
    return screen


def test_cash_with_change(screen, connection):
    page = screen.page
    page.wait_for_selector(".o_counter_find_input:focus")
    screen.scan(CARD)
    page.wait_for_selector(".o_counter_search:focus")
    screen.type("trich luc")
    screen.press("Enter")
    page.wait_for_selector(".o_counter_due_at")
    screen.press("Alt+a")
    page.wait_for_selector(".o_counter_paper_tick:focus")
    screen.keys = 0
    screen.press("F2")
    page.wait_for_selector(".o_fee_quantity:focus")
    screen.type("3")
    screen.press("Enter")
    page.wait_for_selector(".o_fee_total:has-text('24.000')")
    page.wait_for_selector(".o_fee_given:focus")
    screen.type("100")
    page.wait_for_selector(".o_fee_change:has-text('76.000')")
    screen.press("Enter")
    page.wait_for_selector(".o_counter_done .o_fee_change:has-text('76.000')")
    assert screen.keys <= 6
    with connection.cursor() as cursor:
        cursor.execute("SELECT method, amount, tendered FROM onestop_fee_payment ORDER BY id DESC LIMIT 1")
        assert cursor.fetchone() == ("cash", 24_000, 100_000)
