"""Payment codes: what a payer writes first into the memo of a transfer, so that its bank line names what it pays.

``MC``, eight digits and two check digits (ISO 7064 MOD 97-10, as of an IBAN): letters and digits only, for banks drop
other signs; short and first in the memo, for banks cut it; of one length, so that its end can be seen.
Banks also put dots into memos, break them in the middle of a word, write them small and add words of their own on either side.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from odoo.addons.onestop_core.engine.text import strip_accents
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

PREFIX = "MC"
_DIGITS = 8
_CHECKS = 2
CODE_LENGTH = len(PREFIX) + _DIGITS + _CHECKS
# what a code that was cut must still show, to be worth a suggestion
_LEAST = 6
# EMVCo gives the purpose of a transaction (tag 62-08) twenty-five characters
MEMO_LENGTH = 25
# longer than any memo of a bank (256); of more only the beginning is read
_READ = 1_000
_CODE = re.compile(rf"{PREFIX}\d{{{_DIGITS + _CHECKS}}}")
_DROPPED = re.compile(r"[^A-Za-z0-9]+")


class Hit(NamedTuple):
    """A payment code found in a memo.

    ``doubt`` is empty where the code is beyond doubt. Otherwise it may only be suggested to a person: ``check`` (the check
    digits are wrong, ``code`` is as written), ``cut`` (``code`` is its beginning), ``run`` (it stands in a longer number).
    """

    code: str
    doubt: str = ""


def make(number: int) -> str:
    """The payment code of a number from 1 to 99 999 999; others raise ValueError."""
    if not 0 < number < 10**_DIGITS:
        raise ValueError(f"A payment code has {_DIGITS} digits, {number} is out of its range.")
    digits = f"{number:0{_DIGITS}d}"
    return f"{PREFIX}{digits}{mod_97_10.calc_check_digits(digits)}"


def is_code(text: str) -> bool:
    """Whether a text is a payment code as ``make`` writes it, check digits included."""
    return bool(_CODE.fullmatch(text)) and _checks(text[len(PREFIX) :])


def read(text: str) -> str:
    """The payment code that somebody typed or scanned, however grouped; an empty text if it is none."""
    code = _DROPPED.sub("", text[:_READ]).upper()
    return code if is_code(code) else ""


def find(memo: str) -> list[Hit]:
    """All payment codes in the memo of a bank line, each once, those beyond doubt first, in their order."""
    plain = strip_accents(memo[:_READ]).upper()
    # positions of what counts: a bank may have put anything else in between
    kept = [at for at, char in enumerate(plain) if char.isascii() and char.isalnum()]
    text = "".join(plain[at] for at in kept)
    hits = []
    for match in re.finditer(rf"{PREFIX}(\d+)", text):
        hit = _judge(match[1], kept[match.start(1) : match.end(1)])
        if hit and hit not in hits:
            hits.append(hit)
    return sorted(hits, key=lambda hit: bool(hit.doubt))


def memo(code: str, words: str = "") -> str:
    """The memo of a transfer: the code first, then what other whole words find room, in letters that every bank carries."""
    rest = " ".join(_DROPPED.sub(" ", strip_accents(words)).split())
    text = f"{code} {rest}".strip()
    return text if len(text) <= MEMO_LENGTH else text[: MEMO_LENGTH + 1].rsplit(" ", 1)[0]


def _judge(digits: str, positions: list[int]) -> Hit | None:
    """What the digits after a prefix are worth; ``positions`` are theirs in the memo as it came."""
    length = _DIGITS + _CHECKS
    if len(digits) < length:
        return Hit(PREFIX + digits, "cut") if len(digits) >= _LEAST else None
    code, right = PREFIX + digits[:length], _checks(digits[:length])
    if len(digits) == length:
        return Hit(code, "" if right else "check")
    if not right:
        return None
    # more digits follow: it ends here beyond doubt only where it stands in one piece and something parts it from them
    in_one_piece = positions[length - 1] - positions[0] == length - 1
    parted = positions[length] - positions[length - 1] > 1
    return Hit(code, "" if in_one_piece and parted else "run")


def _checks(digits: str) -> bool:
    try:
        mod_97_10.validate(digits)
    except ValidationError:
        return False
    return True
