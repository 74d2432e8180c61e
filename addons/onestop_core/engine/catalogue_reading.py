"""What the national record does not say in fields of its own, read out of its words, and what is doubtful in that.

A record says a limit, a case, a paper in words that people wrote for people. A reading is what they most likely mean;
where they contradict themselves or allow two readings there is a doubt, and an admin decides it. A decision is kept by
the words that it was made for (``Doubt.key``): as long as a file says the same there, nobody is asked again.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace

from .catalogue import ProcedureData
from .duration import Unit
from .fee_text import read_fee
from .limit_text import LimitText, limit_words, plain, read_limit, read_mentions, says_nothing
from .paper_text import PAPER_KINDS, plain_name, read_paper

YES, NO = "yes", "no"
NO_LIMIT_WORDS = "không quy định"

# What a decision may be about, and what needs no decision but a look.
KINDS = ("limit", "case", "paper", "remark")

_NO_CASE = re.compile(
    r"^(?:lưu ý|ghi chú|chú ý|bước \d|trình tự|nộp hồ sơ|tiếp nhận|giải quyết|trả kết quả|cách thức|thẩm định|thời hạn)"
)
_CHANNEL_HEADING = re.compile(
    r"^(?:trường hợp |đối với )?(?:đăng ký|nộp|gửi|thực hiện)?(?: hồ sơ)? ?(?:trực tiếp|trực tuyến|qua dịch vụ bưu chính|qua bưu chính|trên môi trường điện tử|qua mạng)[^:]*:?\s*"
)
_LEADING = re.compile(r"^[\s*+\-–.]+|^(?:[a-zđ]|\d{1,2})\) ?")


@dataclass(frozen=True)
class Doubt:
    """Something that a person has to decide, or should look at.

    ``kind`` says what a decision is: words of a limit, yes or no for a case, one of ``PAPER_KINDS``; a ``remark`` has
    none. ``code`` says why there is a doubt, ``rows`` which rows of ``part`` it is about, ``said`` their words,
    ``proposal`` what they most likely mean ("" if that cannot be told), ``answer`` what was decided ("" if nothing was).
    """

    kind: str
    code: str
    part: str
    rows: tuple[int, ...]
    said: str
    proposal: str = ""
    answer: str = ""

    @property
    def key(self) -> str:
        """By which a decision is found again: the same words, the same decision."""
        return hashlib.sha256("\0".join((self.kind, self.part, self.said)).encode()).hexdigest()[:32]

    @property
    def open(self) -> bool:
        """Whether something of the procedure stays unknown until it is decided."""
        return not self.answer and (self.kind == "limit" or (self.kind == "case" and self.proposal == YES))


@dataclass(frozen=True)
class Reading:
    """A procedure as read: its data with what was decided said, what else its rows mean (``values``: for each part the
    attributes of each row), and the doubts.
    """

    data: ProcedureData
    values: dict[str, tuple[dict, ...]]
    doubts: tuple[Doubt, ...]


def _fits(limit):
    """Whether the attributes of a channel can say a limit: they know whole numbers only, not "1/2 ngày làm việc"."""
    return all(part.value == int(part.value) for part in limit.parts)


def limit_values(limit: LimitText) -> dict:
    """A limit as the attributes of a channel."""
    first, *others = limit.parts or (None,)
    if first is None or not _fits(limit):
        return {"duration": 0, "duration_unit": "none", "further_limit": "", "no_limit": limit.set_none}
    return {
        "duration": int(first.value),
        "duration_unit": first.unit.value,
        "further_limit": limit_words(others),
        "no_limit": False,
    }


def paper_values(kind: str) -> dict:
    """One of ``PAPER_KINDS`` as the attributes of a component."""
    return {
        "is_note": kind == "note",
        "required": kind in ("paper", "note"),
        "condition": kind if kind in ("conditional", "optional", "alternative", "repeated") else "",
    }


def is_answer(kind: str, answer: str) -> bool:
    """Whether a decision of this kind can be that."""
    if kind == "limit":
        limit = read_limit(answer)
        return limit.set_none or limit_values(limit)["duration_unit"] != "none"
    return answer in {"case": (YES, NO), "paper": PAPER_KINDS}.get(kind, ())


def read(data: ProcedureData, answers: dict[str, str] | None = None) -> Reading:
    """Read a procedure.

    :param answers: decisions by the key of their doubt; those that are for other words are passed over
    """
    answers = answers or {}
    parts = {"channels": _read_limits, "instructions": _read_cases, "components": _read_papers}
    values, doubts, decided = {}, [], {}
    for part, reader in parts.items():
        read_values, found = reader(getattr(data, part))
        rows = list(getattr(data, part))
        for doubt in found:
            answer = answers.get(doubt.key, "")
            if not is_answer(doubt.kind, answer):
                doubts.append(doubt)
                continue
            doubts.append(replace(doubt, answer=answer))
            for index in doubt.rows:
                rows[index] = replace(rows[index], **_decided_values(doubt.kind, answer))
        decided[part] = tuple(rows)
        values[part] = tuple(read_values)
    doubts += _remarks(data)
    return Reading(replace(data, **decided), values, tuple(doubts))


def unread(data: ProcedureData) -> ProcedureData:
    """A procedure of our catalogue as a file would say it: without what is read, so that it can be read again."""
    return replace(
        data,
        channels=tuple(
            replace(row, duration=None, duration_unit=None, further_limit=None, no_limit=None) for row in data.channels
        ),
        instructions=tuple(replace(row, is_case=None) for row in data.instructions),
        components=tuple(replace(row, is_note=None, required=None, condition=None) for row in data.components),
    )


def _decided_values(kind, answer):
    if kind == "limit":
        return limit_values(read_limit(answer))
    return {"is_case": answer == YES} if kind == "case" else paper_values(answer)


# ------------------------------------------------------------------ limits


def _read_limits(rows):
    """What the limits of the channels are; the rows of one channel, and channels of the same words, are one question."""
    values = [limit_values(LimitText())] * len(rows)
    asked = {}
    by_channel = {}
    for index, row in enumerate(rows):
        if row.duration_unit is None:  # a workbook says the limit itself
            by_channel.setdefault((row.channel, row.case), []).append(index)
    for indexes in by_channel.values():
        readings = [_read_limit_row(rows[index].duration_text, rows[index].note) for index in indexes]
        words = tuple(
            _said(rows[index], code) for index, (_limit, code, _proposal) in zip(indexes, readings, strict=True)
        )
        limits = {limit for limit, _code, _proposal in readings}
        if len(limits) > 1:
            doubt = ("limits_in_rows", "", indexes)
        else:
            ((limit, code, proposal), *_others) = readings
            for index in indexes:
                values[index] = limit_values(limit) | _verification_values(rows[index].note)
            doubt = (code, proposal, indexes)
        if doubt[0]:
            asked.setdefault(tuple(dict.fromkeys(words)), []).append(doubt)
    doubts = []
    for words, found in asked.items():
        code, proposal, _indexes = found[0]
        kind = "remark" if code in ("longer_for_some", "not_counted") else "limit"
        indexes = tuple(sorted(index for _code, _proposal, indexes in found for index in indexes))
        doubts.append(Doubt(kind, code, "channels", indexes, "\n".join(words), proposal))
    return values, doubts


def _verification_values(note):
    """The time for verification as an attribute of a channel, where a note adds one in working days."""
    added = read_mentions(note).verification
    if len(added) == 1 and added[0].unit is Unit.WORKING_DAY and added[0].value == int(added[0].value):
        return {"verification_days": int(added[0].value)}
    return {}


def _said(row, code):
    """The words that a limit has to be read out of: those of the note too, unless the limit's own say it all."""
    texts = (row.duration_text, "" if code == "limit_in_text" else row.note)
    return " – ".join(filter(None, (text.strip() for text in texts)))


