"""Keys counted in the browser: what is typed or scanned is free, every other press counts."""

import pytest
from counter_screen import CounterScreen

from launcher import demo_logins

RECEPTIONIST = "khaphong.tiepnhan"
CARD = "035190009876||Lê Thị Quen Mặt|01021990|Nữ|Xóm 3, xã Khả Phong|01072021"


@pytest.fixture
def screen(page, project, odoo_server):
    """Return the Counter of a receptionist, with no slip to print."""
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
    screen = CounterScreen(page, odoo_server.url)
    screen.log_in(RECEPTIONIST, passwords[RECEPTIONIST])
    screen.choose_paper("none")
    screen.press("F4")
    page.wait_for_selector(".o_counter_find_input:focus")
    screen.keys = 0
    return screen


def receive(screen):
    """Receive a birth registration of the person with the card; return its code."""
    page = screen.page
    page.wait_for_selector(".o_counter_find_input:focus")
    screen.scan(CARD)
    page.wait_for_selector(".o_counter_applicant:has-text('Lê Thị Quen Mặt')")
    page.wait_for_selector(".o_counter_search:focus")
    screen.type("khai sinh")
    screen.keep("03_search")
    screen.press("Enter")
    # its cases: the first one
    page.wait_for_selector(".o_counter_case:focus")
    screen.press("Enter")
    page.wait_for_selector(".o_counter_due_at")
    screen.press("Alt+a")
    page.wait_for_selector(".o_counter_paper_tick:focus")
    screen.press("F9")
    return screen.received_code()


def test_known_citizen(screen):
    receive(screen)
    screen.keys = 0
    receive(screen)
    page = screen.page
    assert screen.keys <= 5
    # nothing was typed twice: the one box stands ready for the next
    page.wait_for_selector(".o_counter_find_input:focus")
    assert page.input_value("[name=applicant_name]") == ""


def test_returning_citizen(screen, connection):
    page = screen.page
    page.wait_for_selector(".o_counter_find_input:focus")
    screen.scan(CARD.replace("9876", "5432").replace("Quen Mặt", "Trở Lại"))
    page.wait_for_selector(".o_counter_search:focus")
    screen.type("khai sinh")
    screen.press("Enter")
    page.wait_for_selector(".o_counter_case:focus")
    screen.press("Enter")
    page.wait_for_selector(".o_counter_due_at")
    # without the papers it is not received, and what is missing is said
    screen.press("F9")
    page.wait_for_selector(".o_counter_message")
    screen.keep("06_missing_papers")
    screen.press("F7")
    page.wait_for_selector(".o_counter_supplement_pane")
    screen.press("F9")
    page.wait_for_selector(".o_counter_done_not_complete")
    # the citizen comes back with the papers
    screen.keys = 0
    page.wait_for_selector(".o_counter_find_input:focus")
    screen.scan(CARD.replace("9876", "5432").replace("Quen Mặt", "Trở Lại"))
    page.wait_for_selector(".o_counter_last kbd")
    page.wait_for_selector(".o_counter_search:focus")
    screen.keep("30_returning_citizen")
    screen.press("Enter")
    page.wait_for_selector(".o_counter_asked")
    page.wait_for_selector(".o_counter_paper_tick:focus")
    screen.press("Alt+a", "F9")
    screen.received_code()
    assert screen.keys <= 6
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM onestop_dossier WHERE applicant_name = 'Lê Thị Trở Lại'")
        assert cursor.fetchall() == [("received",)]


def test_wrong_door(screen, connection):
    page = screen.page
    page.wait_for_selector(".o_counter_find_input:focus")
    screen.scan(CARD.replace("9876", "1111").replace("Quen Mặt", "Nhầm Cửa"))
    page.wait_for_selector(".o_counter_search:focus")
    screen.press("F8")
    page.wait_for_selector(".o_counter_request:focus")
    screen.type("xin giấy phép nuôi hổ")
    page.wait_for_selector(".o_counter_in_words")
    screen.keep("32_wrong_door")
    # nothing is called so: the words as they stand come first, whatever else is called alike
    screen.press("Enter")
    page.wait_for_selector(".o_counter_asked_for")
    screen.keep("33_competent_body")
    screen.press("F9")
    page.wait_for_selector(".o_counter_done_refuse")
    assert screen.keys <= 8
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM onestop_dossier WHERE applicant_name = 'Lê Thị Nhầm Cửa'")
        assert cursor.fetchall() == [("rejected",)]
