"""A walk through the suite as somebody who has just read the README: the counter, the officers, the administrators, the
citizen at home. Every step looks at what a person would look at; nothing is prepared beyond the demo data.
"""

import re

import pytest

from launcher import demo_logins

NAME, IDENTITY, BIRTHDAY = "Nguyễn Thị Thử", "035190001234", "01/02/1990"
# what no screen shows
FOREIGN = re.compile(r"\b(False|undefined|NaN|null|Traceback|Odoo Server Error)\b")


class Walker:
    """One person with a browser. ``steps`` are the names of what was done."""

    def __init__(self, page, url, passwords):
        self.page = page
        self.url = url
        self.passwords = passwords
        self.steps = []
        page.set_default_timeout(30_000)
        self.complaints = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def step(self, name):
        """Note that the step before is done, look at the whole screen for what belongs on none, and begin another."""
        text = self.page.inner_text("body")
        assert not FOREIGN.search(text), f"after {self.steps[-1:]}: {FOREIGN.search(text)} in {text}"
        assert not self.complaints, f"after {self.steps[-1:]}: {self.complaints}"
        self.steps.append(name)

    def log_in(self, login):
        self.step(f"log in as {login}")
        self.page.context.clear_cookies()
        self.page.goto(f"{self.url}/web/login")
        # as on a computer of one's own: nobody signed in here before
        self.page.evaluate("localStorage.clear()")
        self.page.reload()
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", self.passwords[login])
        self.page.click("button[type=submit]")
        self.page.wait_for_selector(".o_web_client, .o_counter")

    def go(self, name, action, selector=".o_list_view, .o_form_view, .o_kanban_view"):
        """Open a screen by its address."""
        self.step(name)
        self.page.goto(f"{self.url}/odoo/action-{action}")
        self.page.wait_for_selector(selector)

    def press(self, name, words, scope="", wait=None):
        """Press the button that reads ``words``."""
        self.step(name)
        self.page.locator(f"{scope} button:visible", has_text=re.compile(rf"^\s*{re.escape(words)}\s*$")).first.click()
        if wait:
            self.page.wait_for_selector(wait)

    def see(self, text, selector="body"):
        self.page.locator(selector, has_text=text).first.wait_for()

    def open_dossier(self, code):
        self.step(f"open {code}")
        self.page.goto(f"{self.url}/odoo/action-onestop_core.onestop_dossier_action")
        self.page.wait_for_selector(".o_list_view, .o_kanban_view")
        box = self.page.locator(".o_searchview_input")
        box.fill(code)
        box.press("Enter")
        self.page.locator(".o_data_row", has_text=code).first.locator("td[name=code]").click()
        self.page.wait_for_selector(".o_form_view")
        self.see(code)

    def confirm(self, name):
        """Confirm the dialog that a button opened."""
        self.press(name, "Xác nhận", ".modal")
        self.page.locator(".modal button", has_text="Xác nhận").wait_for(state="detached")


@pytest.fixture
def walker(page, project, odoo_server):
    """Return somebody with a browser and the demo passwords."""
    return Walker(page, odoo_server.url, {row["login"]: row["password"] for row in demo_logins.read(project)})


