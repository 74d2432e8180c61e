"""Amounts of đồng as documents have them, whatever the reader's language: in figures, and in formal Vietnamese words."""

from num2words import num2words

BILLION = 10**9
_GROUPS = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))


def amount_in_figures(amount: int) -> str:
    """``26.000 đồng``."""
    return f"{amount:,} đồng".replace(",", ".")


def amount_in_words(amount: int) -> str:
    """``Hai nghìn không trăm linh năm đồng`` for 2005.

    num2words knows the words below a thousand (một, mốt, lăm, bốn). It lacks the hundreds that are said although they are
    none (không trăm), the official "linh" for "lẻ", thousands of billions, and money.

    :raises ValueError: below zero
    """
    if amount < 0:
        raise ValueError("no amount is below zero")
    words = " ".join(_words(amount))
    return f"{words[0].upper()}{words[1:]} đồng"


def _words(amount, begun=False):
    """The words of a number; ``begun``: others stand before them, so that a missing hundred is said."""
    if not amount and not begun:
        yield "không"
    if amount >= BILLION:
        yield from _words(amount // BILLION, begun)
        yield "tỷ"
        begun = True
        amount %= BILLION
    for unit, name in _GROUPS:
        group, amount = divmod(amount, unit)
        if group:
            yield _below_thousand(group, begun)
            if name:
                yield name
            begun = True


def _below_thousand(number, begun):
    words = num2words(number, lang="vi").replace(" lẻ ", " linh ")
    if begun and number < 10:
        return f"không trăm linh {words}"
    return f"không trăm {words}" if begun and number < 100 else words
