from odoo.addons.onestop_core.tests.hoot_case import HootCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPostalHoot(HootCase):
    def test_scanning(self):
        self.run_hoot("onestop_postal")
