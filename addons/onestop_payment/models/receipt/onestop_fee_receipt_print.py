from odoo import fields, models
from odoo.addons.onestop_core.models.forms.onestop_print import Printed
from odoo.exceptions import UserError

from ...engine.words import amount_in_figures


class OnestopForm(models.Model):
    _inherit = "onestop.form"

    code = fields.Selection(selection_add=[("fee_receipt", "Fee Receipt")], ondelete={"fee_receipt": "cascade"})


class OnestopFeeReceipt(models.Model):
    """A receipt on paper: the first printing is kept, every further one is marked as a copy (bản sao)."""

    _name = "onestop.fee.receipt"
    _inherit = ["onestop.fee.receipt", "onestop.form.mixin"]

    def _check_printable(self, report):
        for receipt in self:
            if not receipt.number:
                raise UserError(self.env._("This receipt has no number yet: the money was not stored. Try again."))

    def _print_copies(self, report):
        # paper has its copies; what is electronic has none
        return [""] if self.electronic else ["1: Lưu tại tổ chức thu", "2: Giao người nộp tiền"]

    def _printed(self, report):
        values = self._receipt_values()
        return Printed(
            key=f"{self._name},{self.id}",
            form="fee_receipt",
            name=f"{values['title'].capitalize()} {self.symbol} {self.number_text}",
            values=values,
            dossier=self.dossier_id,
            agencies=self.agency_id,
        )

    def _log_print(self, report):
        for receipt in self.sudo():
            receipt.print_count += 1
            receipt.dossier_id.with_env(self.env)._log("print", data={"form": "fee_receipt", "number": receipt.name})
        return super()._log_print(report)

    def _receipt_values(self):
        """What the receipt says, ready to print."""
        self.ensure_one()
        receipt = self.sudo()
        money = amount_in_figures
        day = receipt.issued_on
        title = "BIÊN LAI THU PHÍ" if receipt.kind == "charge" else "BIÊN LAI THU LỆ PHÍ"
        return {
            "title": title,
            "electronic": receipt.electronic,
            "form": receipt.form_code,
            "symbol": receipt.symbol,
            "number": receipt.number_text,
            "issuer": receipt.issuer_name,
            "tax_code": receipt.issuer_tax_code or "",
            "address": receipt.issuer_address or "",
            "delegate": receipt.delegate_name or "",
            "delegate_address": receipt.delegate_address or "",
            "payer": receipt.payer_name,
            "payer_address": receipt.payer_address or "",
            "dossier": receipt.dossier_id.code or "",
            "lines": [
                {
                    "label": line.label,
                    "quantity": f"{line.quantity} {line.unit or ''}".strip() if line.quantity else "",
                    "amount": money(line.amount),
                }
                for line in receipt.line_ids
            ],
            "amount": money(receipt.amount),
            "words": receipt.amount_words,
            "method": {"cash": "Tiền mặt", "transfer": "Chuyển khoản", "online": "Trực tuyến"}.get(
                receipt.method, "Thu hộ qua bưu chính"
            ),
            "date": f"ngày {day:%d} tháng {day:%m} năm {day:%Y}",
            "collector": receipt.collector_id.name,
            "stamp": {"cancelled": "ĐÃ HỦY", "replaced": "ĐÃ BỊ THAY THẾ"}.get(receipt.state, ""),
            "replaces": receipt.replaces_id.name or "",
            "replaced_by": receipt.replaced_by_id.name or "",
            "closed_reason": receipt.closed_reason or "",
        }
