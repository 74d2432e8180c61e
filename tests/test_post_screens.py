"""The post in a real browser: a packet accepted, scanned onto a slip, signed for, and a month confirmed by the agency; a fee that
the post collects and remits; a result that is delivered, and one that goes back after two invitations.

With ``ONESTOP_PICTURES=docs/postal`` the pictures of docs/postal are made anew.
"""

import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from launcher import demo_logins
from launcher.commands import demo_post
from launcher.demo_steps import save_pdf
from launcher.odoo_client import OdooClient

ACTION = "/odoo/action-onestop_postal.{}"


@pytest.fixture
def shoot(page):
    """Return a function that takes a picture, if somebody wants pictures."""
    folder = os.environ.get("ONESTOP_PICTURES")

    def take(name):
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.wait_for_timeout(400)
            page.screenshot(path=f"{folder}/{name}.png")

    return take


@pytest.fixture
def sign_in(page, project, odoo_server):
    """Return a function that signs a person of the demo data in."""

    def do(login):
        page.context.clear_cookies()
        page.goto(f"{odoo_server.url}/web/login")
        # the page offers who signed in before instead of asking for a name
        page.evaluate("localStorage.clear()")
        page.reload()
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", demo_logins.password(project, login))
        page.click("button[type=submit]")
        page.wait_for_selector(".o_web_client")

    return do


@pytest.fixture
def client(project, odoo_server):
    """Return a function that gives a person's client."""

    def make(login):
        one = OdooClient(odoo_server.url, odoo_server.database)
        one.log_in(login, demo_logins.password(project, login))
        return one

    return make


def print_pdf(client, report, record, name):
    """The first page of a document as a picture, if somebody wants pictures."""
    folder = os.environ.get("ONESTOP_PICTURES")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "document.pdf"
        save_pdf(client, f"/report/pdf/onestop_postal.{report}/{record}", path)
        pages = pypdfium2.PdfDocument(path)
        assert len(pages) >= 1
        if folder:
            pages[0].render(scale=1.6).to_pil().save(f"{folder}/{name}.png")


def test_a_packet_from_the_post_office_to_the_agency(page, sign_in, client, shoot, odoo_server):
    page.set_default_timeout(60_000)
    clerk = client("binhluc.buudien")
    [waiting] = clerk.call(
        demo_post.ITEM,
        "search_read",
        [["state", "=", "accepted"], ["line_ids", "=", False], ["direction", "=", "intake"]],
        ["name", "agency_id", "office_id"],
    )
    sign_in("binhluc.buudien")
    page.goto(odoo_server.url + ACTION.format("onestop_postal_shipment_action"))
    page.wait_for_selector(".o_data_row")
    shoot("items")
    slip = clerk.call(
        demo_post.HANDOVER,
        "create",
        {"agency_id": waiting["agency_id"][0], "office_id": waiting["office_id"][0]},
    )
    page.goto(f"{odoo_server.url}{ACTION.format('onestop_postal_handover_action')}/{slip}")
    page.click("button[name=action_scan]")
    field = page.locator(".o_onestop_postal_scan input")
    for text in (waiting["name"], waiting["name"], "KHONG-CO"):
        field.fill(text)
        field.press("Enter")
    page.wait_for_selector(".o_onestop_postal_entry_added")
    page.wait_for_selector(".o_onestop_postal_entry_again")
    page.wait_for_selector(".o_onestop_postal_entry_unknown")
    assert page.inner_text(".o_onestop_postal_count") == "1"
    shoot("scan")
    page.click(".o_onestop_postal_scan button")
    page.click("button[name=action_offer]")
    page.wait_for_selector("button[name=action_withdraw]")

    sign_in("kimbang.tiepnhan")
    page.goto(f"{odoo_server.url}{ACTION.format('onestop_postal_handover_action')}/{slip}")
    page.wait_for_selector("button[name=action_sign]")
    shoot("sign")
    page.click("button[name=action_sign]")
    page.click(".modal button.btn-primary")
    page.wait_for_selector("button[name=action_sign]", state="detached")
    [row] = clerk.call(demo_post.ITEM, "read", [waiting["id"]], ["state"])
    assert row["state"] == "handed_over"
    page.goto(odoo_server.url + ACTION.format("onestop_postal_custody_action"))
    page.wait_for_selector(".o_data_row")
    shoot("tracking_book")


