"""Paying from home in a real browser, on a phone: to the gateway and back, also where it loses the line, tells twice, or another
amount; by VietQR; the receipt; and what the accountant sees of it.

With ``ONESTOP_PICTURES=docs/portal`` the pictures are made anew.
"""

from contextlib import contextmanager

import pytest
from fake_vnpay import contracted
from portal_screen import PortalScreen

from launcher import demo_logins, reception
from launcher.commands import demo_month
from launcher.odoo_client import OdooClient

PHONE = (390, 844)
APPLICANT = {"applicant_name": "Phạm Thị Ngọc Ánh", "applicant_phone": "0912000741"}
# two extracts at 8.000 đ
OWED = "16.000"


@pytest.fixture(scope="module")
def gateway(project, runtime, database, odoo_server):
    """A gateway on the loopback to which the demo's agency has a contract."""
    with contracted(project, runtime, database) as gateway:
        gateway.notices_to = f"{odoo_server.url}/payment/vnpay/ipn"
        # whoever administers signs in at the address of the site; the payer comes back to it
        OdooClient(odoo_server.url, database).log_in("admin", "admin")
        yield gateway


@pytest.fixture
def people(project, odoo_server):
    """Clients of the clerk and the accountant of the demo's commune."""
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
    clients = []
    for login in (demo_month.CLERK, demo_month.ACCOUNTANT):
        client = OdooClient(odoo_server.url, odoo_server.database)
        client.user = client.log_in(login, passwords[login])
        clients.append(client)
    return clients


@pytest.fixture
def payer(page, people, gateway, runtime, odoo_server):
    """Return a function that gives a citizen's phone at the page of a dossier that owes something, and the due."""
    clerk, _accountant = people

    def payer():
        agency, _name = reception.post_of(clerk, clerk.user["uid"])
        dossier = demo_month._receive(clerk, agency, APPLICANT)
        said = runtime.script(
            odoo_server.database,
            f"dossier = env['onestop.dossier'].browse({dossier['id']})\ndossier._renew_key('of the test')\n"
            "print('key', dossier._notice_secret('update_key', 'of the test'))",
        )
        key = next(line.partition("key ")[2] for line in said.splitlines() if "key " in line)
        screen = PortalScreen(page, odoo_server.url, PHONE)
        screen.enter_key(dossier["code"], key)
        return screen, demo_month._due(clerk, dossier["id"]) | {"dossier": dossier["id"]}

    return payer


@contextmanager
def there(screen, gateway):
    """On the gateway's page, where the payer presses."""
    screen.page.wait_for_url(f"{gateway.page_url}*")
    assert f"{OWED} đ" in screen.page.inner_text("main")
    yield screen.page


def go_and_press(screen, gateway, words="Thanh toán"):
    """From the dossier to the gateway, and back to the site."""
    screen.press(f"Nộp {OWED} đ")
    screen.look("fees")
    screen.press(f"Nộp {OWED} đ trực tuyến")
    with there(screen, gateway) as page, page.expect_navigation():
        page.get_by_role("link", name=words).click()


def test_paid_at_the_gateway(payer, people, gateway):
    screen, due = payer()
    screen.look("dossier_with_fee")
    gateway.notices = ["double"]
    go_and_press(screen, gateway)
    assert gateway.answers[-2:] == ["00", "02"]
    screen.look("back_from_the_gateway")
    assert "Đã nộp phí, lệ phí" in screen.page.inner_text("main")
    screen.press("Tiếp tục")
    screen.look("paid")
    words = screen.page.inner_text("main")
    assert "Không còn khoản nào phải nộp" in words
    assert "Biên lai" in words
    with screen.page.expect_download() as download:
        screen.page.get_by_role("button", name="Tải biên lai").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert set(map(origin, screen.foreign)) == {origin(gateway.page_url)}
    assert screen.errors == []
    clerk, accountant = people
    assert demo_month._due(clerk, due["dossier"])["state"] == "paid"
    shown = accountant.call(
        "payment.transaction", "search_read", [["onestop_due_ids", "in", [due["id"]]]], ["state", "vnpay_received"]
    )
    assert [(one["state"], one["vnpay_received"]) for one in shown] == [("done", 16_000)]


def origin(url):
    return "/".join(url.split("/")[:3])


def test_a_line_that_is_lost(payer, people, gateway, runtime, odoo_server):
    """No notice comes: the payer is told to wait; the sweep asks, and the money counts."""
    screen, due = payer()
    gateway.notices = ["lost"]
    go_and_press(screen, gateway)
    assert "Đang xác nhận" in screen.page.inner_text("main")
    screen.press("Tiếp tục")
    screen.look("being_confirmed")
    assert "không nộp thêm lần nữa" in screen.page.inner_text("main")
    runtime.script(
        odoo_server.database,
        "from odoo import fields\n"
        f"begun = env['payment.transaction'].search([('onestop_due_ids', 'in', [{due['id']}])])\n"
        "begun.vnpay_ask_at = fields.Datetime.now()\nenv['payment.transaction']._cron_vnpay_sweep()",
    )
    screen.page.reload()
    assert "Không còn khoản nào phải nộp" in screen.page.inner_text("main")
    clerk, _accountant = people
    assert demo_month._due(clerk, due["dossier"])["state"] == "paid"


def test_another_amount(payer, people, gateway):
    """The notice names another amount: nothing is paid, and the accountant has it to clarify."""
    screen, due = payer()
    gateway.notices = ["amount"]
    go_and_press(screen, gateway)
    assert gateway.answers[-1] == "04"
    assert "Đang xác nhận" in screen.page.inner_text("main")
    clerk, accountant = people
    assert demo_month._due(clerk, due["dossier"])["state"] == "open"
    noted = accountant.call(
        "onestop.fee.exception", "search_read", [["due_ids", "in", [due["id"]]]], ["kind", "amount", "can_give_back"]
    )
    assert [(one["kind"], one["amount"], one["can_give_back"]) for one in noted] == [("amount_differs", 15_000, True)]


def test_left_without_paying(payer, people, gateway):
    screen, _due = payer()
    go_and_press(screen, gateway, "Hủy giao dịch")
    assert "Khoản nộp không thành công" in screen.page.inner_text("main")
    screen.press("Tiếp tục")
    assert screen.page.get_by_role("button", name=f"Nộp {OWED} đ trực tuyến").is_visible()


def test_by_vietqr(payer, people):
    """The code stays on the screen and turns to paid by itself, once the bank's line is taken in."""
    screen, due = payer()
    screen.press(f"Nộp {OWED} đ")
    screen.press("Hiện mã VietQR")
    screen.look("vietqr")
    clerk, accountant = people
    code, amount = demo_month._awaited(clerk, due)
    assert code in screen.page.inner_text("main")
    today = demo_month.datetime.now(demo_month.HANOI).strftime("%d/%m/%Y")
    demo_month._take_in(
        accountant, demo_month._account(accountant, code), [f"{today};FT26333{due['id']};;{amount};{code}"]
    )
    screen.page.wait_for_selector("text=Không còn khoản nào phải nộp", timeout=15_000)
