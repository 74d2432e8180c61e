"""Dates and time limits as Vietnamese state documents write them.

These are words of official documents, not of the screen: they stay Vietnamese
whatever language the reader has set.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from .duration import Duration, Unit

BLANK = "……"

_DURATION_UNITS = {
    Unit.HOUR: "giờ làm việc",
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.CALENDAR_DAY: "ngày",
    Unit.MONTH: "tháng",
}


def date_words(day: date | None) -> str:
    """``ngày 05 tháng 02 năm 2026``; blanks to be filled in by hand for None.

    Days below 10 and the months 1 and 2 are written with a zero before them, the
    others without (NĐ 30/2020/NĐ-CP, annex I, II.4).
    """
    if day is None:
        return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def moment_words(moment: datetime | None) -> str:
    """``08 giờ 15 phút, ngày 23 tháng 11 năm 2026``, in the zone of ``moment``; blanks for None."""
    if moment is None:
        return f"{BLANK} giờ {BLANK} phút, {date_words(None)}"
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút, {date_words(moment.date())}"


def duration_words(duration: Duration) -> str:
    """``03 ngày làm việc``; an empty string for a limit that only its own text can say."""
    if duration.unit is Unit.SAME_DAY:
        return "trong ngày làm việc"
    if duration.unit is Unit.NONE:
        return ""
    whole = int(duration.value)
    number = f"{whole:02d}" if duration.value == whole else f"{duration.value.normalize():f}".replace(".", ",")
    return f"{number} {_DURATION_UNITS[duration.unit]}"


_BLANK_TO_FILL = re.compile(r"\{([^{}]*)\}")


def _name(text: str) -> str:
    """A name between braces as it is compared: whoever types it may write its accents in either way."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def fill(text: str, words: Mapping[str, str]) -> str:
    """``text`` with each ``{name}`` replaced by its words; a capital after the brace asks for one: ``{Ngày hẹn}``.

    :param words: by name; a name that the mapping lacks stays as it stands, an empty one becomes blanks
    """
    by_name = {_name(name): value for name, value in words.items()}

    def replaced(match):
        name = match[1]
        if _name(name) not in by_name:
            return match[0]
        value = by_name[_name(name)] or BLANK * 2
        return value[:1].upper() + value[1:] if name[:1].isupper() else value

    return _BLANK_TO_FILL.sub(replaced, text)


def unknown_names(text: str, known: Iterable[str]) -> list[str]:
    """Names between braces in ``text`` that ``fill`` would leave standing, and single braces."""
    known = {_name(name) for name in known}
    unknown = [match for match in _BLANK_TO_FILL.findall(text) if _name(match) not in known]
    return unknown + re.findall(r"[{}]", _BLANK_TO_FILL.sub("", text))


# bodies that decide together, in whose name their heads sign (NĐ 30/2020/NĐ-CP, annex I, II.7)
_COLLECTIVE = ("ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân", "ubnd", "hđnd")
_ITS_BODY = re.compile(
    r"\s+(ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|ubnd|hđnd|thường trực)\b.*", re.IGNORECASE
)


def signature_lines(title: str, body: str) -> list[str]:
    """The lines above a signature: in whose name, in whose place, and as what somebody signs.

    ``TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH`` for the deputy of a body that decides together,
    ``KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC`` for the deputy of a head, ``Q. GIÁM ĐỐC`` for an acting one
    (NĐ 30/2020/NĐ-CP, annex I, II.7).

    :param title: the title of the post, as typed; empty if it is not known
    :param body: the name of the agency
    :return: the lines in capitals; the head of the agency for an unknown title
    """
    title = _ITS_BODY.sub("", " ".join(unicodedata.normalize("NFC", title).split()))
    if not title:
        return ["THỦ TRƯỞNG CƠ QUAN"]
    lines = []
    lower, body = title.lower(), unicodedata.normalize("NFC", body).strip()
    collective = next((name for name in _COLLECTIVE if body.lower().startswith(name)), None)
    if collective and lower.removeprefix("phó ").removeprefix("quyền ") == "chủ tịch":
        lines.append(f"TM. {'HỘI ĐỒNG' if collective[0] == 'h' else 'ỦY BAN'} NHÂN DÂN")
    if lower.startswith("phó "):
        lines += [f"KT. {title[4:]}", title]
    elif lower.startswith("quyền "):
        lines.append(f"Q. {title[6:]}")
    else:
        lines.append(title)
    return [line.upper() for line in lines]


# units of the administration, with what stands before them in the name of their body
_UNIT = re.compile(
    r"^(?:(?:ủy|uỷ) ban nhân dân|ubnd|hội đồng nhân dân|hđnd)?\s*"
    r"(xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)\s+(.+)$",
    re.IGNORECASE,
)


def place_name(agency: str) -> str:
    """The place that a body's documents name before the date: ``Khả Phong`` of ``Ủy ban nhân dân xã Khả Phong``.

    It is the name of the unit, without its kind; a unit that bears a number keeps it: ``Phường 1`` (NĐ 30/2020/NĐ-CP,
    annex I, II.4). Empty for an agency that is not called by a unit.
    """
    found = _UNIT.match(" ".join(unicodedata.normalize("NFC", agency).split()))
    if not found:
        return ""
    kind, name = found.groups()
    return f"{kind.capitalize()} {name}" if name[0].isdigit() else name


def short_name(agency: str) -> str:
    """The letters by which the number of a document names its body: ``UBND``, else the first letters: ``SXD``."""
    words = unicodedata.normalize("NFC", agency).split()
    for body, letters in (("ủy ban nhân dân", "UBND"), ("uỷ ban nhân dân", "UBND"), ("hội đồng nhân dân", "HĐND")):
        if agency.lower().startswith(body):
            return letters
    # up to the unit, whose name a number does not say: Sở Xây dựng tỉnh Ninh Bình
    units = {"tỉnh", "xã", "phường", "huyện", "quận", "thị", "thành"}
    own = next((at for at, word in enumerate(words) if at and word in units), len(words))
    return "".join(word[0] for word in words[:own]).upper()


# longer than any word of Vietnamese, an address of the web among them
_LONG_WORD = re.compile(r"\S{41,}")


def breakable(text: str) -> str:
    """``text`` with places where a word that no column holds may be broken; nothing of it is seen where it is not."""
    return _LONG_WORD.sub(
        lambda match: "\u200b".join(match[0][at : at + 12] for at in range(0, len(match[0]), 12)), text
    )


def balanced_lines(text: str, width: int) -> list[str]:
    """Words on as few lines as letters of ``width`` allow, the lines about equally long.

    For names and titles set in the middle, where "TRUNG TÂM PHỤC VỤ HÀNH / CHÍNH CÔNG" would
    look like an accident.
    """
    words = text.split()
    count = len(_fill(words, width))
    # the narrowest column that still needs no more lines
    return next(lines for narrow in range(1, width + 1) if len(lines := _fill(words, narrow)) <= count)


def _fill(words: list[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
