from odoo.addons.onestop_core.tests.administration.config_check_case import ConfigCheckCase
from odoo.tests import tagged

from .test_vnpay import VnpayCase


@tagged("post_install", "-at_install")
class TestConfigCheckOnline(VnpayCase, ConfigCheckCase):
    def about(self, words):
        found = self.env["onestop.config.check"].with_user(self.manager)._run()
        return [
            one["message"]
            for one in found
            if words in one["message"] and self.provider.vnpay_terminal in one["message"]
        ]

    def test_what_is_set_up(self):
        self.assertFalse(self.about(""))

    def test_no_secret(self):
        self.provider.sealed_values = False
        self.assertEqual(len(self.about("secret")), 1)

    def test_addresses_for_tests(self):
        self.provider.state = "enabled"
        self.assertEqual(len(self.about("addresses for tests")), 1)

    def test_nobodys_money(self):
        (self.province | self.department | self.commune | self.commune_2).company_id = self.env.company
        self.assertEqual(len(self.about("accounts of no agency")), 1)
