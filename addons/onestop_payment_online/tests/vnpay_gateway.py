"""VNPAY as it is and as it misbehaves: a real HTTP server on the loopback that shows payers its page, answers questions, and the
notices it sends.
"""

import hashlib
import hmac
import json
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote_plus, urlencode

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


PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Cổng thanh toán</title></head>
<body><main><h1>Cổng thanh toán (giả lập)</h1><p>{words}</p><p>{amount} đ</p>
<p><a href="/press?order={order}&amp;as=paid">Thanh toán</a></p><p><a href="/press?order={order}&amp;as=left">Hủy giao dịch</a></p>
</main></body></html>"""


class VnpayGateway:
    """Shows payers its page, answers questions about payments, and gives money back.

    :ivar payments: ``{reference: (amount in đồng, status)}``; what is not in it, it does not know
    :ivar refunds: ``{id of a request: (reference, amount in đồng)}`` of what it gave back, each once
    :ivar behaviours: what the next questions meet, in order; then it behaves well. ``repeat`` (94), ``broken`` (99),
        ``forged`` (a wrong signature), ``garbage``, ``500``, ``lost`` (the line breaks), ``lost_after`` (it breaks once all is done),
        ``slow``
    :ivar questions: every question it was asked
    :ivar notices_to: address to which it sends its notices when a payer presses on its page
    :ivar notices: what the notices of the next presses meet, in order; then one is sent. ``lost`` (none is sent), ``double``,
        ``amount`` (another amount was paid), ``held``
    :ivar answers: codes with which the notices were answered
    """

    def __init__(self):
        self.orders = {}
        self.notices_to = ""
        self.notices = []
        self.answers = []
        self.payments = {}
        self.refunds = {}
        self.behaviours = []
        self.questions = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer._serve(self)

            def do_POST(self):
                outer._answer(self)

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/merchant_webapi/api/transaction"
        self.page_url = f"http://127.0.0.1:{self._server.server_port}/paymentv2/vpcpay.html"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *exception):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    # ------------------------------------------------------------------ the page of the payer

    def _serve(self, handler):
        """What a payer's browser asks for: the page of an order, or what a press on it leads to."""
        path, _mark, query = handler.path.partition("?")
        values = dict(parse_qsl(query))
        if path == "/press" and values.get("order") in self.orders:
            handler.send_response(302)
            handler.send_header("Location", self._press(self.orders[values["order"]], values["as"]))
            handler.end_headers()
            return
        given = values.pop("vnp_SecureHash", "")
        text = "&".join(f"{name}={quote_plus(value)}" for name, value in sorted(values.items()))
        content = b"wrong signature"
        if path == "/paymentv2/vpcpay.html" and given == _sealed(text):
            order = values["vnp_TxnRef"]
            self.orders[order] = values
            amount = f"{int(values['vnp_Amount']) // 100:,}".replace(",", ".")
            content = PAGE.format(words=values["vnp_OrderInfo"], amount=amount, order=order).encode()
        handler.send_response(400 if content == b"wrong signature" else 200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    def _press(self, order, choice):
        """The payer pays or leaves: the notices are sent, and the browser is sent back.

        :return: the address to which it goes
        """
        reference, amount = order["vnp_TxnRef"], int(order["vnp_Amount"]) // 100
        way = self.notices.pop(0) if self.notices else ""
        response, status = {"held": ("07", "07")}.get(way, ("00", "00")) if choice == "paid" else ("24", "02")
        told = notice(reference, amount, response, status, number=f"14{int(time.time() * 1000) % 10**8:08d}")
        if choice == "paid":
            self.payments[reference] = (amount, status)
        if way == "amount":
            told = notice(reference, amount - 1_000, response, status, number=told["vnp_TransactionNo"])
        for _time in range({"lost": 0, "double": 2}.get(way, 1)):
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(f"{self.notices_to}?{urlencode(told)}", timeout=60) as answer:
                self.answers.append(json.load(answer)["RspCode"])
        return f"{order['vnp_ReturnUrl']}?{urlencode(told)}"

    # ------------------------------------------------------------------ questions

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
