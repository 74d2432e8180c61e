from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from .onestop_fee_payment import COLLECTION, REFUND


class OnestopFeePayment(models.Model):
    """How money goes back: undone in the same drawer on the same day, given back with a second person afterwards."""

    _inherit = "onestop.fee.payment"

    @api.model
    def _approving_roles(self):
        """Codes of the roles that approve a refund, at the agency or above it."""
        return ("fee_approver",)

    def _lock(self):
        try:
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is working on this payment at this moment. Try again.")
            ) from error
        self.invalidate_recordset()

    # ------------------------------------------------------------------ undo

    def _undo_refusal(self):
        """Why this payment can no longer be undone, or an empty text. Higher rooms add theirs: a closed drawer, a day that is
        in the books.
        """
        if self.direction != COLLECTION or self.state != "done":
            return self.env._("Only a payment that holds can be undone.")
        if self.refund_ids.filtered(lambda one: one.state in self._giving_states()):
            return self.env._("Money of this payment was given back already.")
        return ""

    def _undo(self, reason):
        """Take a wrong payment back as if it had not been: the dues are owed again, receipts are cancelled.

        :raises UserError: without a reason, or too late (then it is given back, see ``_refund``)
        :raises AccessError: the user takes no money there
        """
        self.ensure_one()
        self.line_ids.due_id._check_desk()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give a reason."))
        self._lock()
        refusal = self.sudo()._undo_refusal()
        if refusal:
            raise UserError(refusal)
        payment = self.sudo()
        payment.line_ids.due_id._take_in_hand()
        payment.write(
            {
                "state": "undone",
                "undone_at": fields.Datetime.now(),
                "undone_by_id": self.env.uid,
                "undo_reason": reason,
            }
        )
        payment.line_ids.due_id._settle()
        payment._after_undo(reason)

    def _after_undo(self, reason):
        """What follows once a payment was undone; higher rooms hook in."""

    # ------------------------------------------------------------------ refund

    @api.model
    def _giving_states(self):
        """States of a refund whose money is spoken for: what is left to be given back is the rest."""
        return {"proposed", "done"}

    @api.model
    def _goes_to_account(self, method):
        """Whether money that goes back in this way needs an account of the payer."""
        return method != "cash"

    def _refund(self, reason, *, lines=None, method="cash", account=None):
        """Propose to give money back: a second person approves it before any moves.

        :param lines: lines of this payment to give back; all of them if left out
        :param method: how it goes back
        :param account: account number and bank, where it does not go back in cash
        :return: the refund, to be approved
        :raises UserError: nothing is left to give back, no reason, no account
        """
        self.ensure_one()
        self.line_ids.due_id._check_desk()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give a reason."))
        if self._goes_to_account(method) and not (account or "").strip():
            raise UserError(self.env._("Enter the account to which the money goes back."))
        self._lock()
        payment = self.sudo()
        if payment.direction != COLLECTION or payment.state != "done":
            raise UserError(self.env._("Only a payment that holds can be given back."))
        chosen = (lines.sudo() if lines else payment.line_ids) & payment.line_ids
        given = payment.refund_ids.filtered(lambda one: one.state in self._giving_states()).line_ids.origin_line_id
        chosen -= given
        if not chosen:
            raise UserError(self.env._("Nothing of this payment is left to give back."))
        now = fields.Datetime.now()
        refund = payment.create(
            {
                "direction": REFUND,
                "method": method,
                "amount": sum(chosen.mapped("amount")),
                "state": "proposed",
                "at": now,
                "day": payment.agency_id._today(),
                "collector_id": self.env.uid,
                "agency_id": payment.agency_id.id,
                "company_id": payment.company_id.id,
                "counter_id": payment.counter_id.id,
                "payer_name": payment.payer_name,
                "origin_id": payment.id,
                "refund_reason": reason,
                "refund_account": (account or "").strip() or False,
                "proposed_by_id": self.env.uid,
                "line_ids": [
                    fields.Command.create({"due_id": line.due_id.id, "amount": -line.amount, "origin_line_id": line.id})
                    for line in chosen
                ],
            }
        )
        return refund.with_env(self.env)

    def _approving_refusal(self):
        """Why the user may not decide about this refund, or an empty text."""
        user = self.env.user
        if user in self.sudo().proposed_by_id:
            return self.env._("A second person decides about a refund that you have proposed.")
        if not user._onestop_has_role(self._approving_roles(), self.sudo().agency_id):
            return self.env._("Only a fee approver may do this.")
        return ""

    def _take_refund(self):
        """Check who decides, and keep everybody else from doing so."""
        self.ensure_one()
        self.check_access("read")
        refusal = self._approving_refusal()
        if refusal:
            raise AccessError(refusal)
        self._lock()
        if self.direction != REFUND or self.state != "proposed":
            raise UserError(self.env._("This refund was decided already."))

    def action_approve_refund(self):
        """Let the money go back. Unless somebody else hands it out, it moves now."""
        self._take_refund()
        refund = self.sudo()
        refund.approved_by_id = self.env.user
        if not refund._goes_back_elsewhere():
            refund._give_back()

    def _goes_back_elsewhere(self):
        """Let somebody else hand an approved refund out, who tells when it has moved; a module with such a way extends it.

        :return: whether it is under way
        """
        return False

    def _give_back(self):
        """The money of an approved refund moves: the day and the drawer are those of this moment."""
        self.line_ids.due_id._take_in_hand()
        self.write(
            {
                "state": "done",
                "at": fields.Datetime.now(),
                "day": self.agency_id._today(),
                **self._refund_vals(),
            }
        )
        self.line_ids.due_id._settle()
        self._after_refund()

    def action_refuse_refund(self):
        """Leave the money where it is."""
        self._take_refund()
        self.sudo().write({"state": "refused", "approved_by_id": self.env.uid})

    def _refund_vals(self):
        """What a higher room writes on a refund that is paid out: the drawer that pays it. May refuse in words."""
        return {}

    def _after_refund(self):
        """What follows once money was given back; higher rooms hook in."""
