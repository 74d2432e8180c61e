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
        self.assertEqual((rows[-1][0], rows[-1][6], rows[-1][12]), ("Cộng", 5, 50_000))

    def test_days(self):
        self.assertRefused(ValidationError, "lies before", self.use, day_to="2026-01-01")
