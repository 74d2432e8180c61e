from unittest import TestCase

from ...engine import visitor


class TestVisitor(TestCase):
    def test_lines_and_neighbourhoods(self):
        for address, line, neighbourhood in (
            ("203.0.113.7", "203.0.113.7/32", "203.0.113.0/24"),
            # the same visitor, whichever way the server listens
            ("::ffff:203.0.113.7", "203.0.113.7/32", "203.0.113.0/24"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"),
            ("fe80::1%eth0", "fe80::/64", "fe80::/48"),
            ("unix:", "unix:", "unix:"),
            ("", "", ""),
            (None, "", ""),
        ):
            with self.subTest(address=address):
                self.assertEqual((visitor.line(address), visitor.neighbourhood(address)), (line, neighbourhood))