def _read_limit_row(text, note):
    """``(the limit that is certain, why there is a doubt, what is most likely)`` of one row."""
    limit, said = read_limit(text), read_mentions(note)
    if limit.set_none:
        return limit, "", ""
    if limit.parts and not _fits(limit):
        return LimitText(), "limit_in_text", ""
    if limit.parts:
        return _check_against_note(limit, note)
    if not says_nothing(text):
        return LimitText(), "limit_in_text", ""
    in_note = read_limit(note)
    if in_note.set_none:
        return in_note, "", ""
    if said.opening and not said.some:
        return LimitText(), "limit_in_note", limit_words(said.opening)
    if said.opening or said.main or said.some or said.added:
        return LimitText(), "limit_in_note", ""
    return LimitText(), "limit_unclear", ""


def _check_against_note(limit, note):
    said = read_mentions(note)
    mentioned = {*said.main, *said.some}
    if said.opening[:1] and said.opening[0].unit is Unit.SAME_DAY:
        mentioned.add(said.opening[0])
    if mentioned and not said.agree_with(limit.parts):
        return LimitText(), "limit_contradicted", ""
    if said.some and len(mentioned) > 1 and not said.are_steps_of(limit.parts):
        return LimitText(), "several_limits", ""
    if said.added and (said.added != said.verification or not _verification_values(note)):
        return limit, "longer_for_some", ""
    return limit, "not_counted" if said.not_counted else "", ""


# ------------------------------------------------------------------ cases


def _read_cases(rows):
    """Headings among the steps: none is a case before somebody says so, for a case has papers and limits of its own."""
    values, doubts = [], []
    for index, row in enumerate(rows):
        values.append({"is_case": False})
        if row.case.strip() and row.is_case is None:
            code, proposal = _read_heading(row.case)
            doubts.append(Doubt("case", code, "instructions", (index,), row.case, proposal))
    return values, doubts


