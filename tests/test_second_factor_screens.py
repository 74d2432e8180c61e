"""The screens of the second factor in a real browser, on a phone and on an office screen: enrolment with a wrong and a right
code, the recovery codes, the challenge with a wrong code and a recovery code; nothing grave for axe-core, nothing wider than
the screen, nothing from elsewhere.

With ``ONESTOP_PICTURES=docs/screens`` the pictures ``…_second_factor_…`` are made anew.
"""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from portal_screen import PortalScreen

from launcher import demo_logins

SIZES = ((390, 844), (1366, 768))
LOGINS = ("khaphong.lanhdao", "donghoa.lanhdao")


def code_of(secret):
    """What an authenticator shows (RFC 6238)."""
    key = base64.b32decode(secret.replace(" ", ""))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


@pytest.fixture(scope="module")
def asking(runtime, databases, new_database, new_server):
    """Return a ``Server`` whose leaders need a second factor, as outside demo."""
    name = new_database()
    runtime.script(name, "env['ir.config_parameter'].set_param('onestop_core.second_factor_roles', 'leader')")
    return new_server(name)


@pytest.mark.parametrize(("size", "login"), zip(SIZES, LOGINS, strict=True), ids=LOGINS)
def test_screens_of_the_second_factor(page, project, asking, size, login):
    screen = PortalScreen(page, asking.url, size)
    password = demo_logins.password(project, login)

    def sign_in():
        # what a page still asks for would bring the old session back
        page.goto("about:blank")
        page.context.clear_cookies()
        page.goto(f"{asking.url}/web/login")
        page.fill("#login", login)
        page.fill("#password", password)
        submit()

    def submit():
        with page.expect_navigation():
            page.locator("form button[type=submit].btn-primary").first.click()

    sign_in()
    assert "/web/login/second-factor" in page.url
    page.locator("summary").click()
    screen.look("second_factor_enrolment")
    secret = page.locator("code").inner_text()
    page.fill("#code", "000000")
    submit()
    assert page.get_by_role("alert").inner_text().strip()
    screen.look("second_factor_wrong_code")
    page.fill("#code", code_of(secret))
    submit()
    codes = page.locator("ul[aria-label] li").all_inner_texts()
    assert len(codes) >= 8
    screen.look("second_factor_recovery_codes")
    submit()
    page.wait_for_url("**/odoo**")

    sign_in()
    screen.look("second_factor_challenge")
    page.fill("#totp_token", "000000")
    submit()
    assert page.get_by_role("alert").inner_text().strip()
    screen.look("second_factor_challenge_refused")
    page.fill("#totp_token", codes[0].strip())
    submit()
    page.wait_for_url("**/odoo**")
    assert screen.foreign == []
