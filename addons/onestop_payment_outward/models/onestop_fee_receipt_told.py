from odoo import api, fields, models

from ..engine import vnpt
from .onestop_receipt_message import STATUSES


class OnestopFeeReceipt(models.Model):
    """What the provider of electronic receipts is told of a receipt, and whether it has it."""

    _inherit = "onestop.fee.receipt"

    outward_message_ids = fields.One2many("onestop.receipt.message", "receipt_id", "Told the Provider", readonly=True)
    outward_status = fields.Selection(STATUSES, "At the Provider", compute="_compute_outward_status")
    outward_reason = fields.Char("Why Not Yet", compute="_compute_outward_status")

    @api.depends("outward_message_ids.status", "outward_message_ids.reason")
    def _compute_outward_status(self):
        for receipt in self:
            last = receipt.sudo().outward_message_ids.sorted("id")[-1:]
            receipt.outward_status = last.status
            receipt.outward_reason = last.reason

    def _message_values(self, kind):
        """Values of the message that tells of the receipt; called with ``sudo()``."""
        self.ensure_one()
        return {
            "receipt_id": self.id, "kind": kind, "series_id": self.series_id.id, "agency_id": self.agency_id.id,
        }  # fmt: skip

    def _outward_told(self):
        """The receipt as the provider is told of it: an ``engine.vnpt.Receipt``."""
        self.ensure_one()
        values = self._outward_values("receipt")
        return vnpt.Receipt(
            key=self._outward_key(),
            pattern=values["form"],
            serial=values["symbol"],
            number=values["number"],
            day=f"{values['day']:%d/%m/%Y}",
            dossier=values["dossier"] or "",
            payer=values["payer_name"],
            payer_address=values["payer_address"] or "",
            method=self.method,
            words=values["words"],
            total=values["total"],
            levy=self.kind == "levy",
            lines=tuple(
                (line["code"] or "", line["label"], line["quantity"] or 0, line["amount"]) for line in values["lines"]
            ),
        )
