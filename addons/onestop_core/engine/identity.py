"""Identity numbers, passports, tax codes, and what they say of whoever bears them.

Personal data: ``mask_identity`` is for lists and logs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.vn import mst

from .tidy import tidy

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
_PASSPORT = re.compile(r"[A-Z]{1,2}[0-9]{6,8}")
_TAX_CODE = re.compile(r"([0-9]{10})([0-9]{3})?")

_PARTS = re.compile(r"[;,:/|()]")
_BETWEEN = re.compile(r" [-–—] ")
_SIGNS = re.compile(r"[ .\-‐‑‒–—−_]")


class Sex(str, Enum):
    """As twelve digits tell it: the fourth one is even for men, odd for women, whatever the century."""

    MALE = "male"
    FEMALE = "female"


class Kind(str, Enum):
    """What sort of number stands where an identity is asked for."""

    IDENTITY = "identity"
    OLD = "old"  # nine digits of a CMND
    PASSPORT = "passport"
    TAX = "tax"


class Doubt(str, Enum):
    """What is doubtful about a number; the clerk decides."""

    NOT_TWELVE_DIGITS = "not_twelve_digits"
    OLD_NUMBER = "old_number"  # nine digits of a CMND, no longer issued
    UNKNOWN_PROVINCE = "unknown_province"  # may be a birth registered abroad
    BIRTH_YEAR_DIFFERS = "birth_year_differs"
    BIRTH_IN_FUTURE = "birth_in_future"
    SEX_DIFFERS = "sex_differs"
    TAX_FORMAT = "tax_format"
    TAX_CHECK_DIGIT = "tax_check_digit"


@dataclass(frozen=True)
class IdentityFacts:
    """What an identity number says; ``province`` None when the code is not one of
    a Vietnamese province."""

    province_code: str
    province: str | None
    sex: Sex
    birth_year: int


def identity_kind(number: str) -> Kind | None:
    """The sort of a number as ``clean_identity`` writes it, None for any other text."""
    if _IDENTITY_NUMBER.fullmatch(number):
        return Kind.IDENTITY
    if _OLD_NUMBER.fullmatch(number):
        return Kind.OLD
    if _PASSPORT.fullmatch(number):
        return Kind.PASSPORT
    return Kind.TAX if _TAX_CODE.fullmatch(number.replace("-", "")) else None


def identity_numbers(text: str) -> list[str]:
    """The numbers that can be read in ``text``, each once and written in one way: twelve or nine digits, a passport
    ``C1234567``, a tax code ``0700123459`` or of a branch ``0700123459-001``.
    """
    found = []
    for part in _PARTS.split(tidy(text).upper()):
        whole = _canonical(part)
        # the dash of a tax code is none between two numbers
        for piece in [part] if whole else _BETWEEN.split(part):
            number = _canonical(piece)
            found += [number] if number else filter(None, map(_canonical, piece.split()))
    return list(dict.fromkeys(found))


def clean_identity(text: str) -> str:
    """The one number of ``text``; of several, the one of twelve digits goes first. What holds none stays as it was
    typed, in capitals.
    """
    numbers = identity_numbers(text)
    numbers.sort(key=lambda number: not _IDENTITY_NUMBER.fullmatch(number))
    return numbers[0] if numbers else tidy(text).upper()


def old_number_in(text: str) -> str:
    """The nine digits that were typed beside a number of twelve, else an empty text."""
    numbers = identity_numbers(text)
    if not any(map(_IDENTITY_NUMBER.fullmatch, numbers)):
        return ""
    return next(filter(_OLD_NUMBER.fullmatch, numbers), "")


def _canonical(text: str) -> str | None:
    number = _SIGNS.sub("", text)
    if identity_kind(number) is not Kind.TAX:
        return number if identity_kind(number) else None
    code, branch = _TAX_CODE.fullmatch(number).groups()
    return f"{code}-{branch}" if branch else code


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


def check_identity_number(
    number: str,
    birth_date: date | None = None,
    sex: str | None = None,
    *,
    birth_year: int | None = None,
    today: date | None = None,
) -> list[Doubt]:
    """What is doubtful about an identity number, nothing when all agrees.

    ``sex`` is ``"male"`` or ``"female"``; ``birth_year`` where the day is not known; what is not given is not
    compared.  With ``today``, a birth after it is doubted.
    """
    number = clean_identity(number)
    year = birth_date.year if birth_date else birth_year
    facts = decode_identity_number(number)
    doubts = []
    if identity_kind(number) is Kind.OLD:
        doubts.append(Doubt.OLD_NUMBER)
    elif facts is None and identity_kind(number) is not Kind.PASSPORT:
        doubts.append(Doubt.NOT_TWELVE_DIGITS)
    if facts and facts.province is None:
        doubts.append(Doubt.UNKNOWN_PROVINCE)
    if facts and year and year != facts.birth_year:
        doubts.append(Doubt.BIRTH_YEAR_DIFFERS)
    if today and (birth_in_future(today, birth_date, year) or (facts and facts.birth_year > today.year)):
        doubts.append(Doubt.BIRTH_IN_FUTURE)
    if facts and sex and Sex(sex) is not facts.sex:
        doubts.append(Doubt.SEX_DIFFERS)
    return doubts


def birth_in_future(today: date, birth_date: date | None = None, birth_year: int | None = None) -> bool:
    """Whether somebody is said to be born after ``today``."""
    return birth_date > today if birth_date else bool(birth_year and birth_year > today.year)


def check_tax_number(number: str) -> list[Doubt]:
    """What is doubtful about a tax number (MST): ten digits, thirteen for a branch,
    or the twelve of a person's identity number."""
    number = clean_identity(number)
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