def test_a_month_confirmed_by_the_agency(page, sign_in, client, shoot, odoo_server):
    page.set_default_timeout(60_000)
    accountant = client("binhluc.ketoan")
    [month] = accountant.call(demo_post.SETTLEMENT, "search", [["state", "=", "post_confirmed"]])
    sign_in("binhluc.ketoan")
    page.goto(f"{odoo_server.url}{ACTION.format('onestop_postal_settlement_action')}/{month}")
    page.wait_for_selector("button[name=action_confirm]")
    shoot("settlement")
    page.click("button[name=action_confirm]")
    page.click(".modal button.btn-primary")
    page.wait_for_selector("button[name=action_pay]")
    [row] = accountant.call(demo_post.SETTLEMENT, "read", [month], ["state", "payable"])
    assert (row["state"], row["payable"]) == ("confirmed", 39_000_000)
    print_pdf(accountant, "report_postal_settlement", month, "settlement_08a")
    [agreement] = accountant.call("onestop.postal.agreement", "search", [["number", "=", "05/2020/HĐDV-BĐ"]])
    print_pdf(accountant, "report_postal_agreement", agreement, "order_03")
    accountant.call("onestop.postal.agreement", "write", [agreement], {"route": "order"})
    print_pdf(accountant, "report_postal_settlement", month, "acceptance_04")


def choose(page, name, text):
    """Choose a record in a many2one of the dialog."""
    box = page.locator(f".modal div[name={name}] input").first
    box.click()
    box.fill(text)
    page.locator(".o-autocomplete--dropdown-item", has_text=text).first.click()


def enter(page, name, text):
    field = page.locator(f".modal div[name={name}] input, .modal div[name={name}] textarea").first
    field.fill(text)
    field.press("Tab")


def go(client, dossier):
    """What the agency does with a dossier until its result is ready."""
    client("khaphong.tiepnhan").call("onestop.dossier", "act", [dossier], "forward")
    client("khaphong.chuyenmon").call("onestop.dossier", "act", [dossier], "forward")
    client("khaphong.lanhdao").call("onestop.dossier", "act", [dossier], "approve", result_number="871/UBND-HT")


def sign_for(page, odoo_server, slip):
    """Sign for a slip as the person who is signed in."""
    page.goto(f"{odoo_server.url}{ACTION.format('onestop_postal_handover_action')}/{slip}")
    page.click("button[name=action_sign]")
    page.click(".modal button.btn-primary")
    page.wait_for_selector("button[name=action_sign]", state="detached")


