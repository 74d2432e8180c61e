"""Text messages: numbers, alphabets, segments."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from odoo.addons.onestop_core.engine.phone import mobiles
from odoo.addons.onestop_core.engine.text import strip_accents

# 3GPP TS 23.038: the default alphabet, and what takes an escape before it
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_ESCAPED = frozenset("^{}\\[~]|€\f")
# letters that typography likes and the alphabet lacks
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " "})


@dataclass(frozen=True)
class Size:
    """What a text costs: ``units`` of its alphabet on ``segments`` messages."""

    alphabet: str
    units: int
    segments: int


def normalise_phone(number: str) -> str | None:
    """The first Vietnamese mobile number in a text as ``84…`` without sign or blanks, None if there is none."""
    numbers = mobiles(number or "")
    return f"84{numbers[0][1:]}" if numbers else None


def local_phone(number: str) -> str:
    """A normalised number as it is dialled at home: 0912345678."""
    return f"0{number[2:]}" if number.startswith("84") else number


def mask_phone(number: str) -> str:
    """The number with all but its last three digits hidden, for logs."""
    digits = number or ""
    shown = digits[-3:] if len(digits) > 6 else ""
    return "*" * (len(digits) - len(shown)) + shown


def plain(text: str) -> str:
    """The text in the letters of the GSM alphabet: no Vietnamese marks, no typographic signs."""
    return strip_accents(text.translate(_PLAIN))


def size(text: str) -> Size:
    """How many messages a text takes (160 letters of GSM or 70 of UCS-2, 153 or 67 in a series)."""
    text = unicodedata.normalize("NFC", text)
    if all(letter in _GSM or letter in _GSM_ESCAPED for letter in text):
        alphabet, single, series = "GSM", 160, 153
        units = sum(2 if letter in _GSM_ESCAPED else 1 for letter in text)
    else:
        alphabet, single, series = "UCS-2", 70, 67
        units = len(text.encode("utf-16-be")) // 2
    return Size(alphabet, units, 1 if units <= single else -(-units // series))
