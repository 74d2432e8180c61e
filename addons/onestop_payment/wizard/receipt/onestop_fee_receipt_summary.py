from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ...engine import report_sheet

HEADINGS = (
    ("STT", 6), ("Ký hiệu mẫu số biên lai", 14), ("Ký hiệu biên lai", 12), ("Số biên lai", 12), ("Ngày, tháng, năm lập", 14),
    ("Tên loại thuế, phí, lệ phí", 44), ("Số tiền", 16), ("Tỷ giá", 10), ("Trạng thái", 14), ("Kỳ điều chỉnh dữ liệu", 14),
    ("Thông tin biên lai liên quan", 24), ("Giải trình", 30), ("Ghi chú", 20),
)  # fmt: skip
CLOSED = {"cancelled": "Hủy", "replaced": "Bị thay thế"}


class OnestopFeeReceiptUse(models.TransientModel):
    """What the tax authority is told of electronic receipts on the day of their issue: form 01/TH-BLĐT of TT 91/2026/TT-BTC
    (NĐ 254/2026/NĐ-CP art. 29). What was cancelled or replaced later stands in the summary of that later day, with the day
    that it changes.
    """

    _inherit = "onestop.fee.receipt.use"

    def action_summary(self):
        """Download the summary of the days as a workbook."""
        self.ensure_one()
        self.agency_id.check_access("read")
        content = report_sheet.table(
            "Bảng tổng hợp dữ liệu biên lai điện tử (Mẫu 01/TH-BLĐT)",
            [self.agency_id.name, f"Từ ngày {self.day_from:%d/%m/%Y} đến ngày {self.day_to:%d/%m/%Y}"],
            list(HEADINGS),
            [[number, *row] for number, row in enumerate(self._summary_rows(), start=1)],
        )
        return self._as_download("tong-hop-bien-lai-dien-tu.xlsx", content)

    def _summary_rows(self):
        """The cells of each line but its number: one line a receipt and fee."""
        electronic = (
            Domain("agency_id", "child_of", self.agency_id.id)
            & Domain("number", ">", 0)
            & Domain("series_id.electronic", "=", True)
        )
        issued = Domain("issued_on", ">=", self.day_from) & Domain("issued_on", "<=", self.day_to)
        # wider than the days by the hours between Hanoi and the database
        closed = Domain("closed_at", ">=", self.day_from - timedelta(days=1)) & Domain(
            "closed_at", "<", self.day_to + timedelta(days=2)
        )
        receipts = self.env["onestop.fee.receipt"].search(
            electronic & (issued | closed), order="form_code, symbol, number"
        )
        for receipt in receipts:
            if self.day_from <= receipt.issued_on <= self.day_to:
                related = receipt.replaces_id
                yield from self._summary_lines(receipt, "Thay thế" if related else "Mới", related)
            if receipt.closed_at and self.day_from <= self._hanoi_day(receipt.closed_at) <= self.day_to:
                yield from self._summary_lines(
                    receipt, CLOSED[receipt.state], receipt.replaced_by_id, changed=receipt.issued_on
                )

    def _hanoi_day(self, moment):
        return fields.Datetime.context_timestamp(self.with_context(tz="Asia/Ho_Chi_Minh"), moment).date()

    @staticmethod
    def _summary_lines(receipt, state, related, changed=None):
        """:param changed: day of issue of what a later day changes"""
        for fee, lines in receipt.line_ids.grouped("type_id").items():
            yield [
                receipt.form_code, receipt.symbol, receipt.number_text, f"{receipt.issued_on:%d/%m/%Y}", fee.name,
                sum(lines.mapped("amount")), "", state, f"{changed:%d/%m/%Y}" if changed else "", related.name or "",
                receipt.closed_reason or "" if changed else "", "",
            ]  # fmt: skip