def test_a_fee_and_a_result_by_post(page, sign_in, client, shoot, odoo_server):
    """Accepted with a fee of the schedule, handed over, settled, brought back, delivered."""
    page.set_default_timeout(60_000)
    clerk = client("khaphong.buudien")
    sign_in("khaphong.buudien")
    page.goto(odoo_server.url + ACTION.format("onestop_postal_intake_action"))
    page.wait_for_selector(".modal .o_form_view")
    choose(page, "procedure_id", "1.004873")
    page.wait_for_selector(".modal div[name=fee_line_ids] .o_data_row")
    cases = clerk.call(
        "onestop.procedure.case", "search_read", [["version_id.procedure_id.code", "=", "1.004873"]], ["name"], limit=1
    )
    if cases:
        choose(page, "case_id", cases[0]["name"][:30])
    for name, text in (
        ("applicant_name", "Phạm Thị Mận"),
        ("applicant_phone", "0912000881"),
        ("applicant_address", "Thôn Vồng, xã Khả Phong"),
        ("weight", "95"),
        ("page_count", "5"),
        ("seal_number", "KPG-881"),
    ):
        enter(page, name, text)
    page.check(".modal div[name=sealed] input")
    page.wait_for_selector(".modal div[name=fee_owed]:has-text('15.000')")
    shoot("accept")
    page.click(".modal button[name=action_accept]")
    page.wait_for_selector(".o_form_view div[name=seal_number]:has-text('KPG-881')")
    shoot("item")
    [item] = clerk.call(
        demo_post.ITEM,
        "search_read",
        [["seal_number", "=", "KPG-881"]],
        ["name", "fee_amount", "fee_receipt", "dossier_id", "agency_id", "office_id"],
    )
    assert item["fee_amount"] == 15_000
    assert item["fee_receipt"]
    print_pdf(clerk, "report_postal_slip", item["id"], "slip")

    place = {"agency_id": item["agency_id"][0], "office_id": item["office_id"][0]}
    slip = clerk.call(demo_post.HANDOVER, "create", place)
    clerk.call(demo_post.HANDOVER, "scan", [slip], item["name"], "00000000-0000-4000-8000-000000000881")
    clerk.call(demo_post.HANDOVER, "action_offer", [slip])
    sign_in("khaphong.tiepnhan")
    sign_for(page, odoo_server, slip)
    print_pdf(client("khaphong.tiepnhan"), "report_postal_minutes", slip, "minutes")
    go(client, item["dossier_id"][0])

    desk = client("khaphong.tiepnhan")
    [dossier] = desk.call("onestop.dossier", "read", [item["dossier_id"][0]], ["code", "state"])
    assert dossier["state"] == "ready"
    back = desk.call(demo_post.HANDOVER, "create", {**place, "direction": "to_post"})
    desk.call(demo_post.HANDOVER, "scan", [back], dossier["code"], "00000000-0000-4000-8000-000000000882")
    desk.call(demo_post.HANDOVER, "action_offer", [back])
    clerk.call(demo_post.HANDOVER, "action_light", [back])
    sign_in("khaphong.buudien")
    sign_for(page, odoo_server, back)
    [result] = clerk.call(
        demo_post.ITEM, "search", [["dossier_id", "=", item["dossier_id"][0]], ["direction", "=", "result"]]
    )
    page.goto(f"{odoo_server.url}{ACTION.format('onestop_postal_shipment_action_delivery')}/{result}")
    page.click(".o_statusbar_buttons button.btn-primary")
    page.wait_for_selector(".modal div[name=identity_seen]")
    page.check(".modal div[name=identity_seen] input")
    shoot("deliver")
    page.click(".modal button[name=action_confirm]")
    page.wait_for_selector(".modal", state="detached")
    [row] = clerk.call(demo_post.ITEM, "read", [result], ["state", "taken_by"])
    assert row == {"id": result, "state": "delivered", "taken_by": "Phạm Thị Mận"}
    [dossier] = desk.call("onestop.dossier", "read", [item["dossier_id"][0]], ["state"])
    assert dossier["state"] == "returned"


