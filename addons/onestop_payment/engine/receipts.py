"""Symbols and numbers of receipts (biên lai), by the regime of their day. The regimes are data (``onestop.fee.receipt.form``)."""

from __future__ import annotations

import re
from datetime import date, timedelta

# TT 91/2026/TT-BTC, annex II: the letters of a symbol
LETTERS = "ABCDEGHKLMNPQRSTUVXY"
_PLACES = re.compile(r"\{(\w+)\}")
_KNOWN = {"yy", "letters"}
# NĐ 254/2026/NĐ-CP art. 25: both sides tell the tax authority so many days before a delegate begins
DELEGATE_NOTICE_DAYS = 3


def check_pattern(pattern: str):
    """Raise ValueError unless ``pattern`` is made of ``{yy}`` and ``{letters}``, and what may stand between."""
    places = set(_PLACES.findall(pattern))
    rest = _PLACES.sub("", pattern)
    if places - _KNOWN or "letters" not in places or not re.fullmatch(r"[A-Z0-9/-]*", rest):
        raise ValueError(pattern)


def check_letters(letters: str):
    """Raise ValueError unless ``letters`` are two of those that the law allows, or two with the number of the tax office
    before them (28AA) as earlier receipts had.
    """
    if not re.fullmatch(rf"\d{{0,2}}[{LETTERS}]{{2}}", letters):
        raise ValueError(letters)


def symbol(pattern: str, letters: str, year: int) -> str:
    """``26TAA`` for ``{yy}T{letters}``, ``AA`` and 2026."""
    return pattern.format(yy=f"{year % 100:02d}", letters=letters)


def written(number: int, digits: int, padded: bool) -> str:
    """A number as it stands on the receipt: paper shows all digits, an electronic receipt none that says nothing.

    :raises ValueError: the number has more digits than the regime allows
    """
    if not 0 < number < 10**digits:
        raise ValueError(number)
    return f"{number:0{digits}d}" if padded else str(number)


def day_of(today: date, last: date | None, year: int) -> date:
    """The day that a receipt bears: today, but never before the last one issued, and always in its year."""
    return min(max(today, last or today, date(year, 1, 1)), date(year, 12, 31))


def delegate_from(told_on: date) -> date:
    """First day on which a delegate may issue, if the tax authority was told on ``told_on``."""
    return told_on + timedelta(days=DELEGATE_NOTICE_DAYS)


def runs(numbers) -> list[tuple[int, int]]:
    """Numbers as runs ``(first, last)``: what a use report writes, and where a gap would show."""
    result = []
    for number in sorted(numbers):
        if result and result[-1][1] == number - 1:
            result[-1] = (result[-1][0], number)
        else:
            result.append((number, number))
    return result
