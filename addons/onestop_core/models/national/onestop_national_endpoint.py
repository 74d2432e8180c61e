import json
import logging
import re

import requests
from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ...engine import gateway
from ...engine.outbox import Fate, Outcome
from ...http_call import call, may_call
from ..onestop_sealed_mixin import sealed

_logger = logging.getLogger(__name__)

SECRETS = "onestop_core.group_manager"


class OnestopNationalEndpoint(models.Model):
    """Where the records of dossiers go that the national system keeps. Without one, none are written."""

    _name = "onestop.national.endpoint"
    _inherit = ["onestop.cached.mixin", "onestop.sealed.mixin"]
    _description = "National Endpoint"
    _order = "id"

    name = fields.Char(required=True)
    in_use = fields.Boolean(default=True)
    url = sealed("url", fields.Char, "Address", required=True, groups=SECRETS)
    unit_code = fields.Char(required=True, help="Identification code of the unit that sends (MaDinhDanhDV).")
    headers = sealed(
        "headers", fields.Text, groups=SECRETS, help="One a line, “Name: value”, for example with the access key."
    )
    timeout = fields.Integer("Timeout (s)", required=True, default=30)
    max_tries = fields.Integer("Most Tries", required=True, default=20)
    success_pattern = fields.Char(
        "Answer If Taken", required=True, default="0+", help="Regular expression of error_code."
    )
    refusal_pattern = fields.Char(
        "Answer If Refused", help="Regular expression of error_code after which repeating is useless."
    )

    _one_active = models.UniqueIndex("(in_use) WHERE in_use", "There is one endpoint in use at a time.")
    _limits = models.Constraint(
        "CHECK(timeout BETWEEN 1 AND 60 AND max_tries BETWEEN 1 AND 100)",
        "A timeout is 1 to 60 seconds, and a message is tried 1 to 100 times.",
    )

    @api.model
    def _sealed_fields(self):
        return ("url", "headers")

    @api.constrains("url", "headers", "sealed_values", "success_pattern", "refusal_pattern")
    def _check_request(self):
        for one in self:
            if not may_call(one.url):
                raise ValidationError(
                    self.env._(
                        "Enter a public address with https://. Another one has to be allowed in the configuration of the server."
                    )
                )
            try:
                gateway.parse_headers(one.headers)
            except ValueError as error:
                raise ValidationError(
                    self.env._("Line %s of the headers is not “Name: value”.", error.args[0])
                ) from error
            for pattern in (one.success_pattern, one.refusal_pattern):
                try:
                    re.compile(pattern or "")
                except re.error as error:
                    raise ValidationError(self.env._("“%s” is no regular expression.", pattern)) from error

    @api.model
    def _in_use(self):
        """The endpoint in use, or an empty recordset."""
        return self.browse(self._id_in_use())

    @api.model
    @tools.ormcache()
    def _id_in_use(self):
        return self.sudo().search([("in_use", "=", True)]).id or None

    def _push(self, uuid, body):
        """Hand a message over, once.

        :param uuid: the same for the same message, however often it is sent; goes in the header ``Idempotency-Key``
        :param body: what ``engine.national.envelope`` made
        :return: an ``engine.outbox.Outcome``
        """
        headers = {
            **gateway.parse_headers(self.headers),
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": uuid,
        }
        separator = "&" if "?" in self.url else "?"
        url = f"{self.url}{separator}MaDinhDanhDV={self.unit_code}"
        try:
            reply = call(
                "POST", url, headers=headers, body=json.dumps(body, ensure_ascii=False).encode(), timeout=self.timeout
            )
        except requests.RequestException as error:
            _logger.info("National message %s: %s", uuid, type(error).__name__)
            return Outcome(Fate.TRY_AGAIN, type(error).__name__)
        test = gateway.SuccessTest(path="error_code", pattern=self.success_pattern, refusal=self.refusal_pattern or "")
        outcome = gateway.judge(reply, test)
        _logger.info("National message %s: %s (HTTP %s)", uuid, outcome.fate.value, reply.status)
        return outcome
