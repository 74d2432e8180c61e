"""VNPT's services for electronic receipts as they are and as they misbehave: a real HTTP server on the loopback."""

import html
import threading
import time
from datetime import datetime
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from odoo.addons.onestop_core.tests.loopback_server import LoopbackServer

SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"
SERVICE = "http://tempuri.org/"
ACCOUNT = {"account": "xamot_admin", "password": "P-admin", "service_account": "xamot_sv", "service_password": "P-sv"}


class VnptProvider(LoopbackServer):
    """Issues receipts under keys, numbers them itself, one after the other in each serial, and never goes back in days.

    :ivar receipts: ``{key: dictionary of what was issued}``, in the order in which it was
    :ivar asked: ``(operation, key)`` of every question
    :ivar behaviours: what the next questions meet, in order; then it behaves well. ``lost`` (the line breaks before anything is
        done), ``lost_after`` (once all is done), ``slow``, ``500``, ``garbage``, ``entity`` (a document type with an entity),
        ``ERR:…`` (that answer, nothing done), ``lie_number``, ``lie_key`` (it issues, and answers something else), ``blind`` (a
        look-up says that nothing is there), ``good``
    """

    def __init__(self):
        self.receipts = {}
        self.asked = []
        self.behaviours = []
        self._lock = threading.Lock()
        super().__init__()
        self.url += "/ws"

    def numbers(self):
        """``(serial, number)`` of what was issued, in its order."""
        return [(one["serial"], one["number"]) for one in self.receipts.values()]

    def _serve(self, handler, body):
        [call] = ElementTree.fromstring(body).find(f"{SOAP}Body")
        operation = call.tag.removeprefix(f"{{{SERVICE}}}")
        values = {one.tag.removeprefix(f"{{{SERVICE}}}"): one.text or "" for one in call}
        service = {"ImportAndPublishInv": "Publish", "getInvViewFkey": "Portal"}.get(operation, "Business")
        right_place = handler.path == f"/ws/{service}Service.asmx"
        with self._lock:
            behaviour = self.behaviours.pop(0) if self.behaviours else "good"
            if behaviour == "lost":
                self.asked.append((operation, "?"))
                handler.connection.close()
                return
            answer = self._answer(operation, values, behaviour) if right_place else "ERR:99"
        if behaviour == "lost_after":
            handler.connection.close()
            return
        if behaviour == "slow":
            time.sleep(3)
        text = (
            f'<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="{SOAP[1:-1]}"><soap:Body>'
            f'<{operation}Response xmlns="{SERVICE}"><{operation}Result>{escape(answer)}</{operation}Result></{operation}Response>'
            "</soap:Body></soap:Envelope>"
        )
        if behaviour == "garbage":
            text = "<html><body>Runtime Error"
        elif behaviour == "entity":
            text = text.replace("<soap:E", '<!DOCTYPE a [<!ENTITY x "OK">]><soap:E', 1)
        content = text.encode()
        handler.send_response(500 if behaviour == "500" else 200)
        handler.send_header("Content-Type", "text/xml; charset=utf-8")
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    def _answer(self, operation, values, behaviour):
        told = ElementTree.fromstring(values["xmlInvData"]) if "xmlInvData" in values else None
        key = told.findtext(".//key") if told is not None else values.get("fkey") or values.get("lstFkey")
        self.asked.append((operation, key))
        if behaviour.startswith("ERR:"):
            return behaviour
        if self._who(values) is False:
            return "ERR:1"
        if operation == "getInvViewFkey":
            return self._view(key) if behaviour != "blind" else "ERR:6"
        if operation in ("ImportAndPublishInv", "AdjustInvoiceAction"):
            return self._issue(key, told, values, operation, behaviour)
        if key not in self.receipts:
            return "ERR:2"
        if operation == "UnConfirmPaymentFkey":
            self.receipts[key]["paid"] = False
            return "OK:"
        if self.receipts[key]["paid"]:
            return "ERR:9"
        self.receipts[key]["cancelled"] = True
        return "OK:"

    def _who(self, values):
        publisher = values.get("Account", ACCOUNT["account"]), values.get("ACpass", ACCOUNT["password"])
        service = (
            values.get("username") or values.get("userName"),
            values.get("password") or values.get("userPass"),
        )
        return publisher == (ACCOUNT["account"], ACCOUNT["password"]) and service == (
            ACCOUNT["service_account"],
            ACCOUNT["service_password"],
        )

    def _issue(self, key, told, values, operation, behaviour):
        if key in self.receipts:
            return "ERR:13"
        if operation == "AdjustInvoiceAction" and (values["fkey"] not in self.receipts or told.findtext("Type") != "4"):
            return "ERR:2"
        own = [one for one in self.receipts.values() if one["serial"] == values["serial"]]
        day = datetime.strptime(told.findtext(".//ArisingDate"), "%d/%m/%Y")
        if own and day < own[-1]["day"]:
            return "ERR:30"
        number = len(own) + 1
        self.receipts[key] = {
            "pattern": values["pattern"], "serial": values["serial"], "number": number, "day": day, "paid": True, "cancelled": False,
            "replaces": values.get("fkey"), "payer": told.findtext(".//CusName"), "total": int(told.findtext(".//Total")),
        }  # fmt: skip
        if behaviour == "lie_number":
            number += 5
        return f"OK:{values['pattern']};{values['serial']}-{'other' if behaviour == 'lie_key' else key}_{number}"

    def _view(self, key):
        one = self.receipts.get(key)
        if not one:
            return "ERR:6"
        money = f"{one['total']:,}".replace(",", ".")
        return (
            f"<html><head><style>b {{}} {'x' * 300_000}</style></head><body><p>Mẫu số: <b>{one['pattern']}</b></p><p>Ký hiệu: {one['serial']}</p>"
            f"<p>Số: {one['number']:08d}</p><p>{html.escape(one['payer'])}</p><p>Tổng cộng: {money} đồng</p></body></html>"
        )
