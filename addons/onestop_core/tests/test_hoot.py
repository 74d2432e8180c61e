from odoo.tests import tagged

from .hoot_case import HootCase


@tagged("post_install", "-at_install")
class TestHoot(HootCase):
    def test_screens(self):
        self.run_hoot("onestop_core")
