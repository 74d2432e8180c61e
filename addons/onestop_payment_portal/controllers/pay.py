from odoo import http
from odoo.addons.onestop_payment_online.controllers.vnpay import Vnpay
from odoo.addons.onestop_portal.controllers.page import PortalPage
from odoo.addons.onestop_portal.controllers.track import DOSSIER_PATH, HOUR, TrackController
from odoo.exceptions import UserError
from odoo.http import request

PAY = "nop-phi"
# seconds after which the page looks by itself whether a transfer has arrived
LOOK_AGAIN = 5


class PayController(TrackController):
    """Whoever filed a dossier pays for it from home. The server makes the payment and sends the browser to the gateway; no
    page of ours takes a number of a card, and what the browser brings back changes nothing.
    """

    def _policy(self):
        policy = super()._policy()
        if f"/{PAY}" in request.httprequest.path:
            # browsers ask this where a form's answer leads elsewhere
            policy["form-action"] = " ".join(["'self'", *request.env["payment.provider"]._vnpay_origins()])
        return policy

    @http.route(f"{DOSSIER_PATH}/<string:code>/{PAY}", type="http", auth="public", methods=["GET"], sitemap=False)
    def fees(self, code, **_ignored):
        """What is owed, and how it is paid."""
        self._speak()
        dossier, _proof = self._known(code)
        return self._fees_page(dossier) if dossier else self._not_found()

    @http.route(
        f"{DOSSIER_PATH}/<string:code>/{PAY}/<string:way>", type="http", auth="public", methods=["POST"], sitemap=False
    )  # fmt: skip
    def pay(self, code, way, **_form):
        """Go to the gateway (``truc-tuyen``), or show the VietQR (``chuyen-khoan``)."""
        self._speak()
        dossier, _proof = self._known(code)
        if not dossier or way not in ("truc-tuyen", "chuyen-khoan"):
            return self._not_found()
        wait = self._hit("pay", 30, HOUR, ("pay_of", dossier.id, 15))
        if wait:
            return self._too_often(wait)
        try:
            with request.env.cr.savepoint():
                if way == "chuyen-khoan":
                    dossier._citizen_ask_transfers()
                    return self._go(self._path(dossier, PAY))
                address = dossier._citizen_pay_online(request.httprequest.remote_addr, self._path(dossier, PAY))
        except UserError as error:
            dossier.invalidate_recordset()
            return self._fees_page(dossier, wrong=str(error), status=422)
        response = request.redirect(address, 303, local=False)
        response.headers.update({"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
        return response

    @http.route(
        f"{DOSSIER_PATH}/<string:code>/bien-lai/<int:number>", type="http", auth="public", methods=["POST"], sitemap=False
    )  # fmt: skip
    def receipt(self, code, number, **_form):
        """A receipt of the dossier."""
        self._speak()
        dossier, _proof = self._known(code)
        document = dossier and dossier._citizen_receipt(number)
        return self._file(*document) if document else self._not_found()

    def _fees_page(self, dossier, wrong="", status=200):
        fees = dossier._citizen_fees()
        ways = dossier._citizen_ways()
        values = {
            "fees": fees,
            "ways": ways,
            "base": self._path(dossier),
            "number": dossier.code or dossier.request_number,
            "wrong": wrong,
        }
        waits = ways["transfers"] or ways["being_confirmed"]
        headers = {"Refresh": str(LOOK_AGAIN)} if waits and not wrong else {}
        return self._page("onestop_payment_portal.pay", request.env._("Fees"), values, status=status, headers=headers)


class PayBackController(Vnpay, PortalPage):
    """Whoever comes back from the gateway is told so on a page of the portal."""

    @http.route()
    def come_back(self, **values):
        self._speak()
        shown, landing = request.env["payment.transaction"].sudo()._vnpay_come_back(values)
        headers = {"Refresh": str(LOOK_AGAIN)} if shown == "waiting" else {}
        values = {"shown": shown, "landing": landing}
        return self._page("onestop_payment_portal.come_back", request.env._("Your payment"), values, headers=headers)
