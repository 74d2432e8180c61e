import socket

from odoo.tests import BaseCase, tagged
from odoo.tests.common import _super_send
from odoo.tools import config

from ..http_call import PRIVATE_HOSTS, AddressRefused, call, may_call
from .gateway_server import GatewayServer


@tagged("post_install", "-at_install")
class TestHttpCall(BaseCase):
    """What an administrator enters on a screen does not make the server speak to machines behind its firewall."""

    # Odoo lets tests speak to this machine only, by its name; here a foreign name leads to it
    @classmethod
    def _request_handler(cls, session, request, /, **kwargs):
        return _super_send(session, request, **kwargs)

    def allow(self, *hosts):
        self.patch(
            config, "get", lambda name, _get=config.get, **_kw: ",".join(hosts) if name == PRIVATE_HOSTS else _get(name)
        )

    def test_addresses(self):
        self.allow("sms.lan", "10.1.2.0/24", "127.0.0.1")
        for url, allowed in (
            ("https://sms.example.vn/send", True),
            ("https://203.113.0.1/send", True),
            ("http://sms.example.vn/send", False),
            ("http://203.113.0.1/send", False),
            ("https://10.1.3.4/", False),
            ("https://192.168.1.1/", False),
            ("https://169.254.169.254/latest/meta-data", False),
            ("https://[::1]/", False),
            ("https://[fe80::1%25eth0]/", False),
            ("https://[::ffff:10.1.3.4]/", False),
            ("https://100.64.0.1/", False),
            ("ftp://sms.lan/", False),
            ("file:///etc/passwd", False),
            ("sms.lan", False),
            ("", False),
            (False, False),
            # named in the configuration
            ("http://sms.lan:8080/send", True),
            ("http://SMS.lan/send", True),
            ("http://10.1.2.3/", True),
            ("https://[::ffff:10.1.2.3]/", True),
            ("http://127.0.0.1:1/", True),
            ("http://127.0.0.2:1/", False),
            ("http://sms.lan@evil.example/", False),
        ):
            with self.subTest(url=url):
                self.assertEqual(may_call(url), allowed)

    def send(self, url):
        return call("POST", url, headers={"Idempotency-Key": "k"}, body=b"x", timeout=2)

    def test_nothing_is_said_to_what_is_not_allowed(self):
        with GatewayServer() as server:
            self.allow()
            with self.assertRaises(AddressRefused):
                self.send(server.url)
            self.allow("127.0.0.1")
            self.assertEqual(self.send(server.url).status, 200)
            self.assertEqual(len(server.requests), 1)

    def test_a_long_answer_is_cut(self):
        self.allow("127.0.0.1")
        with GatewayServer() as server:
            for limits, length in (({}, 64 * 1024), ({"longest": 70_000}, 70_000)):
                server.behaviours[:] = ["echo"]
                reply = call(
                    "POST", server.url, headers={"Idempotency-Key": "k"}, body=b"x" * 100_000, timeout=2, **limits
                )
                self.assertEqual(len(reply.content), length)

    def test_a_name_that_leads_inside_is_refused_before_a_word(self):
        """The name is public when it is entered, and leads to this machine when it is asked again."""
        heard = []
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            real = socket.getaddrinfo
            self.patch(
                socket,
                "getaddrinfo",
                lambda host, *args, **kw: real("127.0.0.1" if host == "sms.example.vn" else host, *args, **kw),
            )
            self.allow()
            url = f"https://sms.example.vn:{port}/"
            self.assertTrue(may_call(url))
            with self.assertRaises(AddressRefused):
                self.send(url)
            listener.settimeout(2)
            line, _peer = listener.accept()
            with line:
                line.settimeout(2)
                heard.append(line.recv(10))
        self.assertEqual(heard, [b""])
