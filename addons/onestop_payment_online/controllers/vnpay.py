import logging

from odoo import http
from odoo.http import request
from psycopg2 import OperationalError

from ..models.payment_transaction_vnpay import LATER, MESSAGES
from ..vietnamese import in_vietnamese

_logger = logging.getLogger(__name__)


class Vnpay(http.Controller):
    @http.route("/payment/vnpay/ipn", type="http", auth="public", methods=["GET"], csrf=False, save_session=False)
    def notice(self, **values):
        """A notice of the gateway. Whatever goes wrong here is told as "later", so that it is told again."""
        # what is noted of it is read by people, and the gateway speaks no language
        request.update_context(lang=request.env["res.lang"]._get_code("vi_VN") or request.env.lang)
        try:
            with request.env.cr.savepoint():
                code = in_vietnamese(request.env["payment.transaction"].sudo())._vnpay_notice(values)
        except OperationalError:
            # two at once: Odoo does it again
            raise
        except Exception:
            _logger.exception("a notice of VNPAY could not be taken in")
            code = LATER
        return request.make_json_response({"RspCode": code, "Message": MESSAGES[code]})

    @http.route("/payment/vnpay/return", type="http", auth="public", methods=["GET"], save_session=False, readonly=True)
    def come_back(self, **values):
        """The payer comes back. What the browser brings changes nothing: it only says which payment to show."""
        transactions = request.env["payment.transaction"].sudo()
        shown, landing = transactions._vnpay_come_back(values)
        return request.render("onestop_payment_online.vnpay_return", {"shown": shown, "landing": landing})
