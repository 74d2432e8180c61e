"""The one-time code by which the holder of a new account signs in for the first time where no e-mail reaches them."""

from __future__ import annotations

# no I, O, 0, 1: they are mistaken for one another on paper
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12


def spell(digest: str) -> str:
    """Sixty bits of a hexadecimal digest as people type them: ``K7PM-3XQT-9RWD``."""
    number = int(digest, 16)
    signs = []
    for _place in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    code = "".join(signs)
    return "-".join(code[place : place + 4] for place in range(0, LENGTH, 4))


def read(text: str) -> str:
    """What somebody typed, as ``spell`` writes it; anything else stays no code."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    return "-".join(signs[place : place + 4] for place in range(0, len(signs), 4))
