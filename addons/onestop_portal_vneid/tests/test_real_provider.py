import re
import socket
import subprocess
from pathlib import Path
from urllib.parse import urljoin

import requests
from odoo.tests import tagged

from .sign_in_case import PATH, SignInCase

MODULES = Path(__file__).parents[3] / ".onestop/node/node_modules"


# Odoo's own limit of memory is none for Node.js, which reserves far more than it uses
RUN = ["sh", "-c", 'ulimit -v unlimited; exec node "$@"', "sh"]


@tagged("post_install", "-at_install")
class TestRealProvider(SignInCase):
    """The whole way with a provider that others have written: npm's ``oidc-provider``, PKCE demanded."""

    def setUp(self):
        super().setUp()
        self.assertTrue(
            (MODULES / "oidc-provider").is_dir(), "npm's packages are not there: ./onestop test --lint brings them"
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        script = Path(__file__).with_name("provider.mjs")
        back = f"{self.base_url()}{PATH}/ve"
        process = subprocess.Popen(
            [*RUN, script, MODULES, str(port), back],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        lines = []
        while "ready" not in (lines or [""])[-1]:
            line = process.stdout.readline()
            self.assertTrue(line, "".join(lines))
            lines.append(line)
        self.base = f"http://127.0.0.1:{port}"
        self.switch_on(self.base, validation_endpoint=f"{self.base}/me", acr_accepted=False)

    def walk(self, address, login):
        """What a person does at the provider: a name, a password, consent."""
        browser = requests.Session()
        answer = browser.get(address, allow_redirects=False, timeout=20)
        for _step in range(12):
            if "Location" in answer.headers:
                address = urljoin(address, answer.headers["Location"])
                if not address.startswith(self.base):
                    return address
                answer = browser.get(address, allow_redirects=False, timeout=20)
                continue
            action = re.search(r'action="([^"]+)"', answer.text)[1]
            prompt = re.search(r'name="prompt" value="([^"]+)"', answer.text)[1]
            address = urljoin(address, action)
            form = {"prompt": prompt, "login": login, "password": "x"}
            answer = browser.post(address, data=form, allow_redirects=False, timeout=20)
        self.fail(f"no way back from {address}: {answer.text[:500]}")

    def test_a_citizen_signs_in_and_comes_again(self):
        answer = self.come_back(self.walk(self.begin("/dich-vu-cong/tra-cuu"), "be"))
        self.assertEqual(answer.status_code, 303, answer.text)
        user = self.account("be")
        self.assertEqual((user.name, self.signed_in()), ("Trần Thị Bé", user.id))
        self.assertTrue(user._is_portal())
        self.authenticate(None, None)
        self.assertEqual(self.come_back(self.walk(self.begin(), "be")).status_code, 303)
        self.assertEqual(self.account("be"), user)
        self.authenticate(None, None)
        self.come_back(self.walk(self.begin(), "tu"))
        self.assertEqual(self.account("tu").name, "Lê Văn Tư")
