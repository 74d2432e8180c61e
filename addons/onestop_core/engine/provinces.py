"""Provinces that ended by law, and into which one each went: nobody prints their names as if they still stood.

Resolution 202/2025/QH15, article 1: 34 provinces and cities from 01/07/2025; those that are called as before are not listed.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from datetime import date
from typing import NamedTuple


class Ended(NamedTuple):
    """A province that ended: its name, the one it went into, and the first day of that one."""

    name: str
    into: str
    since: date


_MERGED_2025 = {
    "Tuyên Quang": ("Hà Giang",),
    "Lào Cai": ("Yên Bái",),
    "Thái Nguyên": ("Bắc Kạn",),
    "Phú Thọ": ("Vĩnh Phúc", "Hòa Bình"),
    "Bắc Ninh": ("Bắc Giang",),
    "Hưng Yên": ("Thái Bình",),
    "thành phố Hải Phòng": ("Hải Dương",),
    "Ninh Bình": ("Hà Nam", "Nam Định"),
    "Quảng Trị": ("Quảng Bình",),
    "thành phố Đà Nẵng": ("Quảng Nam",),
    "Quảng Ngãi": ("Kon Tum",),
    "Gia Lai": ("Bình Định",),
    "Khánh Hòa": ("Ninh Thuận",),
    "Lâm Đồng": ("Đắk Nông", "Bình Thuận"),
    "Đắk Lắk": ("Phú Yên",),
    "Thành phố Hồ Chí Minh": ("Bình Dương", "Bà Rịa - Vũng Tàu"),
    "Đồng Nai": ("Bình Phước",),
    "Tây Ninh": ("Long An",),
    "thành phố Cần Thơ": ("Sóc Trăng", "Hậu Giang"),
    "Vĩnh Long": ("Bến Tre", "Trà Vinh"),
    "Đồng Tháp": ("Tiền Giang",),
    "Cà Mau": ("Bạc Liêu",),
    "An Giang": ("Kiên Giang",),
}
ENDED = tuple(Ended(name, into, date(2025, 7, 1)) for into, names in _MERGED_2025.items() for name in names)


def ended_province(text: str, day: date) -> Ended | None:
    """The province named in ``text`` ("… tỉnh Hà Nam") that had ended on ``day``, or None."""
    for ended in ENDED:
        if day >= ended.since and _named(ended).search(unicodedata.normalize("NFC", text or "")):
            return ended
    return None


def name_today(text: str, day: date) -> str:
    """``text`` with the provinces that had ended on ``day`` called what they are part of: "Sở Tư pháp tỉnh Hà Nam" becomes
    "Sở Tư pháp tỉnh Ninh Bình".
    """
    text = unicodedata.normalize("NFC", text or "")
    for ended in ENDED:
        if day >= ended.since:
            text = _named(ended).sub(lambda match, into=ended.into: _called(into, match[0]), text)
    return text


def address_today(text: str, day: date) -> str:
    """An address as ``name_today`` calls its province, without the district before it: addresses have two levels since."""
    text = unicodedata.normalize("NFC", text or "")
    if (ended := ended_province(text, day)) is None:
        return text
    district = rf",\s*(?:huyện|quận|thị xã|thành phố)\s[^,]+(?=,\s*{_named(ended).pattern})"
    return name_today(re.sub(district, "", text, flags=re.IGNORECASE), day)


def place_today(text: str, day: date) -> str:
    """The name of a place as printed before the date of a letter: that of an ended province is the one it is part of."""
    for ended in ENDED:
        if day >= ended.since and _named(ended).fullmatch(unicodedata.normalize("NFC", f"tỉnh {text}")):
            return ended.into.removeprefix("thành phố ")
    return text


@functools.cache
def _named(ended):
    """What finds "tỉnh …" in any case, with any blanks and dashes."""
    words = r"[\s–-]+".join(map(re.escape, re.split(r"[\s–-]+", ended.name)))
    return re.compile(rf"\btỉnh\s+{words}\b", re.IGNORECASE)


def _called(into, former):
    """The province ``into`` in place of ``former``: with the capital that its first letter had."""
    kind, name = ("thành phố", into[10:]) if into.lower().startswith("thành phố ") else ("tỉnh", into)
    return f"{kind.capitalize() if former[0].isupper() else kind} {name}"
