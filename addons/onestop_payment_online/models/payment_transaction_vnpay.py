import logging

from odoo import api, fields, models
from odoo.addons.onestop_payment.money_fields import Dong
from odoo.exceptions import LockError, UserError

from ..engine import vnpay

_logger = logging.getLogger(__name__)

# answers to a notice, as the gateway wants them; after the last three it tells it again
TAKEN, UNKNOWN_ORDER, TWICE, OTHER_AMOUNT, NOT_SIGNED, LATER = "00", "01", "02", "04", "97", "99"
MESSAGES = {
    TAKEN: "Confirm Success",
    UNKNOWN_ORDER: "Order not found",
    TWICE: "Order already confirmed",
    OTHER_AMOUNT: "Invalid amount",
    NOT_SIGNED: "Invalid signature",
    LATER: "Unknown error",
}


class PaymentTransaction(models.Model):
    """An online payment of dues at VNPAY: the one place where what the gateway says is taken in, whether it comes as a notice
    or as the answer to a question, once or ten times, in whatever order. Refusing a notice gives nobody money back: what
    fits nothing is noted, with an owner.
    """

    _inherit = "payment.transaction"

    onestop_agency_id = fields.Many2one(
        "onestop.agency", "Collected By", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    onestop_amount = Dong("To Be Paid", readonly=True)
    onestop_landing = fields.Char("Leads Back To", readonly=True)
    onestop_payment_id = fields.Many2one("onestop.fee.payment", "Fee Payment", readonly=True, index="btree_not_null")
    vnpay_made_at = fields.Datetime("Begun", readonly=True)
    vnpay_expires_at = fields.Datetime("Page Closes", readonly=True)
    vnpay_received = Dong(
        "Received", readonly=True, help="What the gateway says that it has, also where it is another amount or was paid twice."
    )  # fmt: skip
    vnpay_held = fields.Boolean(
        "Held", readonly=True, help="The payer was debited, and the gateway doubts it: neither paid nor failed."
    )

    @api.model
    def _vnpay_notice(self, values):
        """Take a notice in.

        :param values: the decoded parameters of the request
        :return: the code of the answer
        """
        provider = self.env["payment.provider"].search(
            [("code", "=", "vnpay"), ("vnpay_terminal", "=", values.get("vnp_TmnCode") or "")], limit=1
        )
        try:
            answer = vnpay.read_notice(values, provider._vnpay_contract().secret)
        except vnpay.BadSignature:
            # nothing follows from it, not even a mark on the payment that it names
            _logger.warning("a notice of VNPAY is not signed by it")
            return NOT_SIGNED
        except ValueError:
            _logger.warning("a notice of VNPAY says nothing that could be understood")
            return LATER
        transaction = self.search([("reference", "=", answer.reference), ("provider_id", "=", provider.id)], limit=1)
        if not transaction:
            self._vnpay_unknown(provider, answer)
            return UNKNOWN_ORDER
        return transaction._vnpay_take(answer)

    @api.model
    def _vnpay_unknown(self, provider, answer):
        """Money came for a payment that is not ours. It stays at the gateway unless somebody gives it back."""
        if answer.state not in (vnpay.DONE, vnpay.HELD):
            return
        agency = self.env["onestop.agency"].search([("company_id", "=", provider.company_id.id)], order="id", limit=1)
        self.env["onestop.fee.exception"]._note(
            f"vnpay/{answer.number or answer.reference}", "unknown_payment", agency,
            self.env._("VNPAY reports a payment %s that we do not know.", answer.reference),
            amount=answer.amount, reference=answer.number,
        )  # fmt: skip

    def _vnpay_take(self, answer):
        """Take in what the gateway says, once.

        :param answer: an ``engine.vnpay.Answer`` whose signature was checked
        :return: the code with which a notice is answered
        """
        self.ensure_one()
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError:
            # the same notice at the same moment, or the sweep: told again, it finds what has become of it
            return LATER
        self.invalidate_recordset()
        if answer.amount != self.onestop_amount:
            self._vnpay_other_amount(answer)
            return OTHER_AMOUNT
        if self.state == "done":
            return TWICE
        if answer.state == vnpay.DONE:
            self._vnpay_paid(answer)
        elif answer.state == vnpay.HELD:
            self.vnpay_held = True
            self._vnpay_except(
                "held", self.env._("The payer of %s was debited, and VNPAY holds the money.", self.reference), answer
            )
        elif answer.state == vnpay.FAILED:
            self._vnpay_failed(answer)
        elif answer.state == vnpay.UNKNOWN:
            _logger.warning("VNPAY says %s/%s of %s", answer.response, answer.status, self.reference)
        return TAKEN

    def _vnpay_other_amount(self, answer):
        """Another amount than was to be paid: where it moved, it lies at the gateway until somebody gives it back."""
        if answer.state not in (vnpay.DONE, vnpay.HELD):
            return
        if answer.state == vnpay.DONE:
            self.write({"vnpay_received": answer.amount, "provider_reference": answer.number, "vnpay_ask_at": False})
        self._vnpay_except(
            "amount_differs",
            self.env._("VNPAY reports another amount for %s than was to be paid.", self.reference),
            answer,
        )

    def _vnpay_failed(self, answer):
        words = self.env._("VNPAY: the payment failed (%s).", answer.response)
        if self.state != "error":
            self._set_error(words, extra_allowed_states=("cancel",))
        if self.vnpay_held:
            self.vnpay_held = False
            self._vnpay_clear("held", words)

    def _vnpay_paid(self, answer):
        """The money is there. It pays what is still owed; else it is to be given back. It is never lost, however late."""
        self._set_done(extra_allowed_states=("cancel",))
        self.write(
            {
                "provider_reference": answer.number,
                "vnpay_received": answer.amount,
                "vnpay_held": False,
                "vnpay_ask_at": False,
            }
        )
        for kind in ("held", "no_answer"):
            self._vnpay_clear(kind, self.env._("VNPAY has reported the payment since."))
        dues = self.onestop_due_ids
        dues._take_in_hand()
        if all(due.state == "open" for due in dues) and sum(dues.mapped("remaining")) == self.onestop_amount:
            self._vnpay_book(answer)
            return
        twice = any(due.state == "paid" for due in dues)
        self._vnpay_except(
            "paid_twice" if twice else "no_longer_owed",
            self.env._("%s was paid at VNPAY, and nothing was owed for it any more: give it back.", self.reference),
            answer,
        )

    def _vnpay_book(self, answer):
        """Let the money pay the dues. What refuses is told to a person: the money is there, whatever happens here."""
        payments = self.env["onestop.fee.payment"].with_user(self.env.ref("onestop_payment_online.user_online")).sudo()
        try:
            with self.env.cr.savepoint():
                payment = payments._collect(
                    self.onestop_due_ids.with_env(payments.env), "online", self.onestop_amount,
                    reference=answer.number or self.reference,
                )  # fmt: skip
        except UserError as error:
            self.env.invalidate_all()
            self._vnpay_except(
                "not_booked",
                self.env._(
                    "%(payment)s was paid at VNPAY and could not be booked: %(why)s",
                    payment=self.reference, why=error.args[0],
                ),
                answer,
            )  # fmt: skip
            return
        self.onestop_payment_id = payment.id

    def _vnpay_except(self, kind, words, answer):
        noted = self.env["onestop.fee.exception"]._note(
            f"vnpay/{self.reference}/{kind}", kind, self.onestop_agency_id, words,
            amount=answer.amount, reference=answer.number, dues=self.onestop_due_ids,
        )  # fmt: skip
        if noted.state == "open":
            noted.transaction_id = self

    def _vnpay_clear(self, kind, words):
        self.env["onestop.fee.exception"]._clear(f"vnpay/{self.reference}/{kind}", words)

    def _vnpay_shown(self):
        """What the payer who comes back is told: ``paid``, ``failed`` or ``waiting``. Coming back changes nothing."""
        self.ensure_one()
        if self.state == "done":
            return "paid"
        moved = self.vnpay_held or self.vnpay_received
        return "failed" if self.state in ("error", "cancel") and not moved else "waiting"

    @api.model
    def _vnpay_come_back(self, values):
        """What the page says to which the payer comes back, and where it leads on.

        :return: ``(one of _vnpay_shown or unknown, path)``
        """
        provider = self.env["payment.provider"].search(
            [("code", "=", "vnpay"), ("vnpay_terminal", "=", values.get("vnp_TmnCode") or "")], limit=1
        )
        try:
            answer = vnpay.read_notice(values, provider._vnpay_contract().secret)
        except ValueError:
            return "unknown", "/"
        transaction = self.search([("reference", "=", answer.reference), ("provider_id", "=", provider.id)], limit=1)
        if not transaction:
            return "unknown", "/"
        return transaction._vnpay_shown(), transaction.onestop_landing or "/"
