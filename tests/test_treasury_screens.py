"""The accountant's evening in a real browser: a statement is taken in, a proposal accepted, what nobody knew is said by hand, a
refund at the gateway is approved by a second person, and a month is explained and closed.

With ``ONESTOP_PICTURES=docs/payment`` the pictures are made anew.
"""

import os
import re
from pathlib import Path

import pytest

from launcher import demo_logins, reception
from launcher.commands import demo_month
from launcher.odoo_client import OdooClient

ACTION = "/odoo/action-onestop_payment_reconcile.{}"
ONLINE = "/odoo/action-onestop_payment_online.{}"
APPROVER = "kimbang.pheduyet"
APPLICANTS = (
    {"applicant_name": "Phạm Thị Ngọc Ánh", "applicant_phone": "0912000741"},
    {"applicant_name": "Hoàng Văn Dũng", "applicant_phone": "0912000742"},
)


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
    page.set_default_timeout(60_000)

    def do(login):
        page.context.clear_cookies()
        page.goto(f"{odoo_server.url}/web/login")
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
        one.user = one.log_in(login, demo_logins.password(project, login))
        return one

    return make


def test_a_day_is_reconciled(page, sign_in, client, shoot, odoo_server):
    clerk, accountant = client(demo_month.CLERK), client(demo_month.ACCOUNTANT)
    agency, _name = reception.post_of(clerk, clerk.user["uid"])
    dues = [demo_month._due(clerk, demo_month._receive(clerk, agency, one)["id"]) for one in APPLICANTS]
    (whole, amount), (cut, _same) = (demo_month._awaited(clerk, due) for due in dues)
    [account] = accountant.call(
        "onestop.fee.account", "read", [demo_month._account(accountant, whole)], ["display_name"]
    )
    today = demo_month.datetime.now(demo_month.HANOI).strftime("%d/%m/%Y")
    rows = (
        demo_month.HEAD,
        f"{today};FT26333000901;;{amount};MBVCB.7712345678.{whole} NOP PHI",
        f"{today};FT26333000902;;{amount};MBVCB.7712345679.{cut[:9]}",
    )

    sign_in(demo_month.ACCOUNTANT)
    page.goto(odoo_server.url + ACTION.format("onestop_bank_import_action"))
    field = page.locator(".o_field_widget[name=account_id] input")
    field.fill(account["display_name"][:12])
    page.locator(".o-autocomplete--dropdown-item").first.click()
    page.locator("input[type=file]").set_input_files(
        {"name": "SaoKe_hom_nay.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    )
    page.wait_for_selector(".o_field_widget[name=file] :text('SaoKe_hom_nay.csv'), .o_field_widget[name=file] input")
    shoot("15_take_in")
    page.click("button[name=action_confirm]")
    page.wait_for_selector(".o_data_row:has-text('FT26333000901'), .o_data_row:has-text('7712345678')")
    assert demo_month._due(clerk, _dossier(clerk, dues[0]))["state"] == "paid"

    page.goto(odoo_server.url + ACTION.format("onestop_bank_line_action"))
    row = page.locator(".o_data_row:has-text('7712345679')")
    row.wait_for()
    shoot("16_proposal")
    row.locator("button[name=action_accept]").click()
    row.wait_for(state="detached")
    assert demo_month._due(clerk, _dossier(clerk, dues[1]))["state"] == "paid"


def _dossier(client, due):
    [row] = client.call("onestop.fee.due", "read", [due["id"]], ["dossier_id"])
    return row["dossier_id"][0]


def test_a_refund_with_a_second_person(page, sign_in, client, shoot, odoo_server):
    accountant = client(demo_month.ACCOUNTANT)
    sign_in(demo_month.ACCOUNTANT)
    page.goto(odoo_server.url + ONLINE.format("payment_transaction_action"))
    page.wait_for_selector(".o_data_row")
    assert page.locator(".o_data_row").count() >= 3
    shoot("17_online_payments")
    [refund] = accountant.call("onestop.online.refund", "search", [["state", "=", "proposed"]], limit=1)
    page.goto(f"{odoo_server.url}{ONLINE.format('onestop_online_refund_action')}/{refund}")
    page.wait_for_selector(".o_form_view")
    assert not page.locator("button[name=action_approve]").count()
    sign_in(APPROVER)
    page.goto(f"{odoo_server.url}{ONLINE.format('onestop_online_refund_action')}/{refund}")
    page.wait_for_selector("button[name=action_approve]")
    shoot("18_refund")
    page.click("button[name=action_approve]")
    page.click(".modal button.btn-primary")
    page.wait_for_selector("button[name=action_approve]", state="detached")
    [row] = accountant.call("onestop.online.refund", "read", [refund], ["state", "approved_by_id", "proposed_by_id"])
    assert row["state"] in ("pending", "sending", "sent")
    assert row["approved_by_id"] != row["proposed_by_id"]


def test_a_month_is_closed(page, sign_in, client, shoot, odoo_server):
    accountant = client(demo_month.ACCOUNTANT)
    months = accountant.call("onestop.fee.month", "search", [["state", "=", "open"]], order="first_day")
    month, running = months[0], months[-1]
    sign_in(demo_month.ACCOUNTANT)
    # the month that runs has differences, each by its name, and cannot be closed yet
    page.goto(f"{odoo_server.url}{ACTION.format('onestop_fee_month_action')}/{running}")
    page.click("button[name=action_check]")
    page.wait_for_selector(".o_data_row button[name=action_explain]")
    shoot("19_month")
    page.goto(f"{odoo_server.url}{ACTION.format('onestop_fee_month_action')}/{month}")
    page.click("button[name=action_check]")
    page.wait_for_selector("button[name=action_close]")
    while page.locator(".o_data_row:has(button[name=action_explain]) .text-danger, tr.text-danger").count():
        page.locator("tr.text-danger button[name=action_explain]").first.click()
        page.locator(".modal .o_field_widget[name=words] :is(input, textarea)").fill(
            "Dữ liệu của tháng trước khi dùng phần mềm"
        )
        page.click(".modal button[name=action_confirm]")
        page.wait_for_selector(".modal", state="detached")
    page.click("button[name=action_close]")
    page.click(".modal button.btn-primary")
    page.wait_for_selector("button[name=action_close]", state="detached")
    shoot("20_month_closed")
    [row] = accountant.call("onestop.fee.month", "read", [month], ["state", "closed_by_id"])
    assert row["state"] == "closed"
    assert re.search("Vân", row["closed_by_id"][1])
