import json
import re

from odoo import http
from odoo.http import request
from odoo.tools import consteq

REPORT_PATH = "/onestop/sms/report"
# bytes: a report is a few words
LONGEST_REPORT = 8 * 1024


class SmsReportController(http.Controller):
    """What an SMS gateway says afterwards about messages that it took."""

    @http.route(
        REPORT_PATH, type="http", auth="public", methods=["POST"], csrf=False, save_session=False, sitemap=False
    )
    def report(self, **_ignored):
        """Take one delivery report, as JSON or as a form; sending it twice changes nothing.

        The gateway shows its token in the header ``Authorization: Bearer …``: addresses are logged, headers are not.

        :return: 200 taken, 400 unreadable, 403 no such token, 404 no such message, 413 too long
        """
        length = request.httprequest.content_length
        if length is None or length > LONGEST_REPORT:
            return self._answer(413)
        gateway = self._gateway()
        if not gateway:
            return self._answer(403)
        values = self._values()
        uuid = values.get(gateway.report_uuid_name)
        status = values.get(gateway.report_status_name)
        if not isinstance(uuid, str) or not re.fullmatch(r"[0-9a-f]{32}", uuid) or not isinstance(status, (str, int)):
            return self._answer(400)
        notice = request.env["onestop.notice"].sudo().search([("uuid", "=", uuid), ("channel", "=", "sms")])
        if not notice or notice._gateway() != gateway:
            return self._answer(404)
        word = str(status)[:100]
        if re.fullmatch(gateway.report_delivered_pattern, word):
            notice._report(True, word)
        elif re.fullmatch(gateway.report_failed_pattern, word):
            notice._report(False, word)
        # any other word tells of something in between
        return self._answer(200)

    @staticmethod
    def _gateway():
        """The gateway whose token the request shows, or an empty recordset."""
        _before, _bearer, token = request.httprequest.headers.get("Authorization", "").partition("Bearer ")
        gateways = request.env["onestop.sms.gateway"].sudo().search([])
        # all are compared, so that the time says nothing about which one almost fits; as bytes, since a header may hold any
        found = [gateway for gateway in gateways if consteq((gateway.report_token or "").encode(), token.encode())]
        return found[0] if token and found else gateways.browse()

    @staticmethod
    def _values():
        if request.httprequest.mimetype != "application/json":
            return request.httprequest.form.to_dict()
        if (request.httprequest.content_length or 0) > LONGEST_REPORT:
            return {}
        try:
            values = json.loads(request.httprequest.get_data())
        except (ValueError, RecursionError):
            return {}
        return values if isinstance(values, dict) else {}

    @staticmethod
    def _answer(status):
        return request.make_response("", headers=[("Content-Type", "text/plain")], status=status)
