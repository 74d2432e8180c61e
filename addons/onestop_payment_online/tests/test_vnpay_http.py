from unittest.mock import patch

from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import OperationalError

from .test_vnpay import VnpayCase
from .vnpay_gateway import notice

CONTROLLER = "odoo.addons.onestop_payment_online.controllers.vnpay"


@tagged("post_install", "-at_install")
class TestVnpayHttp(OnestopHttpCase, VnpayCase):
    def notify(self, **values):
        answer = self.url_open("/payment/vnpay/ipn", params=values)
        self.assertEqual(answer.status_code, 200)
        return answer.json()["RspCode"]

    def test_a_notice(self):
        dossier = self.received()
        transaction, _sent = self.begin(dossier)
        told = notice(transaction.reference, 24_000)
        self.assertEqual([self.notify(**told), self.notify(**told)], ["00", "02"])
        self.assertEqual(dossier.due_ids.state, "paid")

    def test_what_is_noted_is_read_at_the_desk(self):
        """The gateway speaks no language; whoever clarifies it reads Vietnamese."""
        transaction, _sent = self.begin(self.received())
        self.assertEqual(self.notify(**notice(transaction.reference, 23_000)), "04")
        self.assertIn("VNPAY báo", self.noted("amount_differs").words)

    @mute_logger("odoo.addons.onestop_payment_online.models.payment_transaction_vnpay")
    def test_no_notice(self):
        self.assertEqual(self.notify(), "97")
        self.assertEqual(self.notify(vnp_TxnRef="MC1", vnp_SecureHash="0"), "97")
        self.assertEqual(self.url_open("/payment/vnpay/ipn", data={"vnp_TxnRef": "x"}).status_code, 405)

    @mute_logger(CONTROLLER)
    def test_d2_09_what_fails_here_is_told_again(self):
        dossier = self.received()
        transaction, _sent = self.begin(dossier)
        told = notice(transaction.reference, 24_000)
        with patch.object(type(transaction), "_vnpay_paid", side_effect=KeyError("x")):
            self.assertEqual(self.notify(**told), "99")
        self.assertEqual((transaction.state, dossier.due_ids.state), ("pending", "open"))
        self.assertEqual(self.notify(**told), "00")
        self.assertEqual(dossier.due_ids.state, "paid")

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_d2_30_without_the_database_it_is_told_again(self):
        transaction, _sent = self.begin(self.received())
        told = notice(transaction.reference, 24_000)
        with patch.object(
            type(transaction), "_vnpay_notice", side_effect=OperationalError("server closed the connection")
        ):
            self.assertEqual(self.url_open("/payment/vnpay/ipn", params=told).status_code, 500)
        self.assertEqual(self.notify(**told), "00")

    def test_d2_10_coming_back_changes_nothing(self):
        dossier = self.received()
        transaction, _sent = self.begin(dossier)
        told = notice(transaction.reference, 24_000)
        page = self.url_open("/payment/vnpay/return", params=told)
        self.assertIn("Đang xác nhận", page.text)
        self.assertEqual((transaction.state, dossier.due_ids.state), ("pending", "open"))
        self.notify(**told)
        page = self.url_open("/payment/vnpay/return", params=told)
        self.assertIn("Đã nộp phí", page.text)
        self.assertIn("/ho-so/1", page.text)
        forged = self.url_open("/payment/vnpay/return", params=told | {"vnp_Amount": "1"})
        self.assertIn("Không tìm thấy", forged.text)
        self.assertNotIn("/ho-so/1", forged.text)
