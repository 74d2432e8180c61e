"""Who may file, from the words of the catalogue (``đối tượng thực hiện``)."""

from __future__ import annotations

import re

AUDIENCES = ("person", "business", "organisation")

_WORDS = {
    "person": re.compile(r"công dân|cá nhân|người (?:việt nam|nước ngoài)|hộ gia đình|người dân", re.IGNORECASE),
    "business": re.compile(r"doanh nghiệp|hợp tác xã|hộ kinh doanh|công ty|nhà đầu tư", re.IGNORECASE),
    "organisation": re.compile(r"tổ chức|cơ quan|đơn vị", re.IGNORECASE),
}


def audiences(words: str) -> tuple[str, ...]:
    """Which of ``AUDIENCES`` the words name; all of them where they name none, since nobody is then excluded."""
    if not words.strip():
        return ()
    return tuple(name for name in AUDIENCES if _WORDS[name].search(words)) or AUDIENCES
