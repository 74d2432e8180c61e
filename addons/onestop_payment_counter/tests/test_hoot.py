from odoo.addons.onestop_core.tests.hoot_case import HootCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPaymentCounterHoot(HootCase):
    def test_screens(self):
        self.run_hoot("onestop_payment_counter")
