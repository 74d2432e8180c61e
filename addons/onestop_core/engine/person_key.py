"""What a clerk typed to find somebody: the kinds of datum it may be."""

from __future__ import annotations

from dataclasses import dataclass

from .citizen_card import CardError, parse_citizen_card
from .identity import Kind, identity_kind, identity_numbers
from .names import name_words
from .phone import phones
from .tidy import tidy

# fewer digits are no number, and a letter alone would list half of the register
_SHORTEST_WORD = 2


@dataclass(frozen=True)
class PersonKey:
    """What to look for: any of the ``identities`` or ``phones``; else all of the ``words`` of a name."""

    identities: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __bool__(self):
        return bool(self.identities or self.phones or self.words)


def read_person_key(text: str) -> PersonKey:
    """The kinds of datum that ``text`` may be, each cleaned as it is stored; of a scanned card, its numbers.

    Ten digits may be a phone number and a tax code: both are looked for. A text with any digit is no name of a
    person; it may be that of an organisation, if it is no number.
    """
    if "|" in text:
        return _read_card(text)
    identities, numbers = tuple(identity_numbers(text)), tuple(phones(text))
    if identities or numbers:
        return PersonKey(identities, numbers)
    words = tuple(name_words(text))
    letters = any(char.isalpha() for char in tidy(text))
    return PersonKey(words=words) if letters and max(map(len, words), default=0) >= _SHORTEST_WORD else PersonKey()


def with_old_number(key: PersonKey, old_number: str) -> PersonKey:
    """``key`` that also finds whoever is known under the nine digits of an earlier identity card."""
    numbers = [number for number in identity_numbers(old_number) if identity_kind(number) is Kind.OLD]
    return PersonKey((*key.identities, *numbers), key.phones, key.words)


def _read_card(text: str) -> PersonKey:
    try:
        card = parse_citizen_card(text)
    except CardError:
        return PersonKey()
    return PersonKey(tuple(filter(None, (card.number, card.old_number))))