def test_not_delivered_two_invitations_and_back(page, sign_in, client, shoot, odoo_server, connection):
    """A delivery that fails, two invitations two working days apart, and the result lies with the agency again."""
    page.set_default_timeout(60_000)
    clerk, desk = client("khaphong.buudien"), client("khaphong.tiepnhan")
    [waiting] = clerk.call(
        demo_post.ITEM,
        "search_read",
        [["seal_number", "=", "KPG-872"]],
        ["name", "dossier_id", "agency_id", "office_id"],
    )
    place = {"agency_id": waiting["agency_id"][0], "office_id": waiting["office_id"][0]}
    slip = clerk.call(demo_post.HANDOVER, "create", place)
    clerk.call(demo_post.HANDOVER, "scan", [slip], waiting["name"], "00000000-0000-4000-8000-000000000891")
    clerk.call(demo_post.HANDOVER, "action_offer", [slip])
    desk.call(demo_post.HANDOVER, "action_sign", [slip])
    go(client, waiting["dossier_id"][0])
    [dossier] = desk.call("onestop.dossier", "read", [waiting["dossier_id"][0]], ["code"])
    back = desk.call(demo_post.HANDOVER, "create", {**place, "direction": "to_post"})
    desk.call(demo_post.HANDOVER, "scan", [back], dossier["code"], "00000000-0000-4000-8000-000000000892")
    desk.call(demo_post.HANDOVER, "action_offer", [back])
    clerk.call(demo_post.HANDOVER, "action_light", [back])
    clerk.call(demo_post.HANDOVER, "action_sign", [back])
    [result] = clerk.call(
        demo_post.ITEM, "search", [["dossier_id", "=", waiting["dossier_id"][0]], ["direction", "=", "result"]]
    )

    sign_in("khaphong.buudien")
    address = f"{odoo_server.url}{ACTION.format('onestop_postal_shipment_action_delivery')}/{result}"

    def say(task, **texts):
        page.goto(address)
        page.click(".o_statusbar_buttons button.btn-primary")
        page.wait_for_selector(".modal div[name=task]")
        page.check(f".modal div[name=task] input[data-value={task}]")
        for name, text in texts.items():
            if name == "ground":
                page.click(".modal div[name=ground] input")
                page.click(f".o_select_menu_item:has-text('{text}')")
            else:
                enter(page, name, text)
        if task == "fail":
            shoot("not_delivered")
        page.click(".modal button[name=action_confirm]")
        page.wait_for_selector(".modal", state="detached")

    say("fail", ground="Không tìm được người nhận", note="Nhà đóng cửa, đã gọi hai lần")
    say("invite", note="Gọi 0912000872, hẹn đến bưu cục")
    page.goto(address)
    page.click("button[name=send_back]")
    page.wait_for_selector(".modal:has-text('ngày làm việc'), .o_notification:has-text('ngày làm việc')")
    # two working days later
    with connection.cursor() as cursor:
        cursor.execute("UPDATE onestop_postal_attempt SET at = at - interval '7 days' WHERE shipment_id = %s", [result])
    say("invite", note="Gọi lần hai, không nghe máy")
    page.goto(address)
    shoot("invited")
    page.click("button[name=send_back]")
    page.wait_for_selector("button[name=send_back]", state="detached")
    slip = clerk.call(demo_post.HANDOVER, "create", place)
    [row] = clerk.call(demo_post.ITEM, "read", [result], ["name", "state"])
    assert row["state"] == "returning"
    clerk.call(demo_post.HANDOVER, "scan", [slip], row["name"], "00000000-0000-4000-8000-000000000893")
    clerk.call(demo_post.HANDOVER, "action_offer", [slip])
    sign_in("khaphong.tiepnhan")
    sign_for(page, odoo_server, slip)
    [row] = clerk.call(demo_post.ITEM, "read", [result], ["state"])
    assert row["state"] == "returned"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.holder_kind FROM onestop_postal_custody c"
            " JOIN onestop_postal_paper_onestop_postal_shipment_rel r ON r.onestop_postal_paper_id = c.paper_id"
            " WHERE r.onestop_postal_shipment_id = %s AND c.until IS NULL",
            [result],
        )
        assert cursor.fetchall() == [("agency",)]


def test_fees_remitted_and_confirmed(page, sign_in, client, shoot, odoo_server):
    """What the post has collected leaves for the account of the agency, whole, and the agency says that it has come."""
    page.set_default_timeout(60_000)
    sign_in("binhluc.ketoanbuudien")
    page.goto(f"{odoo_server.url}/odoo/action-onestop_postal_payment.onestop_postal_office_action_money")
    page.wait_for_selector(".o_data_row:has-text('KPG')")
    shoot("fees_at_the_post")
    accountant, keeper = client("binhluc.ketoanbuudien"), client("khaphong.ketoan")
    [office] = accountant.call("onestop.postal.office", "search", [["code", "=", "KPG"]])
    [agency] = accountant.call("onestop.postal.desk", "search_read", [["office_id", "=", office]], ["agency_id"])
    remittance = accountant.call(
        "onestop.postal.remittance",
        "create",
        {"office_id": office, "agency_id": agency["agency_id"][0], "reference": "FT26333099001"},
    )
    accountant.call("onestop.postal.remittance", "action_send", [remittance])
    sign_in("khaphong.ketoan")
    page.goto(f"{odoo_server.url}/odoo/action-onestop_postal_payment.onestop_postal_remittance_action/{remittance}")
    page.wait_for_selector("button[name=action_receive]")
    shoot("remittance")
    page.click("button[name=action_receive]")
    page.wait_for_selector("button[name=action_receive]", state="detached")
    [row] = keeper.call("onestop.postal.remittance", "read", [remittance], ["state", "amount", "missing"])
    assert (row["state"], row["missing"]) == ("received", 0)
    [money] = keeper.call("onestop.postal.office", "read", [office], ["fee_collected", "fee_remitted", "fee_on_hand"])
    assert (money["fee_collected"], money["fee_on_hand"]) == (money["fee_remitted"], 0)


