import re

from odoo import fields, models
from odoo.addons.onestop_core.engine.calendar import from_naive_utc
from odoo.exceptions import AccessError

from ..engine.signature import HANOI
from .onestop_receipt_file import SIGNING_ROLES

# code of a unit with budget relations; the receipt bears it in the place of a tax code where the body has none
_BUDGET_CODE = re.compile(r"\d{7}")


class OnestopFeeReceipt(models.Model):
    """A receipt and what it says in its official file."""

    _inherit = "onestop.fee.receipt"

    file_ids = fields.One2many("onestop.receipt.file", "receipt_id", "Official Files", readonly=True)

    def _outward_key(self):
        """What the receipt is known by outside: its form, symbol and number, the same for ever."""
        self.ensure_one()
        return f"{self.form_code}-{self.symbol}-{self.number}"

    def _outward_values(self, kind):
        """``{name in a layout: value}`` of the receipt, or of the notice that it was cancelled."""
        self.ensure_one()
        receipt = self.sudo()
        said = receipt._receipt_values()
        body = receipt.series_id.agency_id
        code = (receipt.issuer_tax_code or "").strip()
        no_tax_code = bool(_BUDGET_CODE.fullmatch(code))
        kinds = {"charge": "Phí", "levy": "Lệ phí"}
        values = {
            "title": said["title"],
            "form": receipt.form_code,
            "symbol": receipt.symbol,
            "number": receipt.number,
            "day": receipt.issued_on,
            "method": said["method"],
            "dossier": receipt.dossier_id.code,
            "issuer_name": receipt.issuer_name,
            "tax_code": "" if no_tax_code else code,
            "budget_code": code if no_tax_code else body.budget_code,
            "issuer_address": receipt.issuer_address,
            "delegate_name": receipt.delegate_name,
            "delegate_address": receipt.delegate_address,
            "payer_name": receipt.payer_name,
            "payer_address": receipt.payer_address,
            "collector_name": receipt.collector_id.name,
            "lines": [
                {
                    "position": position,
                    "kind": kinds[receipt.kind],
                    "code": line.type_id.code,
                    "label": line.label,
                    "quantity": line.quantity or None,
                    "unit": line.unit if line.quantity else "",
                    "amount": int(line.amount),
                }
                for position, line in enumerate(receipt.line_ids, 1)
            ],
            "total": int(receipt.amount),
            "words": receipt.amount_words,
        }
        if replaced := receipt.replaces_id:
            values |= {
                "related_nature": 1,
                "related_form": replaced.form_code,
                "related_symbol": replaced.symbol,
                "related_number": replaced.number,
                "related_day": replaced.issued_on,
                "related_reason": replaced.closed_reason,
            }
        if kind == "cancellation":
            values |= {
                "place": body.place or body.name,
                "closed_day": from_naive_utc(receipt.closed_at).astimezone(HANOI).date() if receipt.closed_at else None,
                "closed_reason": receipt.closed_reason,
            }
        return values

    def action_official_file(self):
        """Open the official file of the receipt, and of its cancellation; they are made and signed at the first time."""
        self.ensure_one()
        self.check_access("read")
        files = self.sudo().file_ids
        wanted = {"receipt"} | ({"cancellation"} if self.state == "cancelled" else set())
        if wanted - set(files.mapped("kind")):
            if not self.env.user._onestop_has_role(SIGNING_ROLES, self.agency_id):
                raise AccessError(self.env._("Whoever takes the money, or keeps the books, has the receipt signed."))
            for kind in sorted(wanted, reverse=True):
                files |= self.env["onestop.receipt.file"]._of(self, kind)
        action = self.env["ir.actions.act_window"]._for_xml_id("onestop_payment_outward.onestop_receipt_file_action")
        action["domain"] = [("receipt_id", "=", self.id)]
        if len(files) == 1:
            action |= {"views": [(False, "form")], "res_id": files.id}
        return action
