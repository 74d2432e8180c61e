"""The post in a real browser: a packet accepted, scanned onto a slip, signed for, and a month confirmed by the agency.

With ``ONESTOP_PICTURES=docs/postal`` the pictures of docs/postal are made anew.
"""

import os
from pathlib import Path

import pytest

from launcher import demo_logins
from launcher.commands import demo_post
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
    page.goto(odoo_server.url + ACTION.format("onestop_postal_intake_action"))
    page.wait_for_selector(".modal .o_form_view, .o_form_view")
    shoot("accept")

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
