from urllib.parse import parse_qsl, urlencode, urlsplit

from odoo.addons.onestop_payment_online.tests.test_vnpay import VnpayCase
from odoo.addons.onestop_payment_online.tests.vnpay_gateway import notice
from odoo.addons.onestop_portal.tests.filing.portal_case import PortalCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPayHttp(PortalCase, VnpayCase):
    """What is filed from home is paid from home, by whoever has its update key."""

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.make_account(cls.commune)
        return result

    def setUp(self):
        super().setUp()
        self.dossier, self.key, _sent = self.file()
        due = {
            "dossier_id": self.dossier.id, "agency_id": self.commune.id, "rule_id": self.extract.id, "type_id": self.levy.id,
            "kind": "levy", "label": "Lệ phí hộ tịch", "payer_name": "Nguyễn Thị Thử", "moment": "before", "day": "2026-11-23",
            "amount": 24_000, "full_amount": 24_000, "quantity": 3, "state": "open",
        }  # fmt: skip
        self.due = self.env["onestop.fee.due"].create(due)
        self.opener.cookies.clear()

    def known(self):
        """The path of the dossier's page, in a browser that has entered the key."""
        path = "/dich-vu-cong/tra-cuu/khoa"
        answer = self.post(path, {"code": self.dossier.request_number, "key": self.key})
        return answer.headers["Location"].removeprefix(self.base_url())

    def test_paid_at_the_gateway(self):
        path = self.known()
        page = self.page(path)
        self.assertIn("24.000", page)
        self.assertIn(f"{path}/nop-phi", page)
        pay = f"{path}/nop-phi"
        answer = self.post(f"{pay}/truc-tuyen", token=self.token(pay))
        self.assertEqual(answer.status_code, 303)
        target = urlsplit(answer.headers["Location"])
        self.assertEqual(f"{target.scheme}://{target.netloc}{target.path}", self.provider.vnpay_pay_url)
        sent = dict(parse_qsl(target.query))
        self.assertEqual(sent["vnp_Amount"], "2400000")
        page = self.page(pay)
        self.assertIn("đang được xác nhận", page)
        self.assertEqual(self.url_open(pay).headers["Refresh"], "5")
        told = notice(sent["vnp_TxnRef"], 24_000)
        back = self.url_open("/payment/vnpay/return", params=told)
        self.assertIn(pay, back.text)
        self.assertIn("Đang xác nhận khoản nộp", back.text)
        self.assertEqual(back.headers["Refresh"], "5")
        self.assertEqual(self.due.state, "open", "coming back pays nothing")
        self.assertEqual(self.url_open("/payment/vnpay/ipn", params=told).json()["RspCode"], "00")
        self.end_transaction()
        self.assertIn("Đã nộp phí, lệ phí", self.page(f"/payment/vnpay/return?{urlencode(told)}"))
        forged = self.page(f"/payment/vnpay/return?{urlencode(told | {'vnp_Amount': '1'})}")
        self.assertIn("Không tìm thấy khoản nộp", forged)
        self.assertNotIn(pay, forged)
        page = self.page(pay)
        self.assertIn("Không còn khoản nào phải nộp", page)
        self.assertNotIn("Refresh", self.url_open(pay).headers)
        refused = self.post(f"{pay}/truc-tuyen", token=self.token(path))
        self.assertEqual(refused.status_code, 422)
        receipt = self.due.line_ids.receipt_line_ids.receipt_id
        self.assertIn(receipt.name, page)
        self.receipt_is_handed_out(path, receipt)

    def receipt_is_handed_out(self, path, receipt):
        address = f"{path}/bien-lai/{receipt.id}"
        answer = self.post(address, token=self.token(path))
        self.assertEqual((answer.status_code, answer.headers["Content-Type"]), (200, "application/pdf"))
        self.assertTrue(answer.content.startswith(b"%PDF-"))
        self.assertEqual(answer.headers["Cache-Control"], "private, no-store")
        again = self.post(address, token=self.token(path))
        self.assertEqual(again.content, answer.content, "the print that was kept")
        token = self.token(path)
        other = self.received()
        self.pay(other)
        foreign = other.due_ids.line_ids.receipt_line_ids.receipt_id
        self.end_transaction()
        self.assertTrue(foreign.number)
        self.assertEqual(self.post(f"{path}/bien-lai/{foreign.id}", token=token).status_code, 404)
        self.opener.cookies.clear()
        token = self.token("/dich-vu-cong/tra-cuu/khoa")
        self.assertEqual(self.post(address, token=token).status_code, 404)

    def test_paid_by_vietqr(self):
        pay = f"{self.known()}/nop-phi"
        answer = self.post(f"{pay}/chuyen-khoan", token=self.token(pay))
        self.assertEqual(answer.status_code, 303)
        transfer = self.due.transfer_ids
        page = self.page(pay)
        for shown in (transfer.memo, "1023456789", "<svg"):
            self.assertIn(shown, page)
        transfer.sudo()._arrived("FT1")
        self.assertIn("Không còn khoản nào phải nộp", self.page(pay))

    def test_the_policy_lets_the_form_lead_to_the_gateway_alone(self):
        path = self.known()
        policy = self.url_open(f"{path}/nop-phi").headers["Content-Security-Policy"]
        origin = "https://sandbox.vnpayment.vn"
        self.assertIn(f"form-action 'self' {origin}", policy)
        self.assertNotIn(origin, self.url_open(path).headers["Content-Security-Policy"])

    def test_nobody_else_sees_or_pays_it(self):
        path = f"/dich-vu-cong/theo-doi/{self.dossier.request_number}/nop-phi"
        missing = "/dich-vu-cong/theo-doi/H99.11-261123-R9999/nop-phi"
        self.assertEqual((self.get(path).status_code, self.get(missing).status_code), (404, 404))
        token = self.token("/dich-vu-cong/tra-cuu/khoa")
        for way in ("truc-tuyen", "chuyen-khoan"):
            self.assertEqual(self.post(f"{path}/{way}", token=token).status_code, 404)
        self.assertFalse(self.due.transfer_ids)
        self.known()
        self.assertEqual(self.post(f"{path}/khac", token=self.token(path)).status_code, 404)

    def test_where_there_is_no_gateway(self):
        self.provider.state = "disabled"
        pay = f"{self.known()}/nop-phi"
        page = self.page(pay)
        self.assertNotIn("VNPAY", page)
        self.assertIn("VietQR", page)
        refused = self.post(f"{pay}/truc-tuyen", token=self.token(pay))
        self.assertEqual(refused.status_code, 422)
        self.assertIn("chưa nhận nộp trực tuyến", refused.text)

    def test_the_way_is_chosen_when_filing(self):
        ways = dict(self.env["onestop.filing"]._payment_way_selection())
        self.assertEqual(set(ways), {"desk", "online"})
