"""Names of people and organisations: kept as they are spelt, found as people type them."""

from __future__ import annotations

import re

from .text import strip_accents
from .tidy import tidy

# what stands for the apostrophe of H'Bông: keyboards offer many, and many clerks none
_APOSTROPHES = re.compile(r"['’‘‛`´ʼʻ′]")
_WORD = re.compile(r"[^\W_]+")


def clean_name(text: str) -> str:
    """The name with single blanks and nothing invisible; its spelling, apostrophes too, stays."""
    return tidy(text)


def name_key(text: str) -> str:
    """The words under which a name is found, each once, parted by blanks: small letters, no accents.

    A word with an apostrophe is found joined and in its parts: H'Bông as ``hbong``, ``h`` and ``bong``.
    """
    found = []
    for word in _folded(text).split():
        found += _WORD.findall(_APOSTROPHES.sub("", word))
        if _APOSTROPHES.search(word):
            found += _WORD.findall(_APOSTROPHES.sub(" ", word))
    return " ".join(dict.fromkeys(found))


def placed_key(key: str, places: list[int]) -> str:
    """``key`` of ``name_key``, and each of its words at each of the places where it is looked for, see ``at_places``."""
    return " ".join([key, *at_places(key.split(), places)])


def at_places(words: list[str], places: list[int]) -> list[str]:
    """The words as they stand in ``placed_key`` for ``places``: ``12/nguyen``."""
    return [f"{place}/{word}" for place in places for word in words]


def name_words(query: str) -> list[str]:
    """The words that ``name_key`` of a name must hold to answer ``query``."""
    return list(dict.fromkeys(_WORD.findall(_APOSTROPHES.sub("", _folded(query)))))


def _folded(text: str) -> str:
    return strip_accents(tidy(text)).casefold()
