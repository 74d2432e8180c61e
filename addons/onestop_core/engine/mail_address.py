"""E-mail addresses as they are given at a desk: several in one field, with a display name, or none that works."""

from __future__ import annotations

import re

from .tidy import tidy

SEPARATOR = "; "

_PARTS = re.compile(r"[;,/<>()\[\]|]")
# a word before an address may be its beginning: "nguyen van a@vidu.vn" is not the address of a@vidu.vn
_BEGINNING = re.compile(r"[a-z0-9._-]+")
# RFC 5321 and 5322 without quoted local parts: a name, and a domain with at least one point
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)


def addresses(text: str) -> list[str]:
    """The addresses in ``text`` to which a message can go, in small letters, each once."""
    found = []
    for part in _PARTS.split(tidy(text).casefold()):
        words = [word.strip(".:'\"").removeprefix("mailto:") for word in part.split()]
        for before, word in zip(["", *words], words, strict=False):
            if len(word) <= 254 and _ADDRESS.fullmatch(word) and not _BEGINNING.fullmatch(before):
                found.append(word)
    return list(dict.fromkeys(found))


def clean_email(text: str) -> str:
    """The addresses in ``text``, parted by ``SEPARATOR``; what holds none stays as it was typed, so that somebody can
    put it right. A wrong address is never guessed right.
    """
    return SEPARATOR.join(addresses(text)) or tidy(text)