def receive(walker):
    """What the README says a receptionist does; returns the code."""
    page = walker.page
    walker.log_in("khaphong.tiepnhan")
    walker.step("the receptionist lands in the Counter")
    page.wait_for_selector(".o_counter_find_input")
    page.select_option(".o_counter_paper_size", "none")
    walker.step("type name, identity number and birthday")
    page.fill("[name=applicant_name]", NAME)
    page.fill("[name=applicant_identity]", IDENTITY)
    page.fill("[name=applicant_birth_date]", BIRTHDAY)
    page.press("[name=applicant_birth_date]", "Tab")
    walker.step("press “Tiếp tục”")
    page.locator("button:visible", has_text="Tiếp tục").first.click()
    walker.step("go on to the procedure")
    page.keyboard.press("F3")
    page.wait_for_selector(".o_counter_search:focus")
    walker.step("find the procedure by a word")
    page.keyboard.type("khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_selector(".o_counter_due_at, .o_counter_case")
    if not page.locator(".o_counter_due_at").count():
        page.keyboard.press("Enter")
    walker.step("see when the result is due")
    page.wait_for_selector(".o_counter_due_at")
    walker.step("tick all papers")
    page.keyboard.press("Alt+a")
    page.wait_for_selector(".o_counter_paper_tick:focus")
    walker.step("receive")
    page.keyboard.press("F9")
    code = page.inner_text(".o_counter_done_received .o_counter_done_code")
    assert re.fullmatch(r"H25\.12\.21-\d{6}-\d{4}", code)
    return code


def test_from_the_counter_to_the_telephone(walker):
    page = walker.page
    code = receive(walker)

    walker.step("leave the Counter")
    page.click(".o_counter_leave")
    page.wait_for_selector(".o_main_navbar")
    walker.step("the bar names the person's own agency")
    walker.see("UBND xã Khả Phong", ".o_main_navbar")
    walker.open_dossier(code)
    walker.press("forward to the specialist", "Chuyển bước tiếp", wait=".modal")
    walker.confirm("confirm the forwarding")

    walker.log_in("khaphong.chuyenmon")
    walker.open_dossier(code)
    walker.press("the specialist forwards to the leader", "Chuyển bước tiếp", wait=".modal")
    walker.confirm("confirm")

    walker.log_in("khaphong.lanhdao")
    walker.open_dossier(code)
    walker.press("the leader approves", "Phê duyệt", wait=".modal")
    walker.confirm("confirm the approval")
    walker.step("the result is there")
    walker.see("Có kết quả")

    walker.log_in("khaphong.tiepnhan")
    walker.step("find the dossier at the Counter by its code")
    page.wait_for_selector(".o_counter_find_input")
    page.keyboard.press("F4")
    page.wait_for_selector(".o_counter_find_input:focus")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    walker.step("tick that the identity was seen")
    page.locator(".o_counter_identity_seen").check()
    walker.step("hand over the result")
    page.keyboard.press("F9")
    page.wait_for_selector(".o_counter_done")

    walker.step("the citizen looks it up at home, on a telephone")
    page.context.clear_cookies()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{walker.url}/dich-vu-cong/")
    walker.step("from the home page of the public")
    page.locator("a[href*='/dich-vu-cong/tra-cuu']:visible").first.click()
    walker.step("type the code")
    page.fill("input[name=code]", code)
    page.locator("main button[type=submit]").first.click()
    walker.step("see that it was returned, and no name")
    walker.see(code)
    text = page.inner_text("body")
    assert NAME not in text
    assert IDENTITY not in text
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "the page is wider than the telephone"
    walker.step("a mistyped address says where to go")
    page.goto(f"{walker.url}/khong-co-trang-nay")
    walker.see("Không có trang này")
    walker.step("done")
    assert len(walker.steps) >= 25


def test_the_screens_of_the_administrators(walker):
    page = walker.page
    walker.log_in("hanam.quantri")
    walker.go("1 the configuration check", "onestop_core.onestop_config_check_action")
    walker.press("check again", "Kiểm tra lại", wait=".o_list_view")
    walker.go("2 agencies: their own first", "onestop_core.onestop_agency_action")
    walker.see("Của tôi", ".o_searchview")
    walker.step("open an agency")
    page.locator(".o_data_row", has_text="xã Khả Phong").first.locator("td[name=name]").click()
    page.wait_for_selector(".o_form_view")
    walker.step("change its telephone")
    page.locator(".nav-link", has_text="liên hệ").click()
    page.locator("[name=phone] input").fill("0226 3900 599")
    walker.press("save with a button", "Lưu", ".o_form_status_indicator")
    page.locator(".o_form_button_save:visible").wait_for(state="hidden")
    walker.go("3 desks", "onestop_core.onestop_desk_action")
    walker.go("4 staff accounts", "onestop_core.onestop_staff_action")
    walker.press("begin an account for one person", "Tài khoản mới", wait=".modal")
    walker.step("type the name")
    page.locator(".modal [name=name] input").fill("Trần Thị Mới Vào")
    page.locator(".modal [name=name] input").press("Tab")
    walker.step("choose the agency")
    page.locator(".modal [name=agency_id] input").fill("xã Khả Phong")
    page.locator(".o-autocomplete--dropdown-item", has_text="Khả Phong").first.click()
    walker.step("choose a role")
    page.locator(".modal [name=role_ids] label", has_text="Chuyên viên").first.click()
    walker.press(
        "create the account", "Tạo tài khoản", ".modal", wait=".o_form_view .alert:has-text('chưa có cách vào')"
    )
    walker.step("print the one-time code")
    with page.expect_download() as sheet:
        page.locator("button:visible", has_text="In mã dùng một lần").click()
    assert sheet.value.path().read_bytes().startswith(b"%PDF")
    walker.go("5 processes", "onestop_core.onestop_process_action")
    walker.step("open a process and see its diagram")
    page.locator(".o_data_row").first.locator("td").nth(1).click()
    page.wait_for_selector(".o_form_view")
    walker.go("6 days off", "onestop_core.onestop_calendar_day_action")
    walker.go("7 procedures", "onestop_core.onestop_procedure_action")
    walker.step("search without accents")
    page.locator(".o_searchview_input").fill("khai sinh")
    page.locator(".o_searchview_input").press("Enter")
    walker.see("Đăng ký khai sinh")
    walker.go("8 form sets", "onestop_core.onestop_form_set_action")
    walker.go("9 reorganisations", "onestop_core.onestop_reorganisation_action")
    walker.step("open the draft")
    page.locator(".o_data_row").first.locator("td[name=name]").click()
    page.wait_for_selector(".o_form_view")
    walker.go("10 the catalogue's imports", "onestop_core.onestop_catalogue_import_action")
    walker.go("11 the check of the trail", "onestop_core.onestop_trail_check_action", ".modal, .o_form_view")
    walker.step("done")
    assert len(walker.steps) >= 24


def test_dialogs_fit_a_small_screen(walker):
    """At 1366 × 768 a dialog needs no scrolling sideways, and its buttons are on the screen."""
    page = walker.page
    walker.log_in("hanam.quantri")
    for action in (
        "onestop_core.onestop_staff_account_action",
        "onestop_core.onestop_staff_import_action",
        "onestop_core.onestop_trail_check_action",
        "onestop_core.onestop_register_wizard_action",
        "onestop_core.onestop_national_export_action",
    ):
        walker.step(action)
        page.goto(f"{walker.url}/odoo/action-{action}")
        page.wait_for_selector(".modal-footer button:visible, .o_form_view footer button:visible")
        box = page.locator(".modal-footer button:visible, .o_form_view footer button:visible").first.bounding_box()
        assert box["y"] + box["height"] <= 768, action
        assert page.evaluate("document.documentElement.scrollWidth") <= 1366, action
        inner = page.locator(".modal-body, .o_form_view").first
        assert inner.evaluate("node => node.scrollWidth <= node.clientWidth"), action
