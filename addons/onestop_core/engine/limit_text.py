"""Time limits as the national catalogue words them: what a text certainly says, and what it only mentions.

Nothing is guessed: a text is a limit only if all of it is understood. Where the words allow two readings, the caller
gets every limit that they mention and lets a person decide.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from .duration import Duration, Unit
from .wording import duration_words

# Word of the catalogue -> unit, and how many of that unit the word stands for.
_UNITS = {
    "giờ làm việc": (Unit.HOUR, 1),
    "giờ": (Unit.HOUR, 1),
    "ngày làm việc": (Unit.WORKING_DAY, 1),
    "ngày": (Unit.CALENDAR_DAY, 1),
    "tuần": (Unit.CALENDAR_DAY, 7),
    "tháng": (Unit.MONTH, 1),
    "năm": (Unit.MONTH, 12),
}
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# Other spellings of a digit, mostly behind "mươi".
_SPELLINGS = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}

_AMOUNT = r"(?P<value>1/2|\d+(?:[.,]\d+)?) ?(?:\((?P<words>[^()\d]*)\) ?)?(?P<unit>giờ làm việc|giờ|ngày làm việc|ngày|tuần|tháng|năm)(?!\w)"
_MENTION = re.compile(rf"(?<![\w/.,])(?:{_AMOUNT})")
_AT_MOST = r"(?:(?:không quá|tối đa(?: là)?|trong(?: thời hạn| vòng)?|thời hạn(?: giải quyết)?(?: là)?|là|chậm nhất) )*"
_PART = re.compile(rf"{_AT_MOST}(?:{_AMOUNT})")
_AND = re.compile(r" ?(?:\+|và|cộng|cộng thêm|cộng với) ?")
# The limit counts from the reception: words about that say nothing that the clock does not do anyway.
_FROM_RECEPTION = re.compile(
    r",? ?(?:tính |được tính )?(?:kể )?từ (?:ngày|khi|thời điểm|lúc) (?:\w+ ){0,8}?(?:nhận|tiếp nhận)(?: được)?(?: đủ| đầy đủ)*"
    r" (?:bộ |thành phần )?(?:hồ sơ|đơn|tờ khai|yêu cầu|thông báo|giấy tờ)(?: đầy đủ| đủ| đúng| hợp lệ| theo| quy định| và|,)*"
)
_SAME_DAY = re.compile(r"(?:ngay )?trong ngày(?: làm việc| tiếp nhận(?: hồ sơ)?| nhận(?: đủ)? hồ sơ)?|giải quyết ngay")
_LAW_SETS_NONE = re.compile(
    r"(?:pháp luật |luật )?(?:không|chưa) (?:quy định|có quy định|có|xác định|giới hạn)(?: cụ thể)?(?: về)?(?: thời (?:hạn|gian)(?: giải quyết)?)?"
)
_UNSAID = re.compile(r"(?:\d+ )?khác|không|0")
# What makes a mention the limit of some cases only, the time added to the limit, or that of a step on the way.
_FOR_SOME_BEFORE = re.compile(r"\b(?:hoặc|trường hợp|đối với|nếu)\b|: ?$")
_FOR_SOME_AFTER = re.compile(r"\b(?:đối với|trường hợp|nếu|khi)\b")
_ADDED = re.compile(r"\b(?:xác minh|thêm|kéo dài|gia hạn|vùng|địa bàn|miền núi|hải đảo)\b")
# on top of the limit, and only where something has to be verified: "cần xác minh thì thêm không quá 05 ngày làm việc"
_MORE = re.compile(r"\bthêm\b")
_TO_VERIFY = re.compile(r"\bxác minh\b")
_STEP = re.compile(
    r"\b(?:không hợp lệ|chưa hợp lệ|chưa đầy đủ|bổ sung|hoàn thiện|từ chối|trả lại hồ sơ|hỏi ý kiến|lấy ý kiến|niêm yết)\b"
)
_NOT_COUNTED = re.compile(r"\b(?:chưa|không) (?:tính|bao gồm|kể)(?: cả)? thời (?:gian|hạn)\b")
# No limits of the decision: by when one has to apply ("ít nhất 30 ngày trước"), an hour of the day, a date.
_NO_MENTION = re.compile(r"(?:ít nhất|tối thiểu|trước|ngày|tháng|quý|năm|sau|lúc|điều|khoản|mục|mẫu|số) $")
_SAME_DAY_BEGINS = re.compile(r"(?:ngay )?trong ngày(?! hết)|ngay (?:sau )?khi (?:tiếp )?nhận")


class LimitText(NamedTuple):
    """What a text says of a time limit.

    ``parts`` follow one another, each in its unit (none if the text is no limit); ``set_none`` says that the law sets
    none, in these words; neither means that a person has to read it.
    """

    parts: tuple[Duration, ...] = ()
    set_none: bool = False

    @property
    def certain(self) -> bool:
        """Whether the text leaves nothing to be decided."""
        return bool(self.parts) or self.set_none


def plain(text: str | None) -> str:
    """A text in one line and small letters, for comparing; the accents stay, they tell words apart."""
    return " ".join(unicodedata.normalize("NFC", text or "").casefold().split())


def read_limit(text: str | None) -> LimitText:
    """Read a text that is a time limit and nothing else ("07 (bảy) ngày làm việc kể từ ngày nhận đủ hồ sơ")."""
    words = plain(text).strip(" .;:,-+*")
    if _SAME_DAY.fullmatch(words):
        return LimitText((Duration(0, Unit.SAME_DAY),))
    if _LAW_SETS_NONE.fullmatch(words):
        return LimitText(set_none=True)
    parts, place = _parts(words, 0)
    rest = words[place:]
    if parts and (not rest or _FROM_RECEPTION.fullmatch(rest)):
        return LimitText(parts)
    return LimitText()


def says_nothing(text: str | None) -> bool:
    """Whether a text is no more than "Khác", "3 Khác" or nothing: what holds stands elsewhere, if anywhere."""
    words = plain(text).strip(" .;:,-+*")
    return not words or bool(_UNSAID.fullmatch(words))


def limit_words(parts) -> str:
    """Parts of a limit in the words of the law ("02 tháng và 15 ngày làm việc"), which ``read_limit`` reads back."""
    return " và ".join(duration_words(part) for part in parts)


def without_other(text: str | None) -> str:
    """A limit in words without the word "Khác" that the export hangs on its end as if it were a unit."""
    return re.sub(r"\s+(?:\d+\s+)?khác\s*$", "", text or "", flags=re.IGNORECASE)


def shown_limit(parts, text: str | None, note: str | None) -> str:
    """What people read as the time limit: the law's own words, unless they are none or say another limit than its parts;
    else the beginning of a note that speaks of a limit. Never "Khác"; "" if nothing is known.
    """
    # before "Khác" is cut off: the number of "1 Khác" says nothing without it
    words = "" if says_nothing(text) else without_other(text).strip()
    said = read_limit(words).parts
    if parts and (says_nothing(words) or (said and said != tuple(parts))):
        return limit_words(parts)
    if not says_nothing(words):
        return words
    mentions = read_mentions(note)
    speaks = mentions.opening or mentions.main or mentions.some or mentions.added or read_limit(note).set_none
    return (note or "").strip().partition("\n")[0] if speaks else ""


class Mentions(NamedTuple):
    """The limits that a longer text mentions.

    ``opening`` is the one that it begins with, a sum as its parts. Of all others, ``main`` hold without a condition that
    one can see, ``some`` for some cases, ``added`` come on top (verification, hard areas), those of them in ``verification``
    because something has to be verified; those of a step on the way are left out. ``not_counted``: the time that somebody else takes is said not to count.
    """

    opening: tuple[Duration, ...] = ()
    main: tuple[Duration, ...] = ()
    some: tuple[Duration, ...] = ()
    added: tuple[Duration, ...] = ()
    not_counted: bool = False
    verification: tuple[Duration, ...] = ()

    def agree_with(self, parts: tuple[Duration, ...]) -> bool:
        """Whether a limit is among those mentioned, itself or as the sum of the steps."""
        found = len(parts) == 1 and parts[0] in self.main + self.some
        return parts == self.opening or found or self.are_steps_of(parts)

    def are_steps_of(self, parts: tuple[Duration, ...]) -> bool:
        """Whether what is mentioned adds up to a limit: the time of each step ("a) 02 ngày; b) 06 ngày")."""
        steps = self.main + self.some
        units = {step.unit for step in steps}
        return len(parts) == 1 and units == {parts[0].unit} and sum(step.value for step in steps) == parts[0].value


def read_mentions(text: str | None) -> Mentions:
    """What a note beside a limit mentions."""
    words = plain(text)
    found = [
        (match, part)
        for match in _MENTION.finditer(words)
        if (part := _duration(match)) and not _NO_MENTION.search(words[: match.start()])
    ]
    kinds = {"main": [], "some": [], "added": [], "step": []}
    verification = []
    for number, (match, part) in enumerate(found):
        since = found[number - 1][0].end() if number else 0
        until = found[number + 1][0].start() if number + 1 < len(found) else len(words)
        before = re.split(r"[.;](?= |$)", words[since : match.start()])[-1]
        after = re.split(r"[.;](?= |$)", words[match.end() : until])[0]
        kinds[_scope(before, after)].append(part)
        clause = f"{before} {after}"
        if _MORE.search(clause) and _TO_VERIFY.search(clause):
            verification.append(part)
    beginning = re.match(r"[\s\-+*.:]*", words).end()
    if _SAME_DAY_BEGINS.match(words, beginning):
        opening = (Duration(0, Unit.SAME_DAY),)
    else:
        opening = _parts(words, beginning)[0]
    main, some, added, _step = (tuple(parts) for parts in kinds.values())
    return Mentions(opening, main, some, added, bool(_NOT_COUNTED.search(words)), tuple(verification))


def _scope(before: str, after: str) -> str:
    if _ADDED.search(before) or _ADDED.search(after):
        return "added"
    if _STEP.search(before) or _STEP.search(after):
        return "step"
    return "some" if _FOR_SOME_BEFORE.search(before) or _FOR_SOME_AFTER.search(after) else "main"


def _parts(words: str, place: int) -> tuple[tuple[Duration, ...], int]:
    """The limits joined by "và" that stand at a place, and where they end; none if one of them cannot be."""
    parts, end = [], place
    while match := _PART.match(words, place):
        part = _duration(match)
        if part is None:
            return (), end
        parts.append(part)
        end = match.end()
        joint = _AND.match(words, end)
        if not joint:
            break
        place = joint.end()
    return tuple(parts), end


def _duration(match: re.Match) -> Duration | None:
    """The duration of a match of ``_AMOUNT``; None for what none can be: zero, half a calendar day, 07 (tám)."""
    number = "0.5" if match["value"] == "1/2" else match["value"].replace(",", ".")
    unit, factor = _UNITS[match["unit"]]
    value = Decimal(number) * factor
    said = match["words"]
    if not value or (said is not None and _number(said) not in (None, Decimal(number))):
        return None
    try:
        return Duration(int(value) if value == int(value) else value, unit)
    except ValueError:
        return None


def _number(words: str) -> int | None:
    """The number below a hundred that Vietnamese words say ("mười lăm", "ba mươi"); None if they say none."""
    digits = {word: digit for digit, word in enumerate(_DIGITS)} | _SPELLINGS
    tokens = words.split()
    if not tokens:
        return None
    if tokens[0] == "mười":
        tokens = ["một", "mươi", *tokens[1:]]
    values = [digits.get(token) for token in tokens if token not in ("mươi", "chục", "linh", "lẻ")]
    if None in values or not 1 <= len(values) <= 2:
        return None
    if "mươi" in tokens or "chục" in tokens:
        return 10 * values[0] + (values[1] if len(values) > 1 else 0)
    return values[0] if len(values) == 1 else None