def _read_heading(heading):
    words = _LEADING.sub("", plain(heading)).strip()
    rest = _CHANNEL_HEADING.sub("", words, count=1)
    if rest != words:
        rest = _LEADING.sub("", rest)
        return ("heading_channel", NO) if not rest or rest[0].isdigit() else ("heading_case", YES)
    if _NO_CASE.match(words) or words[:1].isdigit():
        return "heading_no_case", NO
    return "heading_case", YES


# ------------------------------------------------------------------ papers


def _read_papers(rows):
    """What the rows among the papers are; what is read otherwise than the export's marks say is a doubt."""
    readings = [read_paper(row.name, bool(row.originals), bool(row.copies or row.certified_copies)) for row in rows]
    kinds = [reading.kind for reading in readings]
    codes = [""] * len(rows)
    _find_alternatives(rows, kinds)
    first = {}
    for index, row in enumerate(rows):
        same = first.setdefault((row.code.strip(), plain_name(row.name)), index)
        if same != index and row.code.strip() and kinds[index] != "note":
            kinds[index], codes[index] = "repeated", "paper_repeated"
            if (bool(row.originals), bool(row.copies)) != (bool(rows[same].originals), bool(rows[same].copies)):
                codes[same] = codes[index] = "paper_marks_differ"
    names = Counter(plain_name(row.name) for index, row in enumerate(rows) if kinds[index] not in ("note", "repeated"))
    values, doubts, seen = [], [], Counter()
    for index, (row, reading) in enumerate(zip(rows, readings, strict=True)):
        kind = kinds[index]
        marked = bool(row.originals or row.copies or row.certified_copies)
        if row.is_note is not None:  # a workbook says itself what a row is
            values.append({"originals": row.originals})
            continue
        values.append({**paper_values(kind), "originals": _originals(row, reading)})
        code = codes[index]
        if not code and kind == "note" and marked:
            code = "paper_is_note"
        elif not code and kind in ("conditional", "optional", "alternative"):
            code = f"paper_{kind}"
        elif not code and reading.whole_dossier:
            code = "paper_whole_dossier"
        elif not code and kind == "paper" and names[plain_name(row.name)] > 1:
            code = "paper_same_name"
        if code:
            # the same words twice are two questions: each has an answer of its own
            seen[(row.code, row.name, marked)] += 1
            number = seen[(row.code, row.name, marked)]
            said = row.name if number == 1 else f"{row.name} ({number})"
            doubts.append(Doubt("paper", code, "components", (index,), said, kind))
    return values, doubts


def _find_alternatives(rows, kinds):
    """Papers that replace one another, which a row tells of others only: "Trường hợp không có văn bản nêu trên …"; and the
    papers of a list in which each is for some case: one of them is always handed in.
    """
    for index, kind in enumerate(kinds):
        if kind == "alternative" and plain(rows[index].name).startswith(
            ("+ trường hợp không có", "- trường hợp không có")
        ):
            mark = rows[index].name.strip()[:1]
            for other, row in enumerate(rows):
                if kinds[other] == "paper" and row.name.strip()[:1] == mark:
                    kinds[other] = "alternative"
    papers = [index for index, kind in enumerate(kinds) if kind != "note"]
    if len(papers) > 1 and all(
        kinds[index] == "conditional" and re.match(r"\W*(?:lần đầu|trường hợp|đối với)\b", plain(rows[index].name))
        for index in papers
    ):
        for index in papers:
            kinds[index] = "alternative"


def _originals(row, reading):
    """How many originals: the words say it, where the export only says whether any."""
    return reading.originals if row.originals and reading.originals else int(bool(row.originals))


# ------------------------------------------------------------------ what else should be looked at


def _remarks(data):
    by_channel = {}
    for index, row in enumerate(data.channels):
        by_channel.setdefault((row.channel, row.case), []).append(index)
    fees = {}
    for indexes in by_channel.values():
        texts = tuple(dict.fromkeys(data.channels[index].fee_text.strip() for index in indexes))
        if sum(read_fee(text).kind != "unsaid" for text in texts) > 1:
            fees.setdefault(texts, []).extend(indexes)
    for texts, indexes in fees.items():
        yield Doubt("remark", "fees_in_rows", "channels", tuple(sorted(indexes)), "\n".join(filter(None, texts)))
    for index, row in enumerate(data.results):
        if read_limit(row.name).set_none:
            yield Doubt("remark", "no_result", "results", (index,), row.name)
    for index, row in enumerate(data.legal_bases):
        if row.issued_on and row.effective_from and row.effective_from < row.issued_on:
            yield Doubt("remark", "effect_before_issue", "legal_bases", (index,), row.name or row.abstract)
    if not (data.executing_body.strip() or data.competent_body.strip() or data.authorised_body.strip()):
        yield Doubt("remark", "no_body", "", (), "")
