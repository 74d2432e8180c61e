from odoo import api, fields, models
from odoo.fields import Domain


class OnestopFeePayment(models.Model):
    """A payment and its receipts: issued with the money, cancelled when it goes back."""

    _inherit = "onestop.fee.payment"

    receipt_ids = fields.One2many("onestop.fee.receipt", "payment_id", "Receipts", readonly=True)

    @api.model
    def _issues_later(self):
        """Ways of paying whose money is taken even where no receipt can be issued at that moment, because it is there
        already. The finance home lists what was paid without a receipt.
        """
        return {"online"}

    def _after_collect(self):
        super()._after_collect()
        receipts = self.env["onestop.fee.receipt"]
        if self.method in self._issues_later() and not self._has_series():
            return
        receipts._issue(self)

    def _after_going_on(self, dossiers):
        result = super()._after_going_on(dossiers)
        receipts = self.receipt_ids.filtered(lambda one: one.dossier_id in dossiers)
        if receipts:
            # after they have their numbers
            self.env.cr.precommit.add(receipts._note_on_pause)
        return result

    def _receipt_desk(self):
        """The desk of whose series receipts are issued, where it has one of its own; modules that take money elsewhere say theirs."""
        return self.counter_id.desk_id

    def _has_series(self):
        series = self.env["onestop.fee.receipt.series"]
        day = self.agency_id._today()
        return all(
            series._for(self.agency_id, line.kind, day, amount=line.amount, desk=self._receipt_desk())
            for line in self.line_ids
        )

    def _after_undo(self, reason):
        result = super()._after_undo(reason)
        self.receipt_ids._cancel(reason)
        return result

    def _after_refund(self):
        """The receipts of what was given back are cancelled; where one was for more, another one is issued for the rest."""
        result = super()._after_refund()
        given = self.line_ids.due_id
        for receipt in self.origin_id.receipt_ids.filtered(lambda one: one.state == "issued"):
            lines = receipt.line_ids.payment_line_id
            rest = lines.filtered(lambda line: line.due_id not in given)
            if rest == lines:
                continue
            if not rest:
                receipt._cancel(self.refund_reason)
                continue
            new = receipt._issue(
                self.origin_id, lines=rest, replaces=receipt, payer_name=receipt.payer_name,
                payer_address=receipt.payer_address,
            )  # fmt: skip
            receipt._close("replaced", self.refund_reason, replaced_by=new)
        return result


class OnestopFeePaymentLine(models.Model):
    _inherit = "onestop.fee.payment.line"

    receipt_line_ids = fields.One2many("onestop.fee.receipt.line", "payment_line_id", "On Receipts", readonly=True)
    receipt_id = fields.Many2one("onestop.fee.receipt", compute="_compute_receipt_id")

    @api.depends("receipt_line_ids.receipt_id.state")
    def _compute_receipt_id(self):
        for line in self:
            receipts = (line.receipt_line_ids or line.origin_line_id.receipt_line_ids).receipt_id.sorted("id")
            line.receipt_id = receipts.filtered(lambda one: one.state == "issued")[-1:] or receipts[-1:]

    @api.model
    def _without_receipt_domain(self):
        """Money that was taken and kept, and for which no receipt holds."""
        return (
            Domain("state", "=", "done")
            & Domain("amount", ">", 0)
            & Domain("receipt_line_ids", "not any", [("receipt_id.state", "=", "issued")])
            & Domain("refund_line_ids", "not any", [("state", "=", "done")])
        )
