"""Identity numbers and the QR code of the citizen card.

Personal data: what was scanned is kept nowhere, no error repeats it, and the
``repr`` of a card masks its numbers, so that none of it ends up in a log.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.vn import mst

# First three digits of an identity number: where the birth was registered (NĐ
# 137/2015/NĐ-CP).  Cards keep them whatever provinces are merged later.
PROVINCES = {
    "001": "Hà Nội",
    "002": "Hà Giang",
    "004": "Cao Bằng",
    "006": "Bắc Kạn",
    "008": "Tuyên Quang",
    "010": "Lào Cai",
    "011": "Điện Biên",
    "012": "Lai Châu",
    "014": "Sơn La",
    "015": "Yên Bái",
    "017": "Hòa Bình",
    "019": "Thái Nguyên",
    "020": "Lạng Sơn",
    "022": "Quảng Ninh",
    "024": "Bắc Giang",
    "025": "Phú Thọ",
    "026": "Vĩnh Phúc",
    "027": "Bắc Ninh",
    "030": "Hải Dương",
    "031": "Hải Phòng",
    "033": "Hưng Yên",
    "034": "Thái Bình",
    "035": "Hà Nam",
    "036": "Nam Định",
    "037": "Ninh Bình",
    "038": "Thanh Hóa",
    "040": "Nghệ An",
    "042": "Hà Tĩnh",
    "044": "Quảng Bình",
    "045": "Quảng Trị",
    "046": "Thừa Thiên Huế",
    "048": "Đà Nẵng",
    "049": "Quảng Nam",
    "051": "Quảng Ngãi",
    "052": "Bình Định",
    "054": "Phú Yên",
    "056": "Khánh Hòa",
    "058": "Ninh Thuận",
    "060": "Bình Thuận",
    "062": "Kon Tum",
    "064": "Gia Lai",
    "066": "Đắk Lắk",
    "067": "Đắk Nông",
    "068": "Lâm Đồng",
    "070": "Bình Phước",
    "072": "Tây Ninh",
    "074": "Bình Dương",
    "075": "Đồng Nai",
    "077": "Bà Rịa - Vũng Tàu",
    "079": "Thành phố Hồ Chí Minh",
    "080": "Long An",
    "082": "Tiền Giang",
    "083": "Bến Tre",
    "084": "Trà Vinh",
    "086": "Vĩnh Long",
    "087": "Đồng Tháp",
    "089": "An Giang",
    "091": "Kiên Giang",
    "092": "Cần Thơ",
    "093": "Hậu Giang",
    "094": "Sóc Trăng",
    "095": "Bạc Liêu",
    "096": "Cà Mau",
}

_IDENTITY_NUMBER = re.compile(r"[0-9]{12}")
_OLD_NUMBER = re.compile(r"[0-9]{9}")
# A health insurance card: two letters and 13 digits, or ten digits since 2021; its
# second field is the holder's name, in hexadecimal.
_HEALTH_NUMBER = re.compile(r"[A-Z]{2}[0-9]{13}|[0-9]{10}")
_HEXADECIMAL = re.compile(r"(?:[0-9A-Fa-f]{2}){2,}")
_DATE = re.compile(r"[0-9]{8}")


class Sex(str, Enum):
    MALE = "male"
    FEMALE = "female"


_SEXES = {"nam": Sex.MALE, "nữ": Sex.FEMALE}


class Doubt(str, Enum):
    """What is doubtful about a number; the clerk decides."""

    NOT_TWELVE_DIGITS = "not_twelve_digits"
    OLD_NUMBER = "old_number"  # nine digits of a CMND, no longer issued
    UNKNOWN_PROVINCE = "unknown_province"  # may be a birth registered abroad
    BIRTH_YEAR_DIFFERS = "birth_year_differs"
    SEX_DIFFERS = "sex_differs"
    TAX_FORMAT = "tax_format"
    TAX_CHECK_DIGIT = "tax_check_digit"


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
    sex: Sex | None = None
    address: str | None = None
    issue_date: date | None = None

    def __repr__(self):
        return f"CitizenCard({mask_identity(self.number)})"


@dataclass(frozen=True)
class IdentityFacts:
    """What an identity number says; ``province`` None when the code is not one of
    a Vietnamese province."""

    province_code: str
    province: str | None
    sex: Sex
    birth_year: int


def parse_citizen_card(text: str) -> CitizenCard:
    """Read the QR code of a citizen card as a scanner typed it.

    Cards of 2021-2024 hold seven fields: number, old number (may be empty), name,
    birth date, sex, residence, date of issue; dates are DDMMYYYY.  Later cards are
    said to append relatives: fields are found by their form, and what follows the
    date of issue is ignored.  A bare number (bar code, keyboard) gives a card with
    nothing else.

    Raises CardError.
    """
    fields = [
        " ".join(unicodedata.normalize("NFC", field).split()) for field in _mend_encoding(text).strip().split("|")
    ]
    number, rest = fields[0].upper(), fields[1:]
    if fields == [""]:
        raise CardError(Unreadable.EMPTY)
    if _OLD_NUMBER.fullmatch(number):
        raise CardError(Unreadable.OLD_NUMBER)
    if _HEALTH_NUMBER.fullmatch(number) and (not rest or _HEXADECIMAL.fullmatch(rest[0])):
        raise CardError(Unreadable.HEALTH_INSURANCE)
    if not _IDENTITY_NUMBER.fullmatch(number):
        raise CardError(Unreadable.GARBAGE)
    if not rest:
        return CitizenCard(number)
    if len(fields) < 6:
        raise CardError(Unreadable.GARBAGE)

    old_number = None
    if not rest[0] or _OLD_NUMBER.fullmatch(rest[0]):
        old_number = rest.pop(0) or None
    name = rest.pop(0)
    sex_at = next((at for at, field in enumerate(rest) if field.casefold() in _SEXES), None)
    if sex_at is None or not name:
        raise CardError(Unreadable.GARBAGE)
    address = rest[sex_at + 1] if len(rest) > sex_at + 1 else ""
    issue = rest[sex_at + 2] if len(rest) > sex_at + 2 else ""
    return CitizenCard(
        number=number,
        old_number=old_number,
        name=name,
        birth_date=next((day for day in map(_parse_date, rest[:sex_at]) if day), None),
        sex=_SEXES[rest[sex_at].casefold()],
        address=address or None,
        issue_date=_parse_date(issue),
    )


def decode_identity_number(number: str) -> IdentityFacts | None:
    """Province, sex and birth year that a 12-digit number says, None for any other.

    The fourth digit is even for men and odd for women and counts centuries from
    1900 (0 and 1), 2000 (2 and 3), and so on (TT 07/2016/TT-BCA).
    """
    if not _IDENTITY_NUMBER.fullmatch(number):
        return None
    century, female = divmod(int(number[3]), 2)
    return IdentityFacts(
        province_code=number[:3],
        province=PROVINCES.get(number[:3]),
        sex=Sex.FEMALE if female else Sex.MALE,
        birth_year=1900 + 100 * century + int(number[4:6]),
    )


def check_identity_number(number: str, birth_date: date | None = None, sex: str | None = None) -> list[Doubt]:
    """What is doubtful about an identity number, nothing when all agrees.

    ``sex`` is ``"male"`` or ``"female"``; what is not given is not compared.
    """
    number = number.strip()
    if _OLD_NUMBER.fullmatch(number):
        return [Doubt.OLD_NUMBER]
    facts = decode_identity_number(number)
    if facts is None:
        return [Doubt.NOT_TWELVE_DIGITS]
    doubts = []
    if facts.province is None:
        doubts.append(Doubt.UNKNOWN_PROVINCE)
    if birth_date and birth_date.year != facts.birth_year:
        doubts.append(Doubt.BIRTH_YEAR_DIFFERS)
    if sex and Sex(sex) is not facts.sex:
        doubts.append(Doubt.SEX_DIFFERS)
    return doubts


def check_tax_number(number: str) -> list[Doubt]:
    """What is doubtful about a tax number (MST): ten digits, thirteen for a branch,
    or the twelve of a person's identity number."""
    number = number.strip()
    if _IDENTITY_NUMBER.fullmatch(number):
        return check_identity_number(number)
    try:
        mst.validate(number)
    except InvalidChecksum:
        return [Doubt.TAX_CHECK_DIGIT]
    except ValidationError:
        return [Doubt.TAX_FORMAT]
    return []


def mask_identity(number: str) -> str:
    """The number with all but its last three digits hidden, for lists and logs."""
    shown = number[-3:] if len(number) > 6 else ""
    return "*" * (len(number) - len(shown)) + shown


def _parse_date(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return datetime.strptime(text, "%d%m%Y").date()
    except ValueError:
        return None


def _mend_encoding(text: str) -> str:
    """The text a scanner meant that typed UTF-8 byte by byte (Nguyá»\x85n for Nguyễn)."""
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text
