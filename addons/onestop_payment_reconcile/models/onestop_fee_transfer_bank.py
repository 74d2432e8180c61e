from odoo import fields, models

from ..engine import matching


class OnestopFeeTransfer(models.Model):
    """A transfer and the lines of the bank that pay it. What a person said before its line came waits for it still."""

    _inherit = "onestop.fee.transfer"

    bank_line_ids = fields.Many2many(
        "onestop.bank.line", "onestop_bank_line_paid_rel", string="Bank Lines", readonly=True
    )

    def _as_engine(self):
        """As ``engine.matching.Awaited``: open is also what was said to be paid, as long as no line of the bank shows it."""
        self.fetch(["code", "amount", "state", "made_at", "payer_name", "account_id", "due_ids", "bank_line_ids"])
        self.due_ids.fetch(["state", "remaining"])
        return [
            matching.Awaited(
                key=transfer.id,
                code=transfer.code,
                account=transfer.account_id.number,
                amount=transfer.amount,
                day=transfer.made_at.date(),
                state=transfer._matching_state(),
                payer=transfer.payer_name,
            )
            for transfer in self
        ]

    def _note_in_vain(self, kind, message):
        """Money whose line came before a desk was told of it is noted already."""
        lines = self.env["onestop.bank.line"].sudo().search(
            [
                ("transfer_ids", "in", self.ids), ("state", "=", "unclear"), ("amount", "=", self.amount),
                ("exception_id.key", "=like", "bank/%"), ("exception_id.kind", "!=", "nothing_known"),
            ],
            limit=1,
        )  # fmt: skip
        return lines.exception_id.sudo(False) or super()._note_in_vain(kind, message)

    def _matching_state(self):
        if self.bank_line_ids:
            return "paid"
        if self.state == "paid":
            return "open"
        owed = all(due.state == "open" for due in self.due_ids)
        return "open" if owed and sum(self.due_ids.mapped("remaining")) == self.amount else "closed"
