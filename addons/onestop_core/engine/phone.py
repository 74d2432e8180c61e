"""Telephone numbers as they are given at a desk: several in one field, in any spelling, with a remark."""

from __future__ import annotations

import re

from .tidy import tidy

SEPARATOR = "; "

_PARTS = re.compile(r"[;,/|]")
# what may be one number: digits, and the signs that people put between them
_RUN = re.compile(r"(?:\+|\(\+?)?[0-9][0-9 .\-()–]*")
_SIGNS = re.compile(r"[^0-9+]")
# the numbering plan since 2018 (TT 22/2014/TT-BTTTT): nine digits for mobile numbers, ten for fixed lines
_NATIONAL = re.compile(r"(?:(?:\+|00)?840?|0)?([35789][0-9]{8}|2[0-9]{9})")
_ABROAD = re.compile(r"(?:\+|00)([1-9][0-9]{7,14})")
_EACH = re.compile(r"(?:0|84)(?:[35789][0-9]{8}|2[0-9]{9})")
_SEVERAL = re.compile(rf"(?:{_EACH.pattern})+")
_MOBILE = re.compile(r"0[35789][0-9]{8}")


def phones(text: str) -> list[str]:
    """The numbers that can be read in ``text``, each once: ``0912345678``, abroad ``+8562055551234``.

    >>> phones("+84(0)912.345.678 / 0987 654 321 (con gái)")
    ['0912345678', '0987654321']
    """
    found = []
    for part in _PARTS.split(tidy(text)):
        for run in _RUN.findall(part):
            whole = _number(run)
            found += [whole] if whole else _numbers_in_a_row(run)
    return list(dict.fromkeys(found))


def clean_phone(text: str) -> str:
    """The numbers in ``text`` as ``0912345678``, parted by ``SEPARATOR``; what holds none stays as it was typed, so
    that somebody can put it right.
    """
    return SEPARATOR.join(phones(text)) or tidy(text)


def mobiles(text: str) -> list[str]:
    """The numbers in ``text`` that take a text message."""
    return [number for number in phones(text) if _MOBILE.fullmatch(number)]


def _numbers_in_a_row(run: str) -> list[str]:
    """The numbers in digits that are too many for one: each whole and written in pieces, or parted by blanks."""
    digits = _SIGNS.sub("", run)
    parts = _EACH.findall(digits) if _SEVERAL.fullmatch(digits) else run.split()
    return list(filter(None, map(_number, parts)))


def _number(run: str) -> str | None:
    digits = _SIGNS.sub("", run)
    national = _NATIONAL.fullmatch(digits)
    if national:
        return f"0{national[1]}"
    abroad = _ABROAD.fullmatch(digits)
    # a number of Vietnam with too many or too few digits is none of another country
    return f"+{abroad[1]}" if abroad and not abroad[1].startswith("84") else None
