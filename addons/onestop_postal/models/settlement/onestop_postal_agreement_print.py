from odoo import models

from ..custody.onestop_postal_print import dong
from .onestop_postal_agreement import CODE_WORDS, FIXED, PENALTIES
from .onestop_postal_form import ORDER


class OnestopPostalAgreement(models.Model):
    """The contract of an order as it is printed: form 03 of NĐ 32/2019/NĐ-CP, by the set in force on the day of signature."""

    _name = "onestop.postal.agreement"
    _inherit = ["onestop.postal.agreement", "onestop.form.mixin"]

    def _order_values(self):
        """Texts ready to print."""
        self.ensure_one()
        record = self.sudo()
        day = record.signed_on or record.agency_id._today()
        form = self.env["onestop.form.set"]._form(ORDER, record.agency_id, day)
        fixed, penalties = dict(FIXED), dict(PENALTIES)
        return {
            **self._document_head(form, record.agency_id, number=record.number, day=day),
            "code": record.number,
            "code_label": "Hợp đồng số",
            "running": f"{form.name} {record.number}",
            "agency": record.agency_id.name,
            "agency_address": record.agency_id.address or "",
            "operator": record.operator,
            "from": f"{record.valid_from:%d/%m/%Y}" if record.valid_from else "",
            "to": f"{record.valid_to:%d/%m/%Y}" if record.valid_to else "",
            "value": dong(record.value),
            "budget_line": record.budget_line or "",
            "vat": f"{record.vat / 100:g} %" if record.vat else "",
            "rows": [
                {
                    "name": CODE_WORDS[line.code],
                    "unit": "tháng" if line.code in fixed else "lượt" if line.code in penalties else "bộ hồ sơ/chiều",
                    "price": dong(line.unit_price),
                }
                for line in record.line_ids
            ],
        }
