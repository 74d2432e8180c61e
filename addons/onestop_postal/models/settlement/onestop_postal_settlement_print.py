import base64

from odoo import api, fields, models
from odoo.addons.onestop_core.engine import wording

from ...engine import settlement_sheet
from ..custody.onestop_postal_print import dong
from .onestop_postal_form import ACCEPTANCE, WORK_DONE

UNIT_WORDS = {"leg": "bộ hồ sơ/chiều", "fixed": "tháng", "penalty": "lượt", "adjustment": "lần"}


class OnestopPostalSettlement(models.Model):
    """The minutes of a month, with the table of the work done (form 08a) as PDF and as a workbook."""

    _name = "onestop.postal.settlement"
    _inherit = ["onestop.postal.settlement", "onestop.form.mixin"]

    sheet = fields.Binary("Workbook", compute="_compute_sheet", compute_sudo=True)
    sheet_name = fields.Char(compute="_compute_sheet", compute_sudo=True)

    @api.depends("line_ids.quantity", "line_ids.unit_price", "state")
    def _compute_sheet(self):
        for record in self:
            values = record._minutes_values()
            record.sheet = base64.b64encode(settlement_sheet.write(values))
            record.sheet_name = f"mau-08a-{record.month:%Y-%m}.xlsx"

    def _minutes_values(self):
        """Texts ready to print; amounts in đồng as whole numbers in ``rows`` and ``sums``."""
        self.ensure_one()
        record = self.sudo()
        agreement = record.agreement_id
        day = record._local_day(record.confirmed_at or record.post_confirmed_at or fields.Datetime.now())
        code = ACCEPTANCE if agreement.route == "order" else WORK_DONE
        form = self.env["onestop.form.set"]._form(code, agreement.agency_id, day)
        return {
            "superior": [],
            "issuer": wording.balanced_lines(agreement.agency_id.name, 24),
            "number": "",
            "place": agreement.agency_id._place_words(),
            "date": wording.date_words(day),
            "form_number": form.number or "",
            "form_source": form.set_id.name,
            "title": form.name,
            "title_lines": wording.balanced_lines(form.name, 46),
            "code": agreement.number,
            "code_label": "Hợp đồng số",
            "running": f"Nghiệm thu tháng {record.month:%m/%Y}, hợp đồng {agreement.number}",
            "paper": "a4",
            "closing": form._lines("closing"),
            "agency": agreement.agency_id.name,
            "operator": agreement.operator,
            "agreement": agreement.number,
            "signed": f"{agreement.signed_on:%d/%m/%Y}",
            "month": f"{record.month:%m/%Y}",
            "budget_line": agreement.budget_line,
            "treasury": agreement.at_treasury,
            "rows": [
                {
                    "name": line.name,
                    "unit": UNIT_WORDS[line.kind],
                    "quantity": line.quantity,
                    "unit_price": line.unit_price,
                    "amount": line.amount,
                }
                for line in record.line_ids
            ],
            "slips": [
                {
                    "name": line.name,
                    "slips": "; ".join(
                        f"{slip.name} ({len(line.leg_ids.filtered(lambda leg, slip=slip: leg.handover_id == slip))})"
                        for slip in line.leg_ids.handover_id
                    ),
                }
                for line in record.line_ids
                if line.leg_ids
            ],
            "net": record.payable - record.vat_amount,
            "vat": record.vat_amount,
            "payable": record.payable,
            "dong": dong,
            "for_post": record.post_user_id.name or "",
            "for_agency": record.agency_user_id.name or "",
        }

    def _local_day(self, moment):
        zone = self.agency_id.sudo()._calendar().tz
        return fields.Datetime.context_timestamp(self.with_context(tz=zone), moment).date()
