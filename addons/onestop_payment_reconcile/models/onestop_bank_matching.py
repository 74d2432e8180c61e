from odoo import api, fields, models
from odoo.addons.onestop_core.engine.text import normalise
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..engine import matching


class OnestopBankLine(models.Model):
    """The pass of ``engine.matching`` over all lines that wait, and what follows from it."""

    _inherit = "onestop.bank.line"

    @api.model
    def _match_new(self, account):
        """Match what waits on an account, in one pass; called with ``sudo()`` after a check.

        :return: how many lines were booked
        """
        # one pass at a time: another one would see the same lines
        account.sudo().lock_for_update(allow_referencing=True)
        self.env.flush_all()
        # also what nobody knew so far: a list of the gateway may have come since; what a person has decided stays
        waiting = Domain("state", "in", ("new", "proposed"))
        unknown = Domain("state", "=", "unclear") & Domain("exception_id.kind", "=", "nothing_known") & Domain("exception_id.state", "=", "open")  # fmt: skip
        lines = self.search(Domain("account_number", "=", account.number) & (waiting | unknown))
        lines = lines.filtered(lambda line: line.state != "unclear" or not line.trace)
        if not lines:
            return 0
        transfers = self.env["onestop.fee.transfer"]
        accounts = self.env["onestop.fee.account"].search(
            [("agency_id.company_id", "=", account.agency_id.company_id.id)]
        )
        known = transfers.search([("account_id", "in", accounts.ids)], order="id")
        paid_out = self.env["onestop.gateway.settlement"].search([("account_id", "in", accounts.ids), ("state", "=", "awaited")], order="id")  # fmt: skip
        found = matching.match(
            lines._as_engine(), [*known._as_engine(), *paid_out._as_awaited()], paid_out._as_settlements()
        )
        by_key = {line.key: line for line in lines}
        booked = 0
        for match in found.matches:
            paying = self.union(*(by_key[key] for key in match.lines))
            if match.why == matching.NET:
                paid_out.browse(-match.awaited[0])._arrive(paying)
                booked += len(paying)
                continue
            paid = transfers.browse(match.awaited)
            if match.sure:
                booked += paying._try_to_book(paid, match.why)
            else:
                paying.write({"state": "proposed", "why": match.why, "transfer_ids": [(6, 0, paid.ids)]})
        for remark in found.remarks:
            line = by_key[remark.line]
            if remark.kind == matching.OUTGOING:
                line.write({"state": "deposit", "why": "slip"} if self._is_deposit(line) else {"state": "outgoing"})
            else:
                line._remark(remark.kind, transfers.browse(remark.awaited))
        return booked

    def _is_deposit(self, line):
        """Whether a line that went out shows a deposit, by the number of its slip and its sum: then that has arrived."""
        deposits = self.env["onestop.fee.deposit"].search(
            [
                ("agency_id", "=", line.agency_id.id), ("state", "=", "sent"), ("source", "=", "bank"),
                ("amount", "=", -line.amount),
            ]
        )  # fmt: skip
        memo = f" {normalise(line.memo)} "
        shown = deposits.filtered(lambda one: f" {normalise(one.slip_number)} " in memo)
        if len(shown) != 1:
            return False
        shown._arrive(line.day, line)
        return True

    def _as_engine(self):
        return [
            matching.Line(line.key, line.account_number, line.day, line.amount, line.memo, line.reference or "")
            for line in self
        ]

    def _try_to_book(self, transfers, why):
        """Book, or say why that was refused: one line must not keep the others out.

        :return: how many lines were booked
        """
        try:
            with self.env.cr.savepoint():
                self._book(transfers, why)
        except UserError as error:
            self.env.invalidate_all()
            for line in self:
                line._remark("not_booked", transfers, error.args[0])
            return 0
        return len(self)

    def _book(self, transfers, why):
        """These lines pay these transfers."""
        payments = self.env["onestop.fee.payment"]
        for transfer in transfers:
            if transfer.state != "paid":
                payments |= transfer._arrived(self[0].reference or self[0].key[:16])
        transfers.write({"bank_line_ids": [fields.Command.link(line.id) for line in self]})
        for exception in self.exception_id:
            self.env["onestop.fee.exception"]._clear(
                exception.key, self.env._("Pays %s.", ", ".join(transfers.mapped("code")))
            )
        self.write(
            {
                "state": "booked",
                "why": why,
                "transfer_ids": [fields.Command.set(transfers.ids)],
                "payment_ids": [fields.Command.set(payments.ids)],
            }
        )

    def _remark(self, kind, transfers, refusal=""):
        """A person has to look at the line.

        :param refusal: why it could not be booked, in words
        """
        self.ensure_one()
        words = {
            "paid_twice": self.env._("Paid once more: %s"),
            "amount_differs": self.env._("Another amount than was asked for: %s"),
            "wrong_account": self.env._("Paid to another account than it should: %s"),
            "no_longer_owed": self.env._("Nothing is owed for it any more: %s"),
            "unknown_code": self.env._("Its payment code was given out by nobody: %s"),
            "split_by_hand": self.env._("One transfer for several, to be split by hand: %s"),
            "nothing_known": self.env._("Nobody knows what it pays: %s"),
            "not_booked": self.env._("It could not be booked: %s"),
        }
        exception = self._noted_before(kind, transfers) or self.env["onestop.fee.exception"]._note(
            f"bank/{self.key}/{len(self.trace or ())}", kind, self.agency_id, words[kind] % (refusal or self.memo),
            amount=self.amount, reference=self.reference, dues=transfers.due_ids,
        )  # fmt: skip
        self.write(
            {"state": "unclear", "why": False, "transfer_ids": [(6, 0, transfers.ids)], "exception_id": exception.id}
        )

    def _noted_before(self, kind, transfers):
        """The exception under which this money is listed already, so that it is given back once: that of the line, or what a desk
        was told of the transfer before its line came.
        """
        own = self.exception_id.filtered(lambda one: one.state == "open")
        if own or len(transfers) != 1 or kind == "nothing_known":
            return own
        told = self.env["onestop.fee.exception"].search(
            [
                ("key", "=like", f"transfer/{transfers.code}/%"), ("state", "=", "open"),
                ("amount", "=", self.amount), ("agency_id", "=", self.agency_id.id),
            ]
        )  # fmt: skip
        told -= self.search([("exception_id", "in", told.ids)]).exception_id
        return told.sorted(lambda one: one.reference != self.reference)[:1]
