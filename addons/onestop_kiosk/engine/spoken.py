"""How a call is said in Vietnamese: the words, one after the other, as pieces that a hall may record anew.

A ticket is said digit by digit, with "không" for zero ("A không một bảy"); a counter as a number ("mười lăm").
"""

from __future__ import annotations

import unicodedata

_TONES = {"\N{COMBINING ACUTE ACCENT}": "s", "\N{COMBINING GRAVE ACCENT}": "f", "\N{COMBINING HOOK ABOVE}": "r",
          "\N{COMBINING TILDE}": "x", "\N{COMBINING DOT BELOW}": "j"}  # fmt: skip
_SHAPES = {"\N{COMBINING BREVE}": "w", "\N{COMBINING HORN}": "w"}
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LETTERS = {
    "A": "a", "B": "bê", "C": "xê", "D": "dê", "Đ": "đê", "E": "e", "G": "gờ", "H": "hát", "I": "i", "K": "ca",
    "L": "lờ", "M": "mờ", "N": "nờ", "O": "o", "P": "pê", "Q": "quy", "R": "rờ", "S": "ét", "T": "tê", "U": "u",
    "V": "vê", "X": "ích", "Y": "i dài",
}  # fmt: skip
CALL = "mời số"
TO_COUNTER = "đến quầy số"
# "linh" in the north, "lẻ" in the south
TENS_ZERO = ("linh", "lẻ")


def letters() -> tuple[str, ...]:
    """Letters that a queue may have as its prefix."""
    return tuple(_LETTERS)


def cardinal(number: int, tens_zero: str = "linh") -> list[str]:
    """The words of a number.

    :param number: 0 to 999
    :param tens_zero: a word of ``TENS_ZERO``
    :raises ValueError: beyond that
    """
    if not 0 <= number <= 999:
        raise ValueError(number)
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds else []
    if not tens:
        if not hundreds:
            return [_DIGITS[units]]
        return [*words, *([tens_zero, _DIGITS[units]] if units else [])]
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if units == 5:
        words.append("lăm")
    elif units == 1 and tens > 1:
        words.append("mốt")
    elif units == 4 and tens > 1:
        words.append("tư")
    elif units:
        words.append(_DIGITS[units])
    return words


def ticket(prefix: str, number: str) -> list[str]:
    """The words of a ticket.

    :param prefix: letters of the queue
    :param number: its digits as they are printed, with the zeros before them
    :raises KeyError: a letter that has no name, or no digit
    """
    return [*(_LETTERS[letter] for letter in prefix), *(_DIGITS[int(digit)] for digit in number)]


def call(prefix: str, number: str, counter: int, tens_zero: str = "linh") -> list[str]:
    """The pieces of a call in their order: "mời số", "a", "không", "một", "bảy", "đến quầy số", "ba"."""
    return [CALL, *ticket(prefix, number), TO_COUNTER, *cardinal(counter, tens_zero)]


def pieces() -> tuple[str, ...]:
    """All pieces that a call can be made of, each recorded once."""
    numbers = ("trăm", "mười", "mươi", "mốt", "tư", "lăm", *TENS_ZERO)
    return tuple(dict.fromkeys((CALL, TO_COUNTER, *_DIGITS, *numbers, *_LETTERS.values())))


def file_name(piece: str) -> str:
    """The name under which the recording of a piece lies: as it is typed by Telex, in plain ASCII.

    Without its accents it would not do: "đê" and "dê" are two sounds.
    """
    return "_".join(map(_telex, piece.split())) + ".ogg"


def _telex(word: str) -> str:
    typed, tone = "", ""
    for character in unicodedata.normalize("NFD", word.replace("đ", "dd")):
        if character in _TONES:
            tone = _TONES[character]
        else:
            typed += typed[-1] if character == "\N{COMBINING CIRCUMFLEX ACCENT}" else _SHAPES.get(character, character)
    return typed + tone
