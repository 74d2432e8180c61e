from io import BytesIO

from odoo.addons.onestop_core.tests.common import MONDAY, local
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged
from openpyxl import load_workbook

from ..payment_case import PaymentCase


@tagged("post_install", "-at_install")
class TestReceiptUse(PaymentCase):
    def use(self, **vals):
        values = {"agency_id": self.commune.id, "day_from": MONDAY, "day_to": MONDAY, **vals}
        wizard = self.env["onestop.fee.receipt.use"].with_user(self.money["accountant"]).create(values)
        wizard.action_show()
        return wizard

    def test_use(self):
        with freeze_time(local("2026-11-20")):
            self.pay(self.received())
            self.end_transaction()
        with freeze_time(local(MONDAY)):
            payments = [self.pay(self.received()) for _ in range(3)]
            self.end_transaction()
            payments[0]._undo("Nhập nhầm")
            payments[1].receipt_ids.with_user(self.cashier).replace("Sai tên", "Nguyễn Thị Thử A")
            self.pay(self.received(self.procedure_same_day, quantity=1))
            self.end_transaction()
        self.series_levy.last_number = 10
        wizard = self.use()
        levy = wizard.line_ids.filtered(lambda line: line.kind == "levy")
        # number 1 is of another day, 2 was cancelled, 3 replaced by 5
        self.assertEqual(
            (
                levy.symbol,
                levy.opening,
                levy.used_numbers,
                levy.used,
                levy.cancelled_numbers,
                levy.replaced_numbers,
                levy.closing,
                levy.amount,
            ),
            ("26TAB", 9, "2–5", 4, "2", "3", 5, 48_000),
        )
        charge = wizard.line_ids - levy
        self.assertEqual((charge.used_numbers, charge.amount, charge.opening), ("1", 2000, 0))
        action = wizard.action_download()
        attachment = self.env["ir.attachment"].browse(int(action["url"].split("/")[3].split("?")[0]))
        rows = list(load_workbook(BytesIO(attachment.raw)).active.iter_rows(values_only=True))
        self.assertEqual((rows[-1][0], rows[-1][6], rows[-1][14]), ("Cộng", 5, 50_000))

    def test_summary_of_electronic_receipts(self):
        """Each day tells what it issued, and what it did to receipts of days before."""
        with freeze_time(local("2026-11-20")):
            first, second = self.pay(self.received()), self.pay(self.received())
            self.end_transaction()
        with freeze_time(local(MONDAY)):
            first._refund("Thu thừa").with_user(self.money["fee_approver"]).action_approve_refund()
            second.receipt_ids.with_user(self.cashier).replace("Sai tên", "Nguyễn Thị Thử A")
            self.pay(self.received(self.procedure_same_day, quantity=1))
            self.end_transaction()
        action = self.use().action_summary()
        attachment = self.env["ir.attachment"].browse(int(action["url"].split("/")[3].split("?")[0]))
        rows = list(load_workbook(BytesIO(attachment.raw)).active.iter_rows(min_row=6, values_only=True))
        self.assertEqual(
            [(row[0], row[2], row[3], row[6], row[8], row[9], row[10], row[11]) for row in rows],
            [
                (1, "26TAA", "1", 2_000, "Mới", None, None, None),
                (2, "26TAB", "1", 24_000, "Hủy", "20/11/2026", None, "Thu thừa"),
                (3, "26TAB", "2", 24_000, "Bị thay thế", "20/11/2026", "EBL01 26TAB 3", "Sai tên"),
                (4, "26TAB", "3", 24_000, "Thay thế", None, "EBL01 26TAB 2", None),
            ],
        )

    def test_days(self):
        self.assertRefused(ValidationError, "lies before", self.use, day_to="2026-01-01")