def test_a_bag_at_the_counter(page, sign_in, client, shoot, odoo_server):
    """A clerk of the post fills a slip at the Counter; the desk signs for it there."""
    page.set_default_timeout(60_000)
    page.set_viewport_size({"width": 1366, "height": 768})
    clerk = client("khaphong.buudien")
    [item] = clerk.call(demo_post.ITEM, "search_read", [["seal_number", "=", "KPG-871"]], ["name"])
    sign_in("khaphong.buudien")
    page.goto(f"{odoo_server.url}/odoo/counter")
    page.wait_for_selector(".o_counter_find_input")
    page.keyboard.press("Alt+b")
    field = page.locator("input.o_postal_scan")
    for text, status in ((item["name"], "added"), (item["name"], "again"), ("KHONG-CO", "unknown")):
        field.fill(text)
        field.press("Enter")
        page.wait_for_selector(f".o_postal_entry.o_postal_{status}")
    shoot("bag_counter")
    page.click(".o_postal_offer")
    page.wait_for_selector(".o_postal_done")
    sign_in("khaphong.tiepnhan")
    page.goto(f"{odoo_server.url}/odoo/counter")
    page.wait_for_selector(".o_counter_find_input")
    page.keyboard.press("Alt+b")
    page.wait_for_selector(".o_postal_offered")
    shoot("sign_counter")
    page.click(".o_postal_sign")
    page.wait_for_selector(".o_postal_done")
    [row] = clerk.call(demo_post.ITEM, "read", [item["id"]], ["state"])
    assert row["state"] == "handed_over"


def open_first(page, odoo_server, action):
    """Open the first row of a list."""
    page.goto(odoo_server.url + ACTION.format(action))
    page.locator(".o_data_row .o_data_cell:not(.o_many2many_tags_cell)").first.click()
    page.wait_for_selector(".o_form_view")


def test_another_address_and_what_nobody_collects(page, sign_in, client, shoot, odoo_server):
    """What the citizen asks for waits for the agency; what nobody has collected is answered before silence destroys it."""
    page.set_default_timeout(60_000)
    page.set_viewport_size({"width": 1366, "height": 768})
    sign_in("kimbang.tiepnhan")
    page.goto(f"{odoo_server.url}/odoo/action-onestop_core.onestop_home_action")
    page.wait_for_selector("text=Giấy tờ bị tiêu hủy nếu không trả lời")
    shoot("home_agency")
    open_first(page, odoo_server, "onestop_postal_address_change_action")
    page.wait_for_selector("button[name=action_accept]")
    shoot("address_change")
    page.click("button[name=action_accept]")
    page.wait_for_selector("button[name=action_accept]", state="detached")
    clerk = client("binhluc.buudien")
    [change] = clerk.call(
        "onestop.postal.address.change", "search_read", [], ["state", "shipment_id", "address", "price"]
    )
    [item] = clerk.call(
        demo_post.ITEM, "read", [change["shipment_id"][0]], ["receiver_address", "forward_price", "state"]
    )
    assert (change["state"], item["receiver_address"]) == ("accepted", change["address"])
    assert (item["state"], item["forward_price"]) == ("accepted", change["price"])
    open_first(page, odoo_server, "onestop_postal_unclaimed_action")
    page.wait_for_selector("button[name=action_keep]")
    shoot("unclaimed")
    page.click("button[name=action_keep]")
    page.wait_for_selector("button[name=action_keep]", state="detached")
    [one] = clerk.call("onestop.postal.unclaimed", "search_read", [], ["state", "shipment_id"])
    [item] = clerk.call(demo_post.ITEM, "read", [one["shipment_id"][0]], ["state"])
    assert (one["state"], item["state"]) == ("kept", "returning")


