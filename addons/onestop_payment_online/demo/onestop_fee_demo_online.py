import json
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from odoo import api, models

from ..engine import vnpay
from ..vietnamese import in_vietnamese

# made up: ./onestop demo-month plays the gateway with them
CONTRACT = json.loads(Path(__file__).with_name("vnpay.json").read_text(encoding="utf-8"))


class OnestopFeeDemo(models.AbstractModel):
    """Online payments at Khả Phong: one that paid, the same paid once more and to be given back, one that the gateway holds,
    and another attempt of its payer that nobody has heard of yet. The terminal is made up, so nothing can be paid with it.
    """

    _inherit = "onestop.fee.demo"

    @api.model
    def _load_online(self):
        agency = self._core("agency_kha_phong")
        method = self.env.ref("onestop_payment_online.payment_method_vnpay")
        self.env.ref("onestop_payment_online.payment_provider_vnpay").copy(
            {
                "company_id": agency.company_id.id,
                "vnpay_terminal": CONTRACT["terminal"],
                "vnpay_secret": CONTRACT["secret"],
                "payment_method_ids": [(6, 0, method.ids)],
                "state": "test",
            }
        )
        dues = self.env["onestop.fee.due"].search(
            [("agency_id", "=", agency.id), ("state", "=", "open"), ("transfer_ids", "=", False)], order="id"
        )
        paid, held = dues[:2]
        first, again = self._begin_online(paid), self._begin_online(paid)
        self._tell_online(first, "14620177")
        self._tell_online(again, "14620191")
        self._tell_online(self._begin_online(held), "14620204", "07", "07")
        self._begin_online(held)
        self.env.cr.flush()
        exception = self.env["onestop.fee.exception"].search([("transaction_id", "=", again.id)])
        exception.with_user(self.env.ref("onestop_payment.user_khaphong_ketoan")).action_give_back()

    def _begin_online(self, dues):
        address = dues.sudo()._pay_online("203.0.113.7")
        sent = dict(parse_qsl(urlsplit(address).query))
        return self.env["payment.transaction"].search([("reference", "=", sent["vnp_TxnRef"])])

    def _tell_online(self, transaction, number, response="00", status="00"):
        """What the gateway would tell, signed as it does."""
        values = {
            "vnp_Amount": str(transaction.onestop_amount * 100), "vnp_ResponseCode": response, "vnp_TmnCode": CONTRACT["terminal"],
            "vnp_TransactionNo": number, "vnp_TransactionStatus": status, "vnp_TxnRef": transaction.reference,
        }  # fmt: skip
        values["vnp_SecureHash"] = vnpay.sign(values, CONTRACT["secret"])
        in_vietnamese(transaction)._vnpay_notice(values)
