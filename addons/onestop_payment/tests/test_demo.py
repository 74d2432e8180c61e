import csv

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_open


@tagged("post_install", "-at_install")
class TestPaymentDemo(TransactionCase):
    """The demo fills every list, and one thing waits."""

    def test_lists(self):
        if not self.env.ref("onestop_payment.user_khaphong_ketoan", raise_if_not_found=False):
            self.fail("these tests need demo data")
        for model in (
            "onestop.fee.type", "onestop.fee.schedule", "onestop.fee.rule", "onestop.fee.account", "onestop.fee.due",
            "onestop.fee.payment", "onestop.fee.receipt", "onestop.fee.receipt.series",
            "onestop.drawer.session", "onestop.drawer.count", "onestop.fee.transfer", "onestop.fee.exception",
        ):  # fmt: skip
            self.assertTrue(self.env[model].search_count([]), model)
        self.assertTrue(self.env["onestop.fee.schedule"].search([("state", "=", "proposed")]))
        self.assertTrue(self.env["onestop.fee.payment"].search([("state", "=", "proposed")]))
        self.assertFalse(self.env["onestop.fee.receipt"].search([("number", "=", 0)]))
        self.assertEqual(
            self.env["onestop.drawer.session"].search([]).mapped("state"), ["open", "received"], "one shift is over"
        )
        self.assertTrue(self.env["onestop.fee.transfer"].search([("state", "=", "waiting")]))

    def test_logins(self):
        with file_open("onestop_payment/demo/logins.csv", "r") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            user = self.env["res.users"].search([("login", "=", row["login"])])
            self.assertEqual((user.name, user.lang), (row["name"], "vi_VN"))
            self.assertIn(row["agency"], user.onestop_staff_ids.agency_id.mapped("name"))
        user._onestop_sync_groups()
        user.with_user(user)._check_credentials(
            {"type": "password", "login": user.login, "password": row["password"]}, {"interactive": False}
        )
