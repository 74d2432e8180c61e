import logging

from odoo.addons.onestop_core.engine.outbox import Fate
from odoo.addons.sms.tools.sms_api import SmsApiBase

from .engine import sms

_logger = logging.getLogger(__name__)

# what a try has come to, in the words of Odoo's SMS providers
STATES = {Fate.ACCEPTED: "success", Fate.TRY_AGAIN: "server_error", Fate.REFUSED: "onestop_refused"}


class SmsApiGateway(SmsApiBase):
    """An SMS provider behind HTTP, described by an ``onestop.sms.gateway``. The uuid of a message goes along with
    it, so that a gateway recognises what it has taken already.
    """

    PROVIDER_TO_SMS_FAILURE_TYPE = SmsApiBase.PROVIDER_TO_SMS_FAILURE_TYPE | {"onestop_refused": "unknown"}

    def _gateway(self):
        return self.env["onestop.sms.gateway"].sudo()._of(self.company)

    def _send_sms_batch(self, messages, delivery_reports_url=False):
        """Send messages one by one, as ``SmsApiBase`` describes.

        Each result also has ``retry_after``, the seconds for which the gateway asked, or None.
        """
        gateway = self._gateway()
        results = []
        for message in messages:
            for number in message["numbers"]:
                outcome = gateway._send(number["uuid"], number["number"], message["content"])
                results.append(
                    {
                        "uuid": number["uuid"],
                        "state": STATES[outcome.fate],
                        "failure_reason": outcome.answer,
                        "retry_after": outcome.retry_after,
                    }
                )
        return results

    def _get_sms_api_error_messages(self):
        return super()._get_sms_api_error_messages() | {
            "onestop_refused": self.env._("The gateway refused the message.")
        }


class SmsApiLog(SmsApiGateway):
    """For development: a message goes nowhere, and the log says that it would have gone."""

    def _send_sms_batch(self, messages, delivery_reports_url=False):
        results = []
        for message in messages:
            size = sms.size(self._gateway()._letters(message["content"]))
            for number in message["numbers"]:
                _logger.info(
                    "SMS %s to %s: %s letters, %s segments (%s)",
                    number["uuid"],
                    sms.mask_phone(number["number"]),
                    size.units,
                    size.segments,
                    size.alphabet,
                )
                results.append({"uuid": number["uuid"], "state": "success", "failure_reason": "log"})
        return results
