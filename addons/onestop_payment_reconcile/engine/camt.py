"""Statements as messages: camt.053 (ISO 20022), of whatever version. What is pending is left out, since it is not booked yet."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

MARK = b"camt.053"
_NOT_TOLD = "NOTPROVIDED"


class NoMessageError(ValueError):
    """The bytes are no camt.053. ``args[0]``: ``file``, or ``accounts`` where it speaks of several."""


class Told(NamedTuple):
    """An entry, as texts: day and amount still to be read, the amount with its sign, and its currency."""

    day: str
    amount: str
    currency: str
    memo: str
    reference: str


def is_message(content: bytes) -> bool:
    """Whether a file says of itself that it is a camt.053."""
    return MARK in content[:2000]


def read(content: bytes) -> tuple[str, list[Told]]:
    """The account of a message, and what was booked on it, in its order.

    :raises NoMessageError: it is none, or speaks of several accounts
    """
    try:
        document = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise NoMessageError("file") from error
    for element in document.iter():
        # each version has a namespace of its own, the names stay
        element.tag = element.tag.rpartition("}")[2]
    accounts = {_account(one) for one in document.iter("Stmt")}
    if not accounts:
        raise NoMessageError("file")
    if len(accounts) > 1:
        raise NoMessageError("accounts")
    told = [one for entry in document.iter("Ntry") if _status(entry) in ("BOOK", "") for one in _entry(entry)]
    return accounts.pop(), told


def day_of(text: str) -> date | None:
    """The day of a date or a date-time, None if it is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _account(statement: Element) -> str:
    return _text(statement, "Acct/Id/IBAN") or _text(statement, "Acct/Id/Othr/Id")


def _status(entry: Element) -> str:
    return _text(entry, "Sts/Cd") or _text(entry, "Sts")


def _entry(entry: Element) -> list[Told]:
    """What an entry says: one amount, or the amounts of which it is made, if all of them are told."""
    amount = entry.find("Amt")
    whole = _Amount(*(("", "") if amount is None else ((amount.text or "").strip(), amount.get("Ccy", ""))))
    sign = "-" if _text(entry, "CdtDbtInd") == "DBIT" else ""
    day = _first(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    details = entry.findall("NtryDtls/TxDtls")
    parts = [_detail_amount(one) for one in details]
    own = _first(entry, "AcctSvcrRef", "NtryRef")
    if len(details) > 1 and all(part.currency == whole.currency for part in parts) and _adds_up(parts, whole):
        return [
            Told(day, sign + part.text, part.currency, _memo(one, entry), _reference(one) or own)
            for part, one in zip(parts, details, strict=True)
        ]
    memo = " ".join(dict.fromkeys(_memo(one, entry) for one in details)) if details else _memo(entry, entry)
    reference = (_reference(details[0]) if len(details) == 1 else "") or own
    return [Told(day, sign + whole.text, whole.currency, memo, reference)]


class _Amount(NamedTuple):
    text: str
    currency: str


def _detail_amount(detail: Element) -> _Amount:
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        found = detail.find(path)
        if found is not None:
            return _Amount((found.text or "").strip(), found.get("Ccy", ""))
    return _Amount("", "")


def _adds_up(parts: list[_Amount], whole: _Amount) -> bool:
    """Whether the parts are all of it, compared as whole numbers; what is no such number is told as one."""
    try:
        return sum(_whole(part.text) for part in parts) == _whole(whole.text)
    except ValueError:
        return False


def _whole(text: str) -> int:
    number, _point, rest = text.partition(".")
    if rest.strip("0"):
        raise ValueError(text)
    return int(number)


def _memo(detail: Element, entry: Element) -> str:
    said = [one.text or "" for one in detail.findall("RmtInf/Ustrd")]
    said += [one.text or "" for one in detail.findall("RmtInf/Strd/CdtrRefInf/Ref")]
    return " ".join(" ".join(said).split()) or _first(detail, "AddtlTxInf") or _first(entry, "AddtlNtryInf")


def _reference(detail: Element) -> str:
    return _first(detail, "Refs/AcctSvcrRef", "Refs/TxId", "Refs/InstrId", "Refs/EndToEndId")


def _first(element: Element, *paths: str) -> str:
    texts = (_text(element, path) for path in paths)
    return next((text for text in texts if text and text != _NOT_TOLD), "")


def _text(element: Element, path: str) -> str:
    return " ".join((element.findtext(path) or "").split())
