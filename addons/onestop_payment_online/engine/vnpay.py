"""VNPAY 2.1.0: what is signed and how, what its answers mean. Plain data in, plain data out; nothing is sent from here.

Signatures are HMAC-SHA512 with the secret of the terminal. Encoders disagree about some signs (``~``, ``*``, brackets), so that
what we send holds letters, digits and blanks only; of what comes the decoded values are signed again, all of them that begin with
``vnp_``, those unknown today too.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import datetime
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple
from urllib.parse import quote_plus, urlencode
from zoneinfo import ZoneInfo

from odoo.addons.onestop_core.engine.text import strip_accents

VERSION = "2.1.0"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_HASH = "vnp_SecureHash"
_UNSIGNED = {_HASH, "vnp_SecureHashType"}
_STAMP = "%Y%m%d%H%M%S"
# twelve digits of hundredths
AMOUNT_LIMIT = 10**10 - 1
INFO_LENGTH = 255
_REFERENCE = re.compile(r"[A-Za-z0-9]{1,100}")
_ORDER_TYPE = "billpayment"
_QUERY_ANSWER = (
    "vnp_ResponseId",
    "vnp_Command",
    "vnp_ResponseCode",
    "vnp_Message",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_BankCode",
    "vnp_PayDate",
    "vnp_TransactionNo",
    "vnp_TransactionType",
    "vnp_TransactionStatus",
    "vnp_OrderInfo",
    "vnp_PromotionCode",
    "vnp_PromotionAmount",
)
_REFUND_ANSWER = _QUERY_ANSWER[:-2]

# what a payment is for us once the gateway has spoken
DONE, HELD, PENDING, FAILED, UNKNOWN = "done", "held", "pending", "failed", "unknown"
# what becomes of money that goes back, by the status of its payment: the gateway is at it, it has gone, it was refused
_BACK = {"05": PENDING, "06": DONE, "09": FAILED}
# statuses of a transaction: paid; not finished; failed; reversed at the bank; refund under way, sent, refused; suspected
_STATUS = {
    "00": DONE,
    "01": PENDING,
    "02": FAILED,
    "04": HELD,
    "05": DONE,
    "06": DONE,
    "07": HELD,
    "09": DONE,
}
# the payer's money did not move
_FAILED = {"09", "10", "11", "12", "13", "24", "51", "65", "75", "79", "99"}


class BadSignature(ValueError):
    """What came was not signed by the gateway, or was changed on its way. Nothing may follow from it."""


class NothingSaidError(ValueError):
    """The gateway does not want to say it now: asked too often, maintenance, or it cannot be understood. Ask again later."""


class Terminal(NamedTuple):
    """A contract with the gateway."""

    code: str
    secret: str


class Answer(NamedTuple):
    """What the gateway says of a payment. ``amount`` is in whole đồng; ``state`` is one of those above, ``back`` what became of
    money that was to go back, empty if the gateway says nothing of that.
    """

    reference: str
    amount: int
    state: str
    number: str
    bank: str
    response: str
    status: str
    paid_at: datetime | None
    back: str = ""


def sign(values: Mapping[str, str], secret: str) -> str:
    """Signature of a request or an answer that consists of parameters: sorted by name, the empty ones left out."""
    signed = sorted(
        (name, value) for name, value in values.items() if value not in ("", None) and name not in _UNSIGNED
    )
    return _hmac("&".join(f"{quote_plus(name)}={quote_plus(str(value))}" for name, value in signed), secret)


def sign_fields(values: Mapping[str, object], names, secret: str) -> str:
    """Signature of a message of which the named fields count, in their order; what is missing counts as empty."""
    return _hmac("|".join(_text(values.get(name)) for name in names), secret)


def stamp(moment: datetime) -> str:
    """A moment as the gateway writes it: Vietnamese time.

    :param moment: aware; a naive one raises ValueError, for nobody knows when it was
    """
    if moment.tzinfo is None:
        raise ValueError("A moment without a zone.")
    return moment.astimezone(ZONE).strftime(_STAMP)


def info(text: str) -> str:
    """A text as ``vnp_OrderInfo`` may hold it: letters without accents, digits, blanks."""
    return " ".join(re.sub(r"[^A-Za-z0-9]+", " ", strip_accents(text)).split())[:INFO_LENGTH].strip()


def address(text: str) -> str:
    """The address of a client as the gateway takes it: at least seven characters, an IPv4 address not wrapped in IPv6.

    :raises ValueError: it is no address
    """
    found = ip_address(text)
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    shown = found.exploded if isinstance(found, IPv6Address) else str(found)
    return shown if len(shown) >= 7 else shown.zfill(7)


def payment(
    terminal: Terminal,
    *,
    reference: str,
    amount: int,
    words: str,
    made_at: datetime,
    expires_at: datetime,
    client: str,
    return_url: str,
    locale: str = "vn",
    bank: str = "",
) -> dict[str, str]:
    """The signed parameters with which a payer's browser is sent to the gateway.

    :param reference: letters and digits, unique for ever
    :param amount: whole đồng
    :raises ValueError: something that the gateway would refuse
    """
    _check(reference, amount)
    if expires_at <= made_at:
        raise ValueError("The payment expires before it begins.")
    values = {
        "vnp_Version": VERSION,
        "vnp_Command": "pay",
        "vnp_TmnCode": terminal.code,
        "vnp_Amount": str(amount * 100),
        "vnp_BankCode": bank,
        "vnp_CreateDate": stamp(made_at),
        "vnp_ExpireDate": stamp(expires_at),
        "vnp_CurrCode": "VND",
        "vnp_IpAddr": address(client),
        "vnp_Locale": locale,
        "vnp_OrderInfo": info(words),
        "vnp_OrderType": _ORDER_TYPE,
        "vnp_ReturnUrl": return_url,
        "vnp_TxnRef": reference,
    }
    values = {name: value for name, value in values.items() if value}
    return values | {_HASH: sign(values, terminal.secret)}


def address_with(page: str, values: Mapping[str, str]) -> str:
    """The address of the gateway's page with the signed parameters."""
    return f"{page}?{urlencode(values)}"


