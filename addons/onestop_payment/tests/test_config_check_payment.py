from odoo.addons.onestop_core.tests.administration.config_check_case import ConfigCheckCase
from odoo.tests import tagged

from .payment_case import PaymentCase


@tagged("post_install", "-at_install")
class TestConfigCheckPayment(PaymentCase, ConfigCheckCase):
    def messages(self):
        return [
            one["message"]
            for one in self.env["onestop.config.check"].with_user(self.manager)._run()
            if one["area"] == "payment"
        ]

    def about(self, words):
        return [message for message in self.messages() if words in message and "Xã Một" in message]

    def test_nothing_is_wrong_with_what_is_set_up(self):
        self.assertFalse(self.about("series of receipts"))

    def test_no_series(self):
        self.series_charge.unlink()
        self.assertEqual(len(self.about("series of receipts")), 1)

    def test_no_account(self):
        self.assertEqual(len(self.about("no confirmed account")), 1)
        for kind in ("charge", "levy"):
            self.env["onestop.fee.account"].create(
                {
                    "agency_id": self.commune.id, "kind": kind, "number": "123456789", "holder": "H", "bank_name": "B",
                    "valid_from": "2020-01-01",
                }
            ).state = "confirmed"  # fmt: skip
        self.assertFalse(self.about("no confirmed account"))

    def test_rules_that_contradict_each_other(self):
        self.assertFalse([message for message in self.messages() if "Thủ tục ba ngày" in message])
        self.make_schedule(
            {"procedure_id": self.procedure.id, "type_id": self.levy.id, "amount": 1}, number="27/2024/NQ-HĐND"
        )
        [message] = [message for message in self.messages() if "Thủ tục ba ngày" in message]
        self.assertIn("25/2024/NQ-HĐND, 27/2024/NQ-HĐND", message)
