"""Charges and levies as the national catalogue words them: what is certainly owed, and what somebody else decides."""

from __future__ import annotations

import re
from typing import NamedTuple

from .text import normalise

_AMOUNT = re.compile(
    r"^\s*(?:(?:lệ\s+)?phí|phí,\s*lệ\s+phí)?\s*:?\s*(?P<amount>\d{1,3}(?:[.,]\d{3})+|\d+)\s*(?P<currency>VNĐ|VND|đồng|đ|USD)(?!\w)\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_CURRENCIES = {"usd": "USD"}
_SET_ELSEWHERE = re.compile(
    r"hoi dong nhan dan|hdnd|theo quy dinh|theo nghi quyet|theo muc thu|theo luat|thong tu|thuc hien theo|quyet dinh cua"
)
_NO_FEE = re.compile(
    r"|khong(?: quy dinh| thu| co| phai nop| mat)?(?: phi| le phi)*(?: le phi| phi)*|mien(?: phi| le phi)*|khong phi va le phi"
)


class FeeText(NamedTuple):
    """A charge or levy; ``amount`` in units of ``currency`` (None unless ``fixed``), ``words`` what the law adds to it.

    ``kind``: ``free`` where nothing is owed, and nothing beside it says otherwise; ``fixed`` where the amount stands there;
    ``elsewhere`` where the province's council or another law sets it, whatever figure stands before; ``unsaid`` where the
    catalogue has no word of it.
    """

    kind: str
    amount: int | None = None
    currency: str = "VND"
    words: str = ""


def read_fee(text: str | None) -> FeeText:
    """Read the fee of one row. A nought beside words that set the fee elsewhere is no fee of nought."""
    text = (text or "").strip()
    if not text:
        return FeeText("unsaid")
    match = _AMOUNT.match(text)
    if not match:
        words = re.sub(r"^\s*(?:(?:lệ\s+)?phí)\s*:\s*", "", text, flags=re.IGNORECASE)
        if _NO_FEE.fullmatch(normalise(words)):
            return FeeText("free", words=words)
        return FeeText("elsewhere", words=words)
    amount = int(re.sub(r"\D", "", match["amount"]))
    currency = _CURRENCIES.get(match["currency"].casefold(), "VND")
    words = _without_brackets(match["rest"])
    if amount:
        return FeeText("fixed", amount, currency, words)
    said = normalise(words)
    if _NO_FEE.fullmatch(said):
        return FeeText("free", words=words)
    if _SET_ELSEWHERE.search(said):
        return FeeText("elsewhere", words=words)
    return FeeText("free", words=words)


def fee_words(text: str | None) -> str:
    """The fee as people should read it: without the nought that stands before a fee which others decide."""
    fee = read_fee(text)
    return fee.words if fee.kind == "elsewhere" else (text or "").strip()


def _without_brackets(text: str) -> str:
    """What stands in one or two pairs of brackets around the whole rest ("((Mức …))")."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")") and _closes_last(text):
        text = text[1:-1].strip()
    return text


def _closes_last(text: str) -> bool:
    """Whether the first bracket is closed by the last one."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return place == len(text) - 1
    return False
