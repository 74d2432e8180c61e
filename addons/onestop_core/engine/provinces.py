"""Provinces that ended by law, and into which one each went: nobody prints their names as if they still stood.

Resolution 202/2025/QH15, article 1: 34 provinces and cities from 01/07/2025; those that are called as before are not listed.
"""

from __future__ import annotations

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
    words = " ".join(re.split(r"[\s–-]+", unicodedata.normalize("NFC", text or "").casefold()))
    for ended in ENDED:
        name = " ".join(re.split(r"[\s–-]+", ended.name.casefold()))
        if day >= ended.since and re.search(rf"\btỉnh {name}\b", words):
            return ended
    return None
