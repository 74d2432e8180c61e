import logging
import uuid
from datetime import timedelta

import requests
from odoo import api, fields, models
from odoo.addons.onestop_core.engine.calendar import from_naive_utc
from odoo.addons.onestop_core.http_call import call

from ..engine import vnpay
from ..vietnamese import in_vietnamese

_logger = logging.getLogger(__name__)

# when it is asked what became of a payment, counted from its beginning. The same question is answered again only after
# about five minutes, and a payment may succeed long after the page has closed
QUESTIONS = tuple(timedelta(minutes=minutes) for minutes in (16, 30, 60, 120, 240, 480, 960, 1440, 2880, 4320))
# answers that never came, after which somebody is told
ALARM = 3
DAILY = timedelta(days=1)
BATCH = 50
PATIENCE = 15


class PaymentTransaction(models.Model):
    """The sweep: what was begun and never told is asked for, and booked however late it succeeded."""

    _inherit = "payment.transaction"

    vnpay_ask_at = fields.Datetime("Asked For Next", readonly=True, index="btree_not_null")
    vnpay_unanswered = fields.Integer("Questions Without an Answer", readonly=True)

    def _vnpay_ask_next(self, now):
        """Set when it is asked for next: no more after the last question, but daily as long as no answer comes."""
        for transaction in self:
            times = [transaction.vnpay_made_at + after for after in QUESTIONS]
            later = now + DAILY if transaction.vnpay_unanswered else False
            transaction.vnpay_ask_at = next((time for time in times if time > now), later)

    @api.model
    def _cron_vnpay_sweep(self):
        now = fields.Datetime.now()
        domain = [("vnpay_ask_at", "<=", now), ("provider_code", "=", "vnpay")]
        waiting = in_vietnamese(self).search(domain, order="vnpay_ask_at, id", limit=BATCH)
        for transaction in waiting:
            # whoever is at it at this moment has newer news
            if transaction.try_lock_for_update(allow_referencing=True):
                transaction._vnpay_ask(now)
            self.env["ir.cron"]._commit_progress(1)
        return len(waiting)

    def _vnpay_ask(self, now):
        """Ask the gateway, and take in what it answers."""
        self.ensure_one()
        try:
            answer = self._vnpay_answer(now)
        except (requests.RequestException, ValueError) as error:
            _logger.warning("VNPAY does not say what became of %s: %s", self.reference, type(error).__name__)
            self.vnpay_unanswered += 1
            self._vnpay_ask_next(now)
            if self.vnpay_unanswered >= ALARM:
                noted = self.env["onestop.fee.exception"]._note(
                    f"vnpay/{self.reference}/no_answer", "no_answer", self.onestop_agency_id,
                    self.env._("VNPAY does not say what became of %s.", self.reference),
                    amount=self.onestop_amount, dues=self.onestop_due_ids,
                )  # fmt: skip
                if noted.state == "open":
                    noted.transaction_id = self
            return
        self.vnpay_unanswered = 0
        self._vnpay_ask_next(now)
        self._vnpay_clear("no_answer", self.env._("VNPAY has answered since."))
        if answer and answer.reference == self.reference:
            self._vnpay_take(answer)
        if not self.vnpay_ask_at and self.state == "pending" and not (self.vnpay_held or self.vnpay_received):
            self._set_canceled(self.env._("Nobody paid."))

    def _vnpay_answer(self, now):
        provider = self.provider_id.sudo()
        contract = provider._vnpay_contract()
        question = vnpay.query(
            contract,
            request=uuid.uuid4().hex,
            reference=self.reference,
            made_at=from_naive_utc(self.vnpay_made_at),
            asked_at=from_naive_utc(now),
            client="127.0.0.1",
        )
        reply = call(
            "POST",
            provider.vnpay_api_url,
            headers={"Content-Type": "application/json"},
            body=vnpay.body(question),
            timeout=PATIENCE,
        )
        return vnpay.read_query_answer(vnpay.read_body(reply.text), contract.secret)
