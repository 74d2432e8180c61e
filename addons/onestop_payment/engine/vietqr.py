"""VietQR: the code from which a bank's app fills in a transfer, written and read without any service.

EMVCo merchant-presented codes as NAPAS uses them (Technical Specifications on NAPAS QR Switching, part IV, 1.5.2): fields of
a two-digit tag, a two-digit length in characters and a value. A code is only a hint: the payer can change amount and memo,
the line of the bank is the fact.

The reader is strict. Examples that are published and copied everywhere hold wrong lengths or checksums, and an app may pay such a
code to another account; what is printed here is read back before it is shown.
"""

from __future__ import annotations

import re
from typing import NamedTuple

NAPAS = "A000000727"
TO_ACCOUNT, TO_CARD = "QRIBFTTA", "QRIBFTTC"
DONG = "704"  # ISO 4217
_STATIC, _DYNAMIC = "11", "12"
# tag 54 has thirteen characters, a đồng has no fraction
AMOUNT_LIMIT = 10**13 - 1
_BIN = re.compile(r"\d{6}")
_ACCOUNT = re.compile(r"[A-Z0-9]{1,19}")
_AMOUNT = re.compile(r"[1-9]\d{0,12}")
_MEMO = re.compile(r"[A-Za-z0-9 ]{1,99}")
_CHECKSUM = re.compile(r"[0-9A-F]{4}")
_LONGEST = 512


class VietQR(NamedTuple):
    """What a code says. ``amount`` is in đồng, None where the payer fills it in; ``memo`` is the purpose (62-08)."""

    bin: str
    account: str
    amount: int | None
    memo: str
    bill: str = ""
    service: str = TO_ACCOUNT
    merchant: str = ""
    city: str = ""


def write(bank_bin: str, account: str, amount: int, memo: str) -> str:
    """The code of a transfer of ``amount`` đồng to an account.

    :param bank_bin: six digits of the bank at NAPAS
    :param memo: letters without accents, digits and blanks, see ``payment_code.memo``
    :raises ValueError: something that the format or the banks do not carry, in words
    """
    if not _BIN.fullmatch(bank_bin):
        raise ValueError(f"The number of a bank at NAPAS has six digits, not {bank_bin!r}.")
    if not _ACCOUNT.fullmatch(account):
        raise ValueError("An account has up to 19 capital letters and digits.")
    if isinstance(amount, bool) or not isinstance(amount, int) or not 0 < amount <= AMOUNT_LIMIT:
        raise ValueError(f"{amount!r} is no amount in whole đồng.")
    if not _MEMO.fullmatch(memo) or memo != memo.strip():
        raise ValueError("A memo has letters without accents, digits and blanks.")
    payee = _field("00", bank_bin) + _field("01", account)
    text = "".join(
        (
            _field("00", "01"),
            _field("01", _DYNAMIC),
            _field("38", _field("00", NAPAS) + _field("01", payee) + _field("02", TO_ACCOUNT)),
            _field("53", DONG),
            _field("54", str(amount)),
            _field("58", "VN"),
            _field("62", _field("08", memo)),
            "6304",
        )
    )
    return text + _checksum(text)


def read(text: str) -> VietQR:
    """What a code says.

    :raises ValueError: it breaks the format anywhere, in words
    """
    if len(text) > _LONGEST:
        raise ValueError("The code is longer than any VietQR.")
    if not _CHECKSUM.fullmatch(text[-4:]) or text[-8:-4] != "6304":
        raise ValueError("The code does not end with a checksum.")
    if _checksum(text[:-4]) != text[-4:]:
        raise ValueError("The checksum is wrong.")
    fields = _fields(text)
    if next(iter(fields)) != "00" or fields["00"] != "01":
        raise ValueError("The code does not begin with format 01.")
    _demand(fields, "01", _STATIC, _DYNAMIC)
    _demand(fields, "53", DONG)
    _demand(fields, "58", "VN")
    payee = _fields(_value(fields, "38"))
    _demand(payee, "00", NAPAS)
    _demand(payee, "02", TO_ACCOUNT, TO_CARD)
    account = _fields(_value(payee, "01"))
    if set(account) != {"00", "01"} or not _BIN.fullmatch(account["00"]) or not _ACCOUNT.fullmatch(account["01"]):
        raise ValueError("Field 38-01 holds something else than a bank of six digits and an account.")
    amount = fields.get("54")
    if amount is None and fields["01"] == _DYNAMIC:
        raise ValueError("The code of one transfer names no amount.")
    if amount is not None and not _AMOUNT.fullmatch(amount):
        raise ValueError(f"{amount!r} is no amount in whole đồng.")
    more = _fields(fields["62"]) if "62" in fields else {}
    return VietQR(
        bin=account["00"],
        account=account["01"],
        amount=amount and int(amount),
        memo=more.get("08", ""),
        bill=more.get("01", ""),
        service=payee["02"],
        merchant=fields.get("59", ""),
        city=fields.get("60", ""),
    )


def _field(tag: str, value: str) -> str:
    if not 0 < len(value) < 100:
        raise ValueError(f"Field {tag} holds {len(value)} characters, 1 to 99 are possible.")
    return f"{tag}{len(value):02d}{value}"


def _fields(text: str) -> dict[str, str]:
    """Tags and values; raises ValueError unless the text is made of whole fields, each once."""
    found = {}
    at = 0
    while at < len(text):
        head = text[at : at + 4]
        if len(head) < 4 or not (head.isascii() and head.isdigit()):
            raise ValueError(f"At character {at + 1} no field begins.")
        tag, length = head[:2], int(head[2:])
        value = text[at + 4 : at + 4 + length]
        if not length or len(value) < length:
            raise ValueError(f"Field {tag} is shorter than it says.")
        if tag in found:
            raise ValueError(f"Field {tag} stands in the code twice.")
        found[tag] = value
        at += 4 + length
    return found


def _value(fields: dict[str, str], tag: str) -> str:
    if tag not in fields:
        raise ValueError(f"Field {tag} is missing.")
    return fields[tag]


def _demand(fields: dict[str, str], tag: str, *values: str) -> None:
    if _value(fields, tag) not in values:
        raise ValueError(f"Field {tag} holds {fields[tag]!r} instead of {' or '.join(values)}.")


def _checksum(text: str) -> str:
    """CRC-16/CCITT-FALSE of the text up to and with ``6304``, four capital digits."""
    crc = 0xFFFF
    for byte in text.encode():
        crc ^= byte << 8
        for _bit in range(8):
            crc = (crc << 1) ^ (0x1021 if crc & 0x8000 else 0)
        crc &= 0xFFFF
    return f"{crc:04X}"
