from io import BytesIO
from unittest import TestCase

from openpyxl import load_workbook

from ...engine import settlement_sheet


class TestSettlementSheet(TestCase):
    def test_form_08a(self):
        rows = [
            {"name": "Luân chuyển hồ sơ", "unit": "bộ", "quantity": 214, "unit_price": 26_000},
            {"name": "=1+1", "unit": "lượt", "quantity": 3, "unit_price": -26_000},
        ]
        values = {"agreement": "12/2020", "month": "11/2026", "agency": "A", "operator": "B", "rows": rows, "vat": 5}
        sheet = load_workbook(BytesIO(settlement_sheet.write(values))).active
        self.assertEqual([cell.value for cell in sheet[4]], list(settlement_sheet.HEADINGS))
        self.assertEqual([cell.value for cell in sheet[5]], [1, "Luân chuyển hồ sơ", "bộ", 214, 26_000, "=D5*E5"])
        self.assertNotEqual(sheet["B6"].data_type, "f", "what somebody typed is no formula")
        self.assertEqual([sheet.cell(row, 6).value for row in (7, 8, 9)], ["=SUM(F5:F6)", 5, "=F7+F8"])
