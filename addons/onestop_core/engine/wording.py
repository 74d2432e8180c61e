"""Dates and time limits as Vietnamese state documents write them.

These are words of official documents, not of the screen: they stay Vietnamese
whatever language the reader has set.
"""

from __future__ import annotations

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
    """``8 giờ 15 phút, ngày 23 tháng 11 năm 2026``, in the zone of ``moment``; blanks for None."""
    if moment is None:
        return f"{BLANK} giờ {BLANK} phút, {date_words(None)}"
    return f"{moment.hour} giờ {moment.minute:02d} phút, {date_words(moment.date())}"


def duration_words(duration: Duration) -> str:
    """``03 ngày làm việc``; an empty string for a limit that only its own text can say."""
    if duration.unit is Unit.SAME_DAY:
        return "trong ngày làm việc"
    if duration.unit is Unit.NONE:
        return ""
    whole = int(duration.value)
    number = f"{whole:02d}" if duration.value == whole else f"{duration.value.normalize():f}".replace(".", ",")
    return f"{number} {_DURATION_UNITS[duration.unit]}"


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
