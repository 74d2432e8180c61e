"""An accountant's look at electronic receipts in a real browser: a receipt is signed, its signature verified, and what the provider
refuses is found.

With ``ONESTOP_PICTURES=docs/payment`` the pictures are made anew.
"""

import os
from pathlib import Path

import pytest

from launcher import demo_logins

ACTION = "/odoo/action-{}"
ACCOUNTANT = "khaphong.ketoan"


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
    """Sign the accountant of the demo data in."""
    page.set_default_timeout(60_000)
    page.goto(f"{odoo_server.url}/web/login")
    page.fill("input[name=login]", ACCOUNTANT)
    page.fill("input[name=password]", demo_logins.password(project, ACCOUNTANT))
    page.click("button[type=submit]")
    page.wait_for_selector(".o_web_client")


def test_a_receipt_is_signed_and_verified(page, odoo_server, sign_in, shoot):
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(odoo_server.url + ACTION.format("onestop_payment.onestop_fee_receipt_action"))
    page.locator(".o_data_row").first.click()
    page.get_by_role("button", name="Tệp dữ liệu").wait_for()
    shoot("21_receipt_outward")
    page.get_by_role("button", name="Tệp dữ liệu").click()
    page.get_by_text("Chữ ký số hợp lệ").first.wait_for()
    page.get_by_role("button", name="Kiểm tra chữ ký số").click()
    page.get_by_text("từ đó tệp không bị sửa").first.wait_for()
    shoot("22_receipt_file")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải về").click()
    content = Path(download.value.path()).read_bytes()
    assert b"<BLai><DLBLai Id=" in content
    assert b"SignatureValue" in content
    page.goto(odoo_server.url + ACTION.format("onestop_payment_outward.onestop_receipt_file_action"))
    page.locator(".o_data_row").first.wait_for()
    shoot("23_receipt_files")


def test_what_the_provider_refuses_is_found(page, odoo_server, sign_in, shoot):
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(odoo_server.url + ACTION.format("onestop_payment_outward.onestop_receipt_message_action"))
    page.get_by_text("Chứng thư số tại nhà cung cấp đã hết hạn").first.wait_for()
    shoot("24_receipts_to_transmit")
    page.get_by_text("Chứng thư số tại nhà cung cấp đã hết hạn").first.click()
    page.get_by_role("button", name="Để riêng").click()
    dialog = page.locator(".modal")
    dialog.locator("[name=reason] input").fill("Đã đăng ký tay trên trang của nhà cung cấp")
    shoot("25_set_aside")
    dialog.get_by_role("button", name="Để riêng").click()
    dialog.wait_for(state="detached")
    page.get_by_text("Đã đăng ký tay").first.wait_for()