def body(message: Mapping[str, str]) -> bytes:
    """A message as it is sent to the gateway."""
    return json.dumps(message).encode()


def read_body(text: str) -> dict[str, object]:
    """What a gateway answered, at most what ``http_call`` reads of it; nothing if it is no message."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def read_notice(values: Mapping[str, str], secret: str) -> Answer:
    """What a notice (IPN), or the browser that comes back, says of a payment.

    :param values: the decoded parameters of the request
    :raises BadSignature: it is not the gateway's
    :raises ValueError: it is, but says nothing that could be understood
    """
    values = {name: value for name, value in values.items() if name.startswith("vnp_")}
    _demand_signature(sign(values, secret), values)
    return _answer(values)


def query(
    terminal: Terminal, *, request: str, reference: str, made_at: datetime, asked_at: datetime, client: str
) -> dict:
    """The signed message that asks what became of a payment.

    :param request: unique among the requests of a day, up to 32 letters and digits
    :param made_at: of the payment, as it was sent then
    """
    values = {
        "vnp_RequestId": request,
        "vnp_Version": VERSION,
        "vnp_Command": "querydr",
        "vnp_TmnCode": terminal.code,
        "vnp_TxnRef": reference,
        "vnp_TransactionDate": stamp(made_at),
        "vnp_CreateDate": stamp(asked_at),
        "vnp_IpAddr": address(client),
        "vnp_OrderInfo": info(f"Truy van {reference}"),
    }
    return values | {_HASH: sign_fields(values, tuple(values), terminal.secret)}


def read_query_answer(values: Mapping[str, object], secret: str) -> Answer | None:
    """What the gateway answers to ``query``; None if it knows no such payment: nobody has paid so far.

    :raises NothingSaidError: nothing is known by it
    :raises BadSignature: it is not the gateway's
    """
    code = _text(values.get("vnp_ResponseCode"))
    if code == "91":
        return None
    if code != "00":
        raise NothingSaidError(code)
    _demand_signature(sign_fields(values, _QUERY_ANSWER, secret), values)
    return _answer({name: _text(value) for name, value in values.items()})


def refund(
    terminal: Terminal,
    *,
    request: str,
    reference: str,
    amount: int,
    whole: bool,
    number: str,
    made_at: datetime,
    asked_at: datetime,
    client: str,
    by: str,
) -> dict:
    """The signed message that asks for money to be given back.

    :param whole: all that was paid is given back, not a part
    :param number: the gateway's number of the payment, may be empty
    :param by: who approved it
    """
    _check(reference, amount)
    values = {
        "vnp_RequestId": request,
        "vnp_Version": VERSION,
        "vnp_Command": "refund",
        "vnp_TmnCode": terminal.code,
        "vnp_TransactionType": "02" if whole else "03",
        "vnp_TxnRef": reference,
        "vnp_Amount": str(amount * 100),
        "vnp_TransactionNo": number,
        "vnp_TransactionDate": stamp(made_at),
        "vnp_CreateBy": info(by),
        "vnp_CreateDate": stamp(asked_at),
        "vnp_IpAddr": address(client),
        "vnp_OrderInfo": info(f"Hoan tra {reference}"),
    }
    return values | {_HASH: sign_fields(values, tuple(values), terminal.secret)}


def read_refund_answer(values: Mapping[str, object], secret: str) -> str:
    """What the gateway answers to ``refund``: ``done`` if the money has gone to the bank, ``pending`` if it took it on or is at
    it already, ``failed`` if it refuses, ``unknown`` if it says nothing clear: the same message may be sent again.

    :raises BadSignature: it says that it took it on, and it is not the gateway's
    """
    code = _text(values.get("vnp_ResponseCode"))
    if code == "00":
        _demand_signature(sign_fields(values, _REFUND_ANSWER, secret), values)
        return _BACK.get(_text(values.get("vnp_TransactionStatus")), PENDING)
    if code == "94":
        return PENDING
    return FAILED if code in ("02", "03", "91", "95", "97") else UNKNOWN


def verdict(response: str, status: str) -> str:
    """What the two codes of an answer make of a payment. Done is only what both call so; what was debited and is doubted is
    held: neither paid nor failed. What nobody has told us about is unknown, and asked for.
    """
    by_status = _STATUS.get(status, UNKNOWN)
    if response == "07":
        return HELD
    if response == "00":
        # the gateway has the money, or contradicts itself
        return by_status if by_status in (DONE, HELD, PENDING) else HELD
    if response in _FAILED:
        return FAILED if by_status in (FAILED, PENDING, UNKNOWN) else HELD
    return by_status if by_status == HELD else UNKNOWN


def _answer(values: Mapping[str, str]) -> Answer:
    hundredths = values.get("vnp_Amount", "")
    if not re.fullmatch(r"\d{1,14}", hundredths) or int(hundredths) % 100:
        raise ValueError("The amount is none in whole đồng.")
    response, status = values.get("vnp_ResponseCode", ""), values.get("vnp_TransactionStatus", "")
    return Answer(
        reference=values.get("vnp_TxnRef", ""),
        amount=int(hundredths) // 100,
        state=verdict(response, status),
        number=values.get("vnp_TransactionNo", ""),
        bank=values.get("vnp_BankCode", ""),
        response=response,
        status=status,
        paid_at=_moment(values.get("vnp_PayDate", "")),
        back=_BACK.get(status, ""),
    )


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _STAMP).replace(tzinfo=ZONE)
    except ValueError:
        return None


def _check(reference: str, amount: int) -> None:
    if not _REFERENCE.fullmatch(reference):
        raise ValueError("A reference has up to 100 letters and digits.")
    if isinstance(amount, bool) or not isinstance(amount, int) or not 0 < amount <= AMOUNT_LIMIT:
        raise ValueError(f"{amount!r} is no amount in whole đồng.")


def _demand_signature(wanted: str, values: Mapping[str, object]) -> None:
    given = _text(values.get(_HASH)).lower()
    if not hmac.compare_digest(wanted.encode(), given.encode()):
        raise BadSignature("The signature is wrong.")


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _hmac(text: str, secret: str) -> str:
    if not secret:
        # what is signed with nothing, anybody can sign
        raise BadSignature("There is no secret.")
    return hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()
