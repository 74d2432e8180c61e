"""The Counter for people who see little or use no mouse: every pane is examined by axe-core."""

import json

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from counter_screen import CounterScreen, document, picture

from launcher import demo_logins

RECEPTIONIST = "khaphong.tiepnhan"
GRAVE = ("serious", "critical")


@pytest.fixture
def screen(page, project, odoo_server):
    """Return the Counter of a receptionist."""
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
    screen = CounterScreen(page, odoo_server.url)
    screen.log_in(RECEPTIONIST, passwords[RECEPTIONIST])
    page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    return screen


def findings(screen):
    """Return what axe-core finds serious or critical: rule, and elements."""
    answer = screen.page.evaluate("axe.run(document, { iframes: false })")
    return [
        f"{violation['id']}: {json.dumps([node['html'][:200] for node in violation['nodes']], ensure_ascii=False)}"
        for violation in answer["violations"]
        if violation["impact"] in GRAVE
    ]


def test_panes(screen):
    page = screen.page
    assert findings(screen) == []
    screen.enter("Lê Thị Mắt Kém", "dang ky giam ho")
    assert findings(screen) == []
    for key, pane in [("F3", "procedure"), ("F7", "supplement"), ("F8", "refuse"), ("Alt+i", "inbox")]:
        screen.press(key)
        page.wait_for_selector(f".o_counter_{pane}_pane")
        assert findings(screen) == [], pane
    screen.press("Enter")
    page.wait_for_selector(".o_counter_opened_pane")
    assert findings(screen) == []
    screen.press("F1")
    page.wait_for_selector(".o_counter_help_table")
    assert findings(screen) == []


def test_result_and_return(screen):
    page = screen.page
    screen.choose_paper("none")
    screen.enter("Lê Thị Tai Thính", "dang ky giam ho")
    screen.press("F9")
    code = screen.received_code()
    assert findings(screen) == []
    screen.scan(code)
    page.wait_for_selector(".o_counter_opened_pane")
    assert findings(screen) == []


def test_files(screen):
    """Attached, shown, removed, stored, and refused."""
    page = screen.page
    screen.choose_paper("none")
    screen.enter("Lê Thị Bản Quét", "dang ky giam ho")
    screen.attach(0, document(), picture())
    page.wait_for_selector(".o_counter_preview img")
    page.click(".o_counter_paper_more >> nth=0")
    page.wait_for_selector(".o_counter_drop")
    page.click(".o_counter_file_remove >> nth=1")
    page.wait_for_selector(".o_counter_file_undo")
    assert findings(screen) == []
    page.click(".o_counter_file_name >> nth=0")
    page.wait_for_selector(".o_counter_preview iframe")
    assert findings(screen) == []
    screen.attach(1, {"name": "hỏng.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
    screen.press("F9")
    page.wait_for_selector(".o_counter_refused")
    assert findings(screen) == []
    page.click(".o_counter_dismiss")
    page.wait_for_selector(".o_counter_saved")
    assert findings(screen) == []


def assert_large(page):
    """44 pixels to touch and 16 to read, and nothing beyond the edges of the screen."""
    small = page.evaluate(
        """() => [...document.querySelectorAll(".o_counter :is(button, select, input:not([type=checkbox]))")]
        .filter((element) => element.tabIndex >= 0 && element.getBoundingClientRect().height)
        .filter((element) => {
            const { width, height } = element.getBoundingClientRect();
            return height < 44 || width < 44 || parseFloat(getComputedStyle(element).fontSize) < 16;
        })
        .map((element) => element.outerHTML.slice(0, 160))"""
    )
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('.o_counter').scrollHeight <= innerHeight")


def test_fingers_and_eyes(screen):
    """On the small screen of an office."""
    page = screen.page
    screen.enter("Lê Thị Ngón Tay", "dang ky giam ho")
    screen.attach(0, picture())
    page.click(".o_counter_paper_more >> nth=0")
    assert_large(page)
    for key in ("F4", "F3", "F6", "F7"):
        screen.press(key)
        assert_large(page)


def test_few_keys(screen):
    """A known citizen and a procedure of two papers, without a mouse: at most 25 keys beyond the typed data."""
    page = screen.page
    screen.choose_paper("none")
    screen.enter("Lê Thị Quen Mặt", "dang ky giam ho")
    number = page.inner_text(".o_counter_applicant .o_counter_number")
    screen.press("F9")
    screen.received_code()
    screen.keys = 0
    screen.type(number)
    screen.press("Enter")
    page.wait_for_selector(".o_counter_applicant:has-text('Lê Thị Quen Mặt')")
    page.wait_for_selector(".o_counter_search:focus")
    screen.type("mai tang")
    screen.press("Enter")
    page.wait_for_selector(".o_counter_paper_tick:focus")
    assert page.locator(".o_counter_paper_tick").count() == 2
    screen.press("Space", "ArrowDown", "Space", "F9")
    page.wait_for_selector(".o_counter_done_received:has-text('Lê Thị Quen Mặt')")
    assert screen.keys <= 25