def test_a_list_of_a_carrier(page, sign_in, client, shoot, odoo_server, tmp_path):
    """The clerk chooses the file as the carrier sent it; where the waybill is follows from it."""
    page.set_default_timeout(60_000)
    page.set_viewport_size({"width": 1366, "height": 768})
    clerk = client("binhluc.buudien")
    [waybill] = clerk.call("onestop.postal.waybill", "search_read", [], ["number", "step"], limit=1)
    file = tmp_path / "BangKe_moi.csv"
    # later than whatever was told of it until now
    moment = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")) + timedelta(minutes=1)
    file.write_text(
        f"Số hiệu bưu gửi;Mã trạng thái;Thời gian\n{waybill['number']};5;{moment:%d/%m/%Y %H:%M:%S}\n",
        encoding="utf-8-sig",
    )
    sign_in("binhluc.buudien")
    page.goto(odoo_server.url + ACTION.format("onestop_postal_statement_action"))
    page.wait_for_selector(".o_data_row")
    shoot("carrier_lists")
    page.click("button:has-text('Đọc bảng kê')")
    page.wait_for_selector(".modal div[name=list_waybill]")
    page.locator(".modal input[type=file]").set_input_files(str(file))
    page.wait_for_selector(".modal div[name=file]:has-text('BangKe'), .modal div[name=file] input[type=text]")
    shoot("carrier_list_read")
    page.click(".modal button[name=action_read]")
    page.wait_for_selector(".o_form_view .o_data_row")
    shoot("carrier_list")
    [row] = clerk.call("onestop.postal.waybill", "read", [waybill["id"]], ["step"])
    assert row["step"] == "out"


@pytest.mark.parametrize(
    ("login", "actions"),
    [
        (
            "binhluc.buudien",
            {"handovers": "onestop_postal_handover_action", "results": "onestop_postal_shipment_action_delivery",
             "waybills": "onestop_postal_waybill_action", "differences": "onestop_postal_difference_action"},
        ),
        (
            "binhluc.quanlybuudien",
            {"offices": "onestop_postal_office_action", "desks": "onestop_postal_desk_action", "lists": "onestop_postal_list_action",
             "rights": "onestop_postal_right_action", "tariffs": "onestop_postal_tariff_action", "carriers": "onestop_postal_carrier_action"},
        ),
        ("hanam.giamsat", {"targets": "onestop_postal_target_action"}),
        ("kimbang.tiepnhan", {"complaints": "onestop_postal_incident_action"}),
        ("binhluc.ketoan", {"agreements": "onestop_postal_agreement_action", "months": "onestop_postal_settlement_action"}),
    ],
)  # fmt: skip
def test_every_list_has_something_to_show(page, sign_in, shoot, odoo_server, login, actions):
    page.set_default_timeout(60_000)
    page.set_viewport_size({"width": 1366, "height": 768})
    sign_in(login)
    for name, action in actions.items():
        page.goto(odoo_server.url + ACTION.format(action))
        page.wait_for_selector(".o_data_row, .o_kanban_record:not(.o_kanban_ghost)")
        shoot(name)


def test_a_clerk_sees_their_own_desks_alone(page, sign_in, client, odoo_server):
    """On the screen, by the address of the record, and by the line: what is of another desk is as what does not exist."""
    page.set_default_timeout(60_000)
    page.set_viewport_size({"width": 1366, "height": 768})
    agency, clerk = client("kimbang.tiepnhan"), client("binhluc.buudien")
    theirs = set(agency.call("onestop.dossier", "search", [["received_agency_id.name", "like", "Kim Bảng"]]))
    own = set(clerk.call("onestop.dossier", "search", [["received_agency_id.name", "like", "Kim Bảng"]]))
    assert own < theirs
    assert len(own) < len(theirs) / 2
    hidden = min(theirs - own)
    sign_in("binhluc.buudien")
    page.goto(f"{odoo_server.url}/odoo/onestop.dossier/{hidden}")
    page.wait_for_selector(".modal, .o_notification, .o_view_nocontent")
    assert page.locator(".o_form_view div[name=applicant_name]").count() == 0
