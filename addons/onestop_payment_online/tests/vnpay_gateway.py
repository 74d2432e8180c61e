"""VNPAY as it is and as it misbehaves: a real HTTP server on the loopback that answers questions, and the notices it sends."""

import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote_plus

# made up for the tests
SECRET = "FAKE-SECRET-FOR-TESTS-0123456789"
TERMINAL = "TESTTMN1"
_ANSWER = (
    "ResponseId Command ResponseCode Message TmnCode TxnRef Amount BankCode PayDate TransactionNo TransactionType "
    "TransactionStatus OrderInfo PromotionCode PromotionAmount"
)
_QUERY = "RequestId Version Command TmnCode TxnRef TransactionDate CreateDate IpAddr OrderInfo"
_REFUND = "RequestId Version Command TmnCode TransactionType TxnRef Amount TransactionNo TransactionDate CreateBy CreateDate IpAddr OrderInfo"


def _sealed(text, secret=SECRET):
    return hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()


def notice(reference, amount, response="00", status="00", number="14012345", secret=SECRET, **changes):
    """A signed notice, by the gateway's own rules and not by the code that is tested."""
    values = {
        "vnp_Amount": str(amount * 100),
        "vnp_BankCode": "NCB",
        "vnp_OrderInfo": "Nop phi",
        "vnp_PayDate": "20261128100312",
        "vnp_ResponseCode": response,
        "vnp_TmnCode": TERMINAL,
        "vnp_TransactionNo": number,
        "vnp_TransactionStatus": status,
        "vnp_TxnRef": reference,
        **changes,
    }
    text = "&".join(f"{name}={quote_plus(value)}" for name, value in sorted(values.items()) if value)
    return values | {"vnp_SecureHash": _sealed(text, secret)}


class VnpayGateway:
    """Answers questions about payments, and gives money back.

    :ivar payments: ``{reference: (amount in đồng, status)}``; what is not in it, it does not know
    :ivar refunds: ``{id of a request: (reference, amount in đồng)}`` of what it gave back, each once
    :ivar behaviours: what the next questions meet, in order; then it behaves well. ``repeat`` (94), ``broken`` (99),
        ``forged`` (a wrong signature), ``garbage``, ``500``, ``lost`` (the line breaks), ``lost_after`` (it breaks once all is done),
        ``slow``
    :ivar questions: every question it was asked
    """

    def __init__(self):
        self.payments = {}
        self.refunds = {}
        self.behaviours = []
        self.questions = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                outer._answer(self)

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/merchant_webapi/api/transaction"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *exception):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, handler):
        asked = json.loads(handler.rfile.read(int(handler.headers.get("Content-Length", 0))))
        self.questions.append(asked)
        behaviour = self.behaviours.pop(0) if self.behaviours else ""
        if behaviour == "lost":
            handler.connection.close()
            return
        if behaviour == "lost_after":
            # it is done, and nobody hears of it
            self._text(asked, "")
            handler.connection.close()
            return
        if behaviour == "slow":
            time.sleep(3)
        text = self._text(asked, behaviour)
        handler.send_response(500 if behaviour == "500" else 200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(text)))
        handler.end_headers()
        handler.wfile.write(text)

    def _text(self, asked, behaviour):
        if behaviour in ("garbage", "500"):
            return b"<html>503"
        refund = asked["vnp_Command"] == "refund"
        wanted = "|".join(asked[f"vnp_{name}"] for name in (_REFUND if refund else _QUERY).split())
        if asked["vnp_SecureHash"] != _sealed(wanted):
            return json.dumps({"vnp_ResponseCode": "97"}).encode()
        code = {"repeat": "94", "broken": "99"}.get(behaviour)
        if code or asked["vnp_TxnRef"] not in self.payments:
            return json.dumps({"vnp_ResponseCode": code or "91"}).encode()
        amount, status = self.payments[asked["vnp_TxnRef"]]
        if refund:
            code, status = self._give_back(asked, amount, status)
        values = {
            "vnp_ResponseId": "R1", "vnp_Command": asked["vnp_Command"], "vnp_ResponseCode": code or "00", "vnp_Message": "ok",
            "vnp_TmnCode": TERMINAL, "vnp_TxnRef": asked["vnp_TxnRef"], "vnp_Amount": amount * 100, "vnp_BankCode": "NCB",
            "vnp_PayDate": "20261128100312", "vnp_TransactionNo": "14012345", "vnp_TransactionType": "01",
            "vnp_TransactionStatus": status, "vnp_OrderInfo": "Nop phi",
        }  # fmt: skip
        names = _ANSWER.split()[:-2] if refund else _ANSWER.split()
        hashed = _sealed("|".join(str(values.get(f"vnp_{name}", "")) for name in names))
        return json.dumps(values | {"vnp_SecureHash": "0" * 128 if behaviour == "forged" else hashed}).encode()

    def _give_back(self, asked, amount, status):
        """The codes with which a refund is answered: taken on, at it already, or refused."""
        if asked["vnp_RequestId"] in self.refunds:
            return "94", status
        back = int(asked["vnp_Amount"]) // 100
        given = sum(sum_ for reference, sum_ in self.refunds.values() if reference == asked["vnp_TxnRef"])
        if status not in ("00", "05", "06") or given + back > amount:
            return "95", status
        self.refunds[asked["vnp_RequestId"]] = (asked["vnp_TxnRef"], back)
        self.payments[asked["vnp_TxnRef"]] = (amount, "05")
        return None, "05"
