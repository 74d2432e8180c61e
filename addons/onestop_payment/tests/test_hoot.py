from odoo.addons.onestop_core.tests.hoot_case import HootCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPaymentHoot(HootCase):
    def test_fields(self):
        self.run_hoot("onestop_payment")
