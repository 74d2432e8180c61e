import logging
from datetime import timedelta

import requests
from odoo import api, fields, models
from odoo.addons.onestop_core.engine.calendar import from_naive_utc
from odoo.addons.onestop_core.engine.outbox import Fate, Outcome
from odoo.addons.onestop_core.http_call import call
from odoo.addons.onestop_core.models.onestop_outbox import STATES
from odoo.addons.onestop_payment.money_fields import Dong
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..engine import vnpay
from ..vietnamese import in_vietnamese
from .payment_transaction_sweep import PATIENCE

_logger = logging.getLogger(__name__)

# states in which the money is spoken for
SPOKEN_FOR = ("proposed", "pending", "sending", "sent", "delivered")
# when it is asked whether the money has gone, counted from when the gateway took it on
QUESTIONS = tuple(timedelta(hours=hours) for hours in (1, 4, 12, 24, 48, 72, 120, 168))


class OnestopOnlineRefund(models.Model):
    """Money that goes back by the gateway to the card or account from which it came: proposed by one person, approved by
    another, sent under an identifier of its own, so that it never goes twice, and followed until the gateway says that it has
    gone. What the gateway refuses is money that may be given back again.
    """

    _name = "onestop.online.refund"
    _inherit = ["onestop.outbox"]
    _description = "Refund at the Gateway"
    _rec_name = "reason"
    _rec_names_search = ["reason", "transaction_id.reference"]

    transaction_id = fields.Many2one(
        "payment.transaction", "Online Payment", required=True, readonly=True, index=True, ondelete="restrict"
    )
    reference = fields.Char(related="transaction_id.reference")
    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, index=True, ondelete="restrict")
    amount = Dong(required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    refund_id = fields.Many2one(
        "onestop.fee.payment", "Books It", readonly=True, index="btree_not_null", ondelete="restrict",
        help="Where the money had paid fees: they are owed again once it has gone.",
    )  # fmt: skip
    exception_id = fields.Many2one(
        "onestop.fee.exception", "Clarifies", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    state = fields.Selection(
        selection_add=[("proposed", "To Be Approved"), *STATES, ("refused", "Refused")],
        ondelete={"proposed": "cascade", "refused": "cascade"}, default="proposed", index=True,
    )  # fmt: skip
    proposed_by_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    approved_by_id = fields.Many2one("res.users", "Decided By", readonly=True, ondelete="restrict")
    ask_at = fields.Datetime("Asked For Next", readonly=True, index="btree_not_null")

    _above_zero = models.Constraint("CHECK(amount > 0)", "An amount of money is above zero.")

    # ------------------------------------------------------------------ proposing and deciding

    @api.model
    def _propose(self, exception):
        """Propose to give back what is left of the payment that an exception is about; called after the check who may.

        :raises UserError: nothing is left of it
        """
        transaction = exception.sudo().transaction_id
        left = transaction._vnpay_take_left()
        if not left:
            raise UserError(self.env._("Nothing of this payment is left to give back."))
        refund = self.sudo().create(
            {
                "transaction_id": transaction.id,
                "agency_id": exception.agency_id.id,
                "amount": left,
                "reason": exception.words,
                "exception_id": exception.id,
                "proposed_by_id": self.env.uid,
            }
        )
        return refund.sudo(False)

    @api.model
    def _send_out(self, payment):
        """Let the gateway hand out an approved refund of fees; called with ``sudo()`` by ``_goes_back_elsewhere``.

        :raises UserError: so much is not left of the payment
        """
        transaction = payment.origin_id._online_transaction()
        if payment.amount > transaction._vnpay_take_left():
            raise UserError(self.env._("Nothing of this payment is left to give back."))
        return self.create(
            {
                "transaction_id": transaction.id,
                "agency_id": payment.agency_id.id,
                "amount": payment.amount,
                "reason": payment.refund_reason,
                "refund_id": payment.id,
                "state": "pending",
                "proposed_by_id": payment.proposed_by_id.id,
                "approved_by_id": payment.approved_by_id.id,
            }
        )

    def _take_decision(self):
        """Check who decides, and keep everybody else from doing so."""
        self.ensure_one()
        self.check_access("read")
        if self.env.user in self.sudo().proposed_by_id:
            raise AccessError(self.env._("A second person decides about a refund that you have proposed."))
        roles = self.env["onestop.fee.payment"]._approving_roles()
        if not self.env.user._onestop_has_role(roles, self.sudo().agency_id):
            raise AccessError(self.env._("Only a fee approver may do this."))
        self.sudo().lock_for_update(allow_referencing=True)
        self.invalidate_recordset()
        if self.state != "proposed":
            raise UserError(self.env._("This refund was decided already."))

    def action_approve(self):
        """Let it go back: the gateway is told at once."""
        self._take_decision()
        refund = self.sudo()
        refund.write({"state": "pending", "approved_by_id": self.env.uid, "next_try_at": fields.Datetime.now()})
        refund._enqueue()

    def action_refuse(self):
        """Leave the money where it is."""
        self._take_decision()
        self.sudo().write({"state": "refused", "approved_by_id": self.env.uid})

    def action_gone(self):
        """Say that it has gone, where the gateway itself never does: by its own list or the bank's."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user._onestop_has_role(("accountant", "finance_office"), self.agency_id):
            raise AccessError(self.env._("An accountant says so."))
        if self.state != "sent":
            raise UserError(self.env._("Only what the gateway has taken on can have gone."))
        self.sudo()._has_gone(self.env._("Said by %s.", self.env.user.name))

    def _action_open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------ telling the gateway

    def _max_tries(self):
        return 12

    def _send(self):
        transaction = self.transaction_id
        contract = transaction.provider_id._vnpay_contract()
        try:
            asked = vnpay.refund(
                contract,
                request=self.uuid,
                reference=transaction.reference,
                amount=self.amount,
                whole=self.amount == transaction.vnpay_received,
                number=transaction.provider_reference or "",
                made_at=from_naive_utc(transaction.vnpay_made_at),
                asked_at=from_naive_utc(fields.Datetime.now()),
                client="127.0.0.1",
                by=self.approved_by_id.name,
            )
            reply = call(
                "POST", transaction.provider_id.vnpay_api_url, headers={"Content-Type": "application/json"},
                body=vnpay.body(asked), timeout=PATIENCE,
            )  # fmt: skip
            said = vnpay.read_body(reply.text)
            state = vnpay.read_refund_answer(said, contract.secret)
        except (requests.RequestException, ValueError) as error:
            return Outcome(Fate.TRY_AGAIN, type(error).__name__)
        code = str(said.get("vnp_ResponseCode") or reply.status)
        if state == vnpay.FAILED:
            return Outcome(Fate.REFUSED, code)
        return Outcome(Fate.TRY_AGAIN if state == vnpay.UNKNOWN else Fate.ACCEPTED, code)

    def _end_try(self, outcome):
        wait = super()._end_try(outcome)
        if self.state == "sent":
            self._ask_next()
        elif self.state == "failed":
            self._has_failed(self.env._("VNPAY refuses the refund of %(payment)s (%(code)s).",
                payment=self.transaction_id.reference, code=outcome.answer))  # fmt: skip
        return wait

    # ------------------------------------------------------------------ what becomes of it

    def _ask_next(self):
        now = fields.Datetime.now()
        self.ask_at = next((at for after in QUESTIONS if (at := self.sent_at + after) > now), False)

    @api.model
    def _cron_ask(self):
        """Ask what became of refunds that the gateway took on."""
        due = in_vietnamese(self).search(
            Domain("state", "=", "sent") & Domain("ask_at", "<=", fields.Datetime.now()), order="ask_at, id"
        )
        for refund in due:
            if refund.try_lock_for_update(allow_referencing=True):
                refund._ask()
            self.env["ir.cron"]._commit_progress(1)
        return len(due)

    def _ask(self):
        self.ensure_one()
        self._ask_next()
        try:
            answer = self.transaction_id._vnpay_answer(fields.Datetime.now())
        except (requests.RequestException, ValueError) as error:
            _logger.warning("VNPAY does not say what became of refund %s: %s", self.id, type(error).__name__)
            answer = None
        if answer and answer.back == vnpay.DONE:
            self._has_gone(answer.status)
        elif answer and answer.back == vnpay.FAILED:
            self._has_failed(self.env._("VNPAY refuses the refund of %(payment)s (%(code)s).",
                payment=self.transaction_id.reference, code=answer.status))  # fmt: skip
        elif not self.ask_at:
            self.env["onestop.fee.exception"]._note(
                f"vnpay/refund/{self.id}/no_answer", "no_answer", self.agency_id,
                self.env._("VNPAY does not say whether the refund of %s has gone.", self.transaction_id.reference),
                amount=self.amount, payment=self.refund_id.origin_id,
            )  # fmt: skip

    def _has_gone(self, answer):
        """The money has left the gateway: what it had paid is owed again, what it was about is clear."""
        self.write({"state": "delivered", "answer": answer, "ask_at": False})
        if self.refund_id:
            self.refund_id.with_user(self.approved_by_id).sudo()._give_back()
        if self.exception_id.state == "open":
            self.env["onestop.fee.exception"]._clear(
                self.exception_id.key,
                self.env._("Given back at the gateway, approved by %s.", self.approved_by_id.name),
            )

    def _has_failed(self, words):
        """It stayed at the gateway: it may be given back again, and somebody has to see to it."""
        self.write({"state": "failed", "ask_at": False})
        self.refund_id.write({"state": "refused"})
        self.env["onestop.fee.exception"]._note(
            f"vnpay/refund/{self.id}/failed", "refund_failed", self.agency_id, words, amount=self.amount,
            payment=self.refund_id.origin_id,
        )  # fmt: skip

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A refund stays: its money may still move."))
