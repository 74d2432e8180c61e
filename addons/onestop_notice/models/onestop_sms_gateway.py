import logging
import re
import secrets

import requests
from odoo import api, fields, models, tools
from odoo.addons.onestop_core.engine import gateway
from odoo.addons.onestop_core.engine.outbox import Fate, Outcome
from odoo.addons.onestop_core.http_call import call, may_call
from odoo.addons.onestop_core.models.onestop_sealed_mixin import sealed
from odoo.exceptions import ValidationError

from ..engine import sms
from ..sms_api import SmsApiGateway, SmsApiLog

_logger = logging.getLogger(__name__)

PLACEHOLDERS = ("uuid", "phone", "phone_international", "text", "sender")
SECRETS = "onestop_core.group_manager"


class OnestopSmsGateway(models.Model):
    """How the text messages of a company go out, or those of all companies that have no gateway of their own.

    A request carries the message's uuid in its header ``Idempotency-Key`` and wherever the body names ``{uuid}``:
    a message sent again after a broken line is recognised by it.
    """

    _name = "onestop.sms.gateway"
    _inherit = ["onestop.cached.mixin", "onestop.sealed.mixin"]
    _description = "SMS Gateway"
    _order = "company_id"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", ondelete="cascade", default=lambda self: self.env.company,
        help="Without one: for every company that has no gateway of its own.",
    )  # fmt: skip
    provider = fields.Selection(
        [("http", "HTTP Gateway"), ("log", "Log Only (Development)"), ("odoo", "Odoo's Own Module")],
        required=True,
        default="log",
        help="“Odoo's own module” leaves the sending to whatever SMS module of Odoo is set up for the company.",
    )
    url = sealed("url", fields.Char, "Address", groups=SECRETS)
    method = fields.Selection([("POST", "POST"), ("PUT", "PUT")], required=True, default="POST")
    headers = sealed(
        "headers", fields.Text, groups=SECRETS, help="One a line, “Name: value”, for example with the access key."
    )
    content_type = fields.Char(required=True, default="application/json")
    body = sealed(
        "body",
        fields.Text,
        groups=SECRETS,
        default='{"id": "{uuid}", "to": "{phone_international}", "from": "{sender}", "text": "{text}"}',
        help="With {uuid}, {phone} (0912…), {phone_international} (84912…), {text} and {sender}.",
    )
    sender = fields.Char(help="Name under which messages come in (brandname).")
    without_accents = fields.Boolean(default=True, help="Cheaper: 160 letters a message instead of 70.")
    timeout = fields.Integer("Timeout (s)", required=True, default=15)
    max_tries = fields.Integer("Most Tries", required=True, default=8)
    success_path = fields.Char(
        "Answer At", help="Where in a JSON answer the result stands, for example “data.code”. Empty: the whole answer."
    )
    success_pattern = fields.Char("Answer If Taken", help="Regular expression. Empty: any answer with a status of 2xx.")
    refusal_pattern = fields.Char(
        "Answer If Refused", help="Regular expression of answers after which repeating is useless."
    )
    known_status = fields.Char(
        "Status If Known",
        help="HTTP status by which the gateway says that it has the message already, for example 409.",
    )
    report_token = sealed(
        "report_token", fields.Char, "Token of Delivery Reports", groups=SECRETS, default=lambda self: secrets.token_urlsafe(32),
        help="The gateway sends it in the header “Authorization: Bearer …” of its delivery reports.",
    )  # fmt: skip
    report_uuid_name = fields.Char("Message ID in Reports", required=True, default="uuid")
    report_status_name = fields.Char("Status in Reports", required=True, default="status")
    report_delivered_pattern = fields.Char("Status If Delivered", required=True, default="delivered")
    report_failed_pattern = fields.Char(
        "Status If Undelivered", required=True, default="failed|undelivered|expired|rejected"
    )

    _company_uniq = models.UniqueIndex("(COALESCE(company_id, 0))", "The company has a gateway already.")
    _limits = models.Constraint(
        "CHECK(timeout BETWEEN 1 AND 60 AND max_tries BETWEEN 1 AND 50)",
        "A timeout is 1 to 60 seconds, and a message is tried 1 to 50 times.",
    )

    # ------------------------------------------------------------------ constraints

    @api.model
    def _sealed_fields(self):
        return ("url", "headers", "body", "report_token")

    @api.constrains("provider", "url", "body", "headers", "sealed_values", "known_status")
    def _check_request(self):
        for one in self:
            if one.provider == "http" and not may_call(one.url):
                raise ValidationError(
                    self.env._(
                        "Enter a public address with https://. Another one has to be allowed in the configuration of the server."
                    )
                )
            if "{" in (one.url or ""):
                raise ValidationError(
                    self.env._("Nothing about a message stands in the address: addresses are logged on the way.")
                )
            unknown = [name for name in gateway.placeholders(one.body or "") if name not in PLACEHOLDERS]
            if unknown:
                raise ValidationError(
                    self.env._("Unknown in the body: %s", ", ".join(f"{{{name}}}" for name in unknown))
                )
            if one.provider == "http" and "{text}" not in (one.body or ""):
                raise ValidationError(self.env._("The body has to carry the text: {text}."))
            try:
                gateway.parse_headers(one.headers)
            except ValueError as error:
                raise ValidationError(
                    self.env._("Line %s of the headers is not “Name: value”.", error.args[0])
                ) from error
            if one.known_status and not re.fullmatch(r"\d{3}", one.known_status):
                raise ValidationError(self.env._("A status has three digits."))

    @api.constrains("success_pattern", "refusal_pattern", "report_delivered_pattern", "report_failed_pattern")
    def _check_patterns(self):
        for one in self:
            for name in ("success_pattern", "refusal_pattern", "report_delivered_pattern", "report_failed_pattern"):
                try:
                    re.compile(one[name] or "")
                except re.error as error:
                    raise ValidationError(self.env._("“%s” is no regular expression.", one[name])) from error

    # ------------------------------------------------------------------ finding

    @api.model
    def _of(self, company):
        """The gateway of a company, or an empty recordset: then it sends no text messages."""
        ids = self._ids_by_company()
        return self.browse(ids.get(company.id) or ids.get(False))

    @api.model
    @tools.ormcache()
    def _ids_by_company(self):
        return {one.company_id.id: one.id for one in self.sudo().search([])}

    def _api_class(self):
        """The provider of Odoo's SMS interface that serves this gateway, None for Odoo's own."""
        return {"http": SmsApiGateway, "log": SmsApiLog}.get(self.provider)

    # ------------------------------------------------------------------ sending

    def _letters(self, text):
        """The text in the letters in which this gateway sends it."""
        return sms.plain(text) if self.without_accents else text

    def _send(self, uuid, phone, text):
        """Hand one message over, once.

        :param uuid: the same for the same message, however often it is sent
        :return: an ``engine.outbox.Outcome``
        """
        number = sms.normalise_phone(phone)
        if not number:
            return Outcome(Fate.REFUSED, self.env._("Not a Vietnamese phone number"))
        values = {
            "uuid": uuid,
            "phone": sms.local_phone(number),
            "phone_international": number,
            "text": self._letters(text),
            "sender": self.sender or "",
        }
        headers = {
            **gateway.parse_headers(self.headers),
            "Content-Type": self.content_type,
            "Idempotency-Key": uuid,
        }
        body = gateway.fill(self.body, values, self.content_type).encode()
        try:
            reply = call(self.method, self.url, headers=headers, body=body, timeout=self.timeout)
        except requests.RequestException as error:
            # the error's own text may hold the address with its key
            _logger.info("SMS %s to %s: %s", uuid, sms.mask_phone(number), type(error).__name__)
            return Outcome(Fate.TRY_AGAIN, type(error).__name__)
        outcome = gateway.judge(reply, self._success_test())
        _logger.info("SMS %s to %s: %s (HTTP %s)", uuid, sms.mask_phone(number), outcome.fate.value, reply.status)
        return outcome

    def _success_test(self):
        return gateway.SuccessTest(
            path=self.success_path or "",
            pattern=self.success_pattern or "",
            refusal=self.refusal_pattern or "",
            statuses=(int(self.known_status),) if self.known_status else (),
        )

    def action_new_token(self):
        """Make a new token for delivery reports; the old one is void at once."""
        self.check_access("write")
        for one in self:
            one.report_token = secrets.token_urlsafe(32)
