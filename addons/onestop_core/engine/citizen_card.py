"""The QR code of the citizen card.

Personal data: what was scanned is kept nowhere, no error repeats it, and the
``repr`` of a card masks its numbers, so that none of it ends up in a log.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from .identity import Kind, Sex, decode_identity_number, identity_kind, mask_identity
from .text import strip_accents
from .tidy import tidy

# A health insurance card: two letters and 13 digits, or ten digits since 2021; its
# second field is the holder's name, in hexadecimal.
_HEALTH_NUMBER = re.compile(r"[A-Z]{2}[0-9]{13}|[0-9]{10}")
_HEXADECIMAL = re.compile(r"(?:[0-9A-Fa-f]{2}){2,}")
_DATE = re.compile(r"[0-9]{8}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LETTER = re.compile(r"[^\W\d_]")
# the bytes that a scanner typed as letters of Windows-1252, whose gaps it fills with those of Latin-1
_BYTES = {chr(byte): byte for byte in range(256)} | {
    bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_SEXES = {"nam": Sex.MALE, "nu": Sex.FEMALE}


class Unreadable(str, Enum):
    """Why a scanned text is not a citizen card."""

    EMPTY = "empty"
    HEALTH_INSURANCE = "health_insurance"
    OLD_NUMBER = "old_number"
    GARBAGE = "garbage"


class CardError(ValueError):
    """A scanned text is not a citizen card; ``reason`` says why, without the text."""

    def __init__(self, reason: Unreadable):
        self.reason = reason
        super().__init__(f"Not a citizen card: {reason.value}")


@dataclass(frozen=True, repr=False)
class CitizenCard:
    """What a card's QR code says for certain; None where it does not."""

    number: str
    old_number: str | None = None
    name: str | None = None
    birth_date: date | None = None
    birth_year: int | None = None
    sex: Sex | None = None
    address: str | None = None
    issue_date: date | None = None

    def __repr__(self):
        return f"CitizenCard({mask_identity(self.number)})"


def parse_citizen_card(text: str) -> CitizenCard:
    """Read the QR code of a citizen card as a scanner typed it.

    Cards of 2021-2024 hold seven fields: number, old number (may be empty), name,
    birth date, sex, residence, date of issue; dates are DDMMYYYY.  Later cards are
    said to append relatives: fields are found by their form, and what follows the
    date of issue is ignored.  A word for the sex that the scanner damaged is made
    good by the number, which says it too.  A bare number (bar code, keyboard) gives
    a card with nothing else.

    Raises CardError.
    """
    fields = [tidy(field) for field in _mend_encoding(text).split("|")]
    number = fields[0].upper()
    if fields == [""]:
        raise CardError(Unreadable.EMPTY)
    if identity_kind(number) is Kind.OLD:
        raise CardError(Unreadable.OLD_NUMBER)
    if _HEALTH_NUMBER.fullmatch(number) and (len(fields) == 1 or _HEXADECIMAL.fullmatch(fields[1])):
        raise CardError(Unreadable.HEALTH_INSURANCE)
    facts = decode_identity_number(number)
    if facts is None:
        raise CardError(Unreadable.GARBAGE)
    if len(fields) == 1:
        return CitizenCard(number)

    sex_at = _sex_field(fields)
    name = fields[sex_at - 2] if sex_at else ""
    if len(fields) < 6 or not _LETTER.search(name):
        raise CardError(Unreadable.GARBAGE)
    birth, after = fields[sex_at - 1], [*fields[sex_at + 1 :], "", ""]
    birth_date = _parse_date(birth)
    return CitizenCard(
        number=number,
        old_number=fields[1] if sex_at > 3 and identity_kind(fields[1]) is Kind.OLD else None,
        name=name,
        birth_date=birth_date,
        birth_year=int(birth) if _YEAR.fullmatch(birth) else birth_date and birth_date.year,
        sex=_SEXES.get(_folded(fields[sex_at]), facts.sex),
        address=after[0] or None,
        issue_date=_parse_date(after[1]),
    )


def _sex_field(fields: list[str]) -> int | None:
    """Where the sex stands: a word for it, else whatever follows the birth date. Name and birth come before it."""
    # the fields before it may be number, name, birth: nobody called Nam is taken for the word
    places = range(3, len(fields))
    worded = (at for at in places if _folded(fields[at]) in _SEXES)
    dated = (at for at in places if _DATE.fullmatch(fields[at - 1]))
    return next(worded, None) or next(dated, None)


def _folded(text: str) -> str:
    return strip_accents(text).casefold()


def _parse_date(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return datetime.strptime(text, "%d%m%Y").date()
    except ValueError:
        return None


def _mend_encoding(text: str) -> str:
    """The text a scanner meant that typed UTF-8 byte by byte (Nguyá»…n for Nguyễn)."""
    if not all(char in _BYTES for char in text):
        return text
    try:
        return bytes(_BYTES[char] for char in text).decode("utf-8")
    except UnicodeError:
        return text
