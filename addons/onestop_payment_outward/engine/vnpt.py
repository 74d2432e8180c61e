"""Electronic receipts at VNPT: what is asked of its SOAP services, and what its answers mean.

The shapes are those that provincial systems use in public; a contract may name other addresses. Nothing here decides when to ask:
that is ``models/onestop_receipt_message.py``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from lxml import etree
from odoo.addons.onestop_core.engine.examined import examined
from odoo.addons.onestop_core.engine.outbox import Fate, Outcome

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
SERVICE = "http://tempuri.org/"
# ways of paying, by the name of ours
METHODS = {"cash": "TM", "transfer": "CK", "online": "TTO"}
EXISTS, NOT_THERE = "ERR:13", "ERR:6"
# what is a fault of ours or of the contract: the same question is refused for ever, and somebody has to see to it
_REFUSED = {"ERR:1", "ERR:3", "ERR:6", "ERR:7", "ERR:10", "ERR:20", "ERR:21", "ERR:29", "ERR:30"}
_ISSUED = re.compile(r"OK:(?P<pattern>[^;]*);(?P<serial>[^-]*)-(?P<key>.+)_(?P<number>\d{1,8})")
_CODE = re.compile(r"ERR:\d{1,3}")
_SHOWN = etree.XPath("//text()[not(parent::script or parent::style)]")


@dataclass(frozen=True)
class Contract:
    """The accounts of a collecting body: of who publishes, and of the service."""

    account: str
    password: str
    service_account: str
    service_password: str


@dataclass(frozen=True)
class Receipt:
    """What is told of a receipt; money in đồng."""

    key: str
    pattern: str
    serial: str
    number: int
    day: str
    dossier: str
    payer: str
    payer_address: str
    method: str
    words: str
    total: int
    levy: bool
    lines: tuple[tuple[str, str, int, int], ...]  # code, label, quantity, amount


@dataclass(frozen=True)
class Said(Outcome):
    """What a provider's answer comes to.

    :ivar uncertain: it may have done what was asked; only looking it up tells
    :ivar code: as the provider words it, for people who look it up in its list
    """

    uncertain: bool = False
    code: str = ""

    def __post_init__(self):
        # from the examining process it comes as a text
        object.__setattr__(self, "fate", Fate(self.fate))


# ---------------------------------------------------------------------- asking


def issue(contract: Contract, receipt: Receipt) -> tuple[str, bytes]:
    """The operation and the body that publish a receipt."""
    invoices = etree.Element("Invoices")
    inv = etree.SubElement(invoices, "Inv")
    _put(inv, "key", receipt.key)
    _describe(etree.SubElement(inv, "Invoice"), receipt)
    return _call("ImportAndPublishInv", _publishing(contract, invoices, receipt))


def adjust(contract: Contract, receipt: Receipt, replaced_key: str) -> tuple[str, bytes]:
    """Publish a receipt that takes the place of another one."""
    body = etree.Element("AdjustInv")
    _put(body, "key", receipt.key)
    _describe(body, receipt)
    _put(body, "Type", "4")
    return _call("AdjustInvoiceAction", {**_publishing(contract, body, receipt), "fkey": replaced_key})


def find(contract: Contract, key: str) -> tuple[str, bytes]:
    """Ask for the receipt with a key, as people see it."""
    return _call(
        "getInvViewFkey",
        {"fkey": key, "userName": contract.service_account, "userPass": contract.service_password},
    )


def unpay(contract: Contract, key: str) -> tuple[str, bytes]:
    """Take back that it was paid, which comes before it is cancelled."""
    return _call("UnConfirmPaymentFkey", _keyed(contract, key, "lstFkey"))


def cancel(contract: Contract, key: str) -> tuple[str, bytes]:
    """Cancel the receipt with a key."""
    return _call("cancelInv", _keyed(contract, key, "fkey"))


def _publishing(contract, body, receipt):
    return {
        "Account": contract.account,
        "ACpass": contract.password,
        "xmlInvData": etree.tostring(body, encoding="unicode"),
        "username": contract.service_account,
        "password": contract.service_password,
        "pattern": receipt.pattern,
        "serial": receipt.serial,
        "convert": "0",
    }


def _keyed(contract, key, name):
    return {
        "Account": contract.account,
        "ACpass": contract.password,
        name: key,
        "userName": contract.service_account,
        "userPass": contract.service_password,
    }


def _describe(parent, receipt):
    values = {
        "CusCode": receipt.dossier, "ArisingDate": receipt.day, "CusName": receipt.payer, "Total": receipt.total,
        "Amount": receipt.total, "AmountInWords": receipt.words, "VATAmount": 0, "VATRate": 0, "CusAddress": receipt.payer_address,
        "PaymentMethod": METHODS.get(receipt.method, "TM"), "PaymentStatus": 1, "InvNo": receipt.number,
    }  # fmt: skip
    for name, value in values.items():
        _put(parent, name, value)
    products = etree.SubElement(parent, "Products")
    for code, label, quantity, amount in receipt.lines:
        product = etree.SubElement(products, "Product")
        for name, value in {
            "Code": code, "ProdName": label, "ProdUnit": "Lần", "ProdQuantity": quantity or 1, "Total": amount, "Amount": amount,
            "Extra2": int(receipt.levy),
        }.items():  # fmt: skip
            _put(product, name, value)


def _put(parent, name, value):
    etree.SubElement(parent, name).text = _clean(str(value or ("0" if value == 0 else "")))


def _clean(text):
    return " ".join(
        re.sub(
            "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", " ", unicodedata.normalize("NFC", text)
        ).split()
    )


def _call(operation, values):
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    asked = etree.SubElement(
        etree.SubElement(envelope, f"{{{SOAP}}}Body"), f"{{{SERVICE}}}{operation}", nsmap={None: SERVICE}
    )
    for name, value in values.items():
        etree.SubElement(asked, f"{{{SERVICE}}}{name}").text = value
    return operation, etree.tostring(envelope, encoding="UTF-8", xml_declaration=True)


# ---------------------------------------------------------------------- what was answered


@examined()
def read_issued(status: int, content: bytes, operation: str, receipt: Receipt) -> Said:
    """What becomes of a receipt by the answer to ``issue`` or ``adjust``.

    Only an answer that names this receipt, with its number, says that it was issued. ``ERR:13`` says that its key is there: it is
    looked up, and never issued again.
    """
    text = _result(status, content, operation)
    if text is None:
        return _unclear(f"HTTP {status}")
    found = _ISSUED.fullmatch(text)
    if found and found["key"] == receipt.key:
        same = (found["pattern"], found["serial"], int(found["number"])) == (
            receipt.pattern,
            receipt.serial,
            receipt.number,
        )
        if same:
            return Said(Fate.ACCEPTED, text[:80], code="OK")
        # the provider counts otherwise than the receipt that the payer has in hand
        return Said(Fate.REFUSED, text[:80], code="NUMBER")
    return _failed(text)


@examined()
def read_found(status: int, content: bytes, receipt: Receipt) -> Said:
    """What looking a receipt up comes to: accepted if it is there as it should be, refused with ``NOT_THERE`` if it is not there."""
    text = _result(status, content, "getInvViewFkey")
    if not text:
        return _unclear(f"HTTP {status}")
    if _CODE.match(text):
        if _CODE.match(text)[0] == NOT_THERE:
            return Said(Fate.REFUSED, text[:80], code=NOT_THERE)
        return _unclear(text[:80])
    page = etree.fromstring(f"<html>{text}</html>".encode(), etree.HTMLParser(encoding="utf-8", no_network=True))
    words = {word.strip(".,") for word in re.split(r"[\s:;|]+", " ".join(_SHOWN(page)))}
    total = f"{receipt.total:,}"
    money = {str(receipt.total), total, total.replace(",", ".")}
    numbers = {str(receipt.number), f"{receipt.number:07d}", f"{receipt.number:08d}"}
    if receipt.serial in words and words & numbers and words & money:
        return Said(Fate.ACCEPTED, EXISTS, code="FOUND")
    # something is there under the key, and it is not this receipt
    return Said(Fate.REFUSED, EXISTS, code="OTHER")


@examined()
def read_done(status: int, content: bytes, operation: str) -> Said:
    """What ``unpay`` or ``cancel`` comes to."""
    text = _result(status, content, operation)
    if text is None:
        return _unclear(f"HTTP {status}")
    if text.startswith("OK"):
        return Said(Fate.ACCEPTED, text[:80], code="OK")
    return _failed(text)


def _failed(text):
    code = _CODE.match(text)
    if not code:
        return _unclear("?")
    if code[0] == EXISTS:
        return Said(Fate.TRY_AGAIN, code[0], uncertain=True, code=code[0])
    if code[0] in _REFUSED:
        return Said(Fate.REFUSED, code[0], code=code[0])
    return _unclear(code[0])


def _unclear(answer):
    return Said(Fate.TRY_AGAIN, answer, uncertain=True, code=answer)


def _result(status, content, operation):
    """The text in a SOAP answer; None where there is none to be read."""
    if status != 200:
        return None
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.getroottree().docinfo.doctype:
        return None
    found = root.findall(f".//{{{SERVICE}}}{operation}Result")
    return (found[0].text or "").strip() if len(found) == 1 else None
