"""What people type, paste and scan, freed of what nobody sees.

The first step of every cleaner (``names``, ``phone``, ``mail_address``, ``identity``, ``codes``): after it, two texts
that look the same are the same.
"""

from __future__ import annotations

import unicodedata

# full-width letters and signs, as East Asian keyboards give them
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# the byte order mark of UTF-8, when its three bytes were taken for letters
_BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf"


def tidy(text: str) -> str:
    """The text composed (NFC), without invisible characters (zero width, soft hyphen, direction marks, byte order
    mark), with ordinary instead of full-width ones, one blank for any white space, none at the ends.
    """
    text = unicodedata.normalize("NFC", text.removeprefix(_BYTE_ORDER_MARK).translate(_WIDTH))
    seen = "".join(" " if _is_blank(char) else char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(seen.split())


def _is_blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) == "Cc"
