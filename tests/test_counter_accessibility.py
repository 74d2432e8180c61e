"""The Counter for people who see little or use no mouse: every pane is examined by axe-core.

With ``ONESTOP_PICTURES=docs/counter`` the pictures of docs/counter are made anew (some by ``test_counter_keys.py``).
"""

import json

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from counter_screen import CounterScreen, document, identity_card, picture

from launcher import demo_logins

RECEPTIONIST = "khaphong.tiepnhan"
# a leader whose post holds the desk role, too
LEADER_AT_THE_DESK = "khaphong.phochutich"
GRAVE = ("serious", "critical")


@pytest.fixture
def open_counter(page, project, odoo_server):
    """Return a function that logs somebody in and returns the Counter, with axe-core in its page."""
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}

    def open_counter(login):
        screen = CounterScreen(page, odoo_server.url)
        screen.log_in(login, passwords[login])
        page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
        return screen

    return open_counter


@pytest.fixture
def screen(open_counter):
    """Return the Counter of a receptionist."""
    return open_counter(RECEPTIONIST)


@pytest.fixture
def code_of(connection):
    """Return a function that gives the code of a dossier of the receptionist's desk in a state, settled in time."""

    def code_of(state):
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT d.code FROM onestop_dossier d JOIN onestop_staff s ON s.agency_id = d.received_agency_id
                JOIN res_users u ON u.id = s.user_id WHERE u.login = %s AND d.state = %s
                AND COALESCE(d.ready_at <= d.due_at, true) ORDER BY d.id DESC LIMIT 1""",
                [RECEPTIONIST, state],
            )
            (code,) = cursor.fetchone()
            return code

    return code_of


def findings(screen, picture=""):
    """Return what axe-core finds serious or critical: rule, and elements; keep a picture under this name."""
    if picture:
        screen.keep(picture)
    answer = screen.page.evaluate("axe.run(document, { iframes: false })")
    return [
        f"{violation['id']}: {json.dumps([node['html'][:200] for node in violation['nodes']], ensure_ascii=False)}"
        for violation in answer["violations"]
        if violation["impact"] in GRAVE
    ]


def test_panes(screen):
    page = screen.page
    assert findings(screen, "01_start") == []
    screen.enter("Lê Thị Mắt Kém", "dang ky giam ho")
    assert findings(screen, "04_case_and_due") == []
    for key, pane, picture_name in (
        ("F3", "procedure", "02_procedures"),
        ("F7", "supplement", "07_supplement"),
        ("F8", "refuse", "08_refuse"),
        ("Alt+i", "inbox", "12_inbox"),
    ):
        screen.press(key)
        page.wait_for_selector(f".o_counter_{pane}_pane")
        assert findings(screen, picture_name) == [], pane
    screen.press("Enter")
    page.wait_for_selector(".o_counter_opened_pane")
    assert findings(screen, "13_online_dossier") == []
    screen.press("F1")
    page.wait_for_selector(".o_counter_help_table")
    assert findings(screen, "14_keys") == []


def test_result(screen):
    page = screen.page
    screen.choose_paper("none")
    screen.enter("Lê Thị Tai Thính", "dang ky giam ho")
    screen.press("F9")
    code = screen.received_code()
    assert findings(screen, "10_received") == []
    screen.scan(code)
    page.wait_for_selector(".o_counter_opened_pane")
    assert findings(screen, "11_opened") == []
    screen.press("Shift+F3")
    page.wait_for_selector(".o_counter_rechoose_pane .o_counter_case")
    assert findings(screen, "37_chosen_anew") == []


def test_files(screen):
    """Attached, shown, removed, stored, and refused."""
    page = screen.page
    screen.choose_paper("none")
    screen.enter("Lê Thị Bản Quét", "dang ky giam ho")
    screen.attach(0, document(), picture())
    page.wait_for_selector(".o_counter_preview img")
    screen.keep("21_attached_picture")
    page.click(".o_counter_paper_more >> nth=0")
    page.wait_for_selector(".o_counter_drop")
    page.click(".o_counter_file_remove >> nth=1")
    page.wait_for_selector(".o_counter_file_undo")
    assert findings(screen, "23_attached_removed") == []
    page.click(".o_counter_file_name >> nth=0")
    page.wait_for_selector(".o_counter_preview iframe")
    assert findings(screen, "22_attached_document") == []
    screen.attach(1, {"name": "hỏng.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
    screen.press("F9")
    page.wait_for_selector(".o_counter_refused")
    assert findings(screen, "25_file_not_stored") == []
    page.click(".o_counter_dismiss")
    page.wait_for_selector(".o_counter_saved")
    assert findings(screen) == []


def test_what_is_in_the_way(screen):
    """Messages, the details of a paper, and panes filled in."""
    page = screen.page
    screen.enter("Lê Thị Vướng Mắc", "dang ky giam ho")
    screen.press("Enter")
    page.wait_for_selector(".o_counter_paper_detail")
    assert findings(screen, "05_paper_detail") == []
    screen.press("F7")
    page.locator(".o_counter_mark_wrong").first.check()
    page.wait_for_selector(".o_counter_marks input[type=text]")
    assert findings(screen) == []
    screen.press("F8")
    page.click(".o_counter_reasons button >> nth=0")
    page.wait_for_selector(".o_counter_send:enabled")
    assert findings(screen) == []
    screen.press("Escape", "Alt+n", "F9")
    page.wait_for_selector(".o_counter_message")
    assert findings(screen, "35_cleared_can_be_taken_back") == []
    # somebody comes in the applicant's stead
    screen.press("Alt+u")
    page.wait_for_selector("[name=submitter_name]")
    assert findings(screen, "09_on_behalf") == []
    screen.press("Alt+n")
    screen.enter("Lê Thị Sao Y", "sao y")
    page.wait_for_selector(".o_counter_same_day_refusal")
    assert findings(screen, "20_same_day_decided_elsewhere") == []


def test_people(screen):
    """Filed twice, a second card, people of one name, data that reach nobody, a number of two kinds."""
    page = screen.page
    screen.choose_paper("none")
    screen.enter("Lê Thị Sinh Đôi", "dang ky giam ho")
    number = page.inner_text(".o_counter_applicant .o_counter_number")
    screen.press("F9")
    screen.received_code()
    screen.type(" ".join(number))
    screen.press("Enter")
    page.wait_for_selector(".o_counter_search:focus")
    page.keyboard.insert_text("dang ky giam ho")
    screen.press("Enter")
    page.wait_for_selector(".o_counter_open_twice")
    assert findings(screen, "38_filed_twice") == []
    screen.scan(identity_card("Trần Văn Thứ Hai"))
    page.wait_for_selector(".o_counter_question .o_counter_known:focus")
    assert findings(screen, "39_second_card") == []
    screen.press("Alt+n")
    page.fill(".o_counter_find_input", "le thi sinh doi")
    screen.press("Enter")
    page.wait_for_selector(".o_counter_known:focus:has-text('Lê Thị Sinh Đôi')")
    assert findings(screen, "40_people_of_one_name") == []
    page.click(".o_counter_stranger")
    page.fill("[name=applicant_phone]", "0912 345 67")
    page.fill("[name=applicant_birth_date]", "1950")
    page.fill("[name=applicant_email]", "a.b@vidu,vn")
    screen.press("Tab")
    page.wait_for_selector(".o_counter_doubt >> nth=2")
    assert findings(screen, "41_doubts") == []
    screen.press("Alt+n")
    page.fill(".o_counter_find_input", "0700123459")
    screen.press("Enter")
    page.wait_for_selector(".o_counter_question .o_counter_known:focus")
    assert findings(screen) == []


def test_without_a_line(screen):
    page = screen.page
    screen.enter("Lê Thị Mất Mạng", "dang ky giam ho")
    page.context.set_offline(True)
    screen.press("F9")
    page.wait_for_selector(".o_counter_offline")
    page.wait_for_selector(".o_counter_done_waiting")
    assert findings(screen, "17_offline") == []
    page.context.set_offline(False)
    screen.received_code()


def test_supplement_comes_in(screen, code_of):
    page = screen.page
    screen.scan(code_of("supplement"))
    page.wait_for_selector(".o_counter_opened_pane .o_counter_file, .o_counter_opened_pane h2")
    assert findings(screen, "31_supplement_comes_in") == []
    assert_large(page)


def test_late_return(screen, code_of, connection):
    code = code_of("ready")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE onestop_dossier SET due_at = ready_at - interval '1 day' WHERE code = %s", [code])
    screen.scan(code)
    screen.page.wait_for_selector(".o_counter_return .o_counter_danger")
    assert findings(screen, "16_return_late") == []


def test_return_and_rating(screen, code_of):
    page = screen.page
    screen.choose_paper("none")
    screen.scan(code_of("ready"))
    page.wait_for_selector(".o_counter_return")
    assert findings(screen, "15_return") == []
    # somebody else takes the result
    page.click(".o_counter_recipient_kind:last-child")
    page.fill(".o_counter_recipient", "Lê Thị Nhận Thay")
    assert findings(screen, "34_return_to_somebody_else") == []
    assert_large(page)
    page.set_input_files(".o_counter_authority_file", [picture("Ủy quyền.png")])
    page.wait_for_selector(".o_counter_authority:has-text('Ủy quyền.png')")
    page.check(".o_counter_identity_seen")
    for original in page.locator(".o_counter_given_back").all():
        original.check()
    screen.press("F9")
    page.wait_for_selector(".o_counter_rating:focus")
    assert findings(screen, "18_rating") == []
    assert_large(page)
    screen.press("2")
    page.wait_for_selector(".o_counter_rating_thanks")
    assert findings(screen, "19_rated") == []


def test_one_pass(open_counter):
    """A leader at the desk signs at once."""
    screen = open_counter(LEADER_AT_THE_DESK)
    screen.choose_paper("none")
    screen.enter("Lê Thị Lấy Ngay", "sao y")
    screen.page.wait_for_selector(".o_counter_same_day")
    assert findings(screen, "28_leader_at_the_desk") == []
    screen.press("F10")
    screen.page.wait_for_selector(".o_counter_rating:focus")
    assert findings(screen, "29_handed_over_by_the_leader") == []


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
    # with all that the suite brings to it, the head is one line, and so is each button below
    assert page.evaluate("document.querySelector('.o_counter_header').offsetHeight") <= 60
    assert page.evaluate(
        "[...document.querySelectorAll('.o_counter_actions button')].every((one) => one.offsetHeight <= 56)"
    )
    assert page.evaluate("document.querySelector('.o_counter').scrollHeight <= innerHeight")


def test_fingers_and_eyes(screen):
    """On the small screen of an office."""
    page = screen.page
    screen.enter("Lê Thị Ngón Tay", "dang ky giam ho")
    screen.attach(0, picture())
    page.click(".o_counter_paper_more >> nth=0")
    assert_large(page)
    for key in ("F4", "F3", "F6", "F7", "F8", "Alt+i", "F1"):
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
