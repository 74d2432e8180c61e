from odoo.addons.onestop_core.tests.hoot_case import HootCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestReportsHoot(HootCase):
    def test_screens(self):
        self.run_hoot("onestop_reports")
