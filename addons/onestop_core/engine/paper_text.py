"""Rows among the papers of a procedure, as the national catalogue words them: papers of everybody, papers of some, and
sentences that nobody can hand in.

The export says of a row only whether an original and a copy are asked for, and often says that of explanations. What a
row is can be told from its beginning and its end; it is a reading, which a person may overrule.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# What a row may be: a paper that everybody hands in, one that only some do (``conditional``), one that is handed in if
# there is any (``optional``), one of several that do the same (``alternative``), the same paper once more
# (``repeated``), a sentence (``note``).
PAPER_KINDS = ("paper", "conditional", "optional", "alternative", "repeated", "note")

_MARK = re.compile(r"^(?:\+\)|[\s\-–—+*•.]+|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})(?:\.\d{1,2})*[.)]\)?\s*)+")
_PAPER = (
    r"(?:(?:bản )?(?:tờ khai|đơn|văn bản|bản sao|bản chính|bản chụp|bản khai|bản kê khai|giấy|biên bản|hợp đồng|chứng từ|quyết định|báo cáo|"
    r"phương án|bản vẽ|hộ chiếu|thẻ|dự thảo|danh mục|danh sách|hồ sơ|tài liệu|ảnh|chứng cứ|thông báo|tờ trình|mẫu))"
)
_NOTE_BEGINS = re.compile(
    r"lưu ý|ghi chú|chú ý|số lượng hồ sơ|tên mẫu đơn|trường hợp gửi hồ sơ|người (?:ủy quyền|uỷ quyền|nộp hồ sơ|yêu cầu)|chưa có quy định|không quy định"
)
_NOTE_SAYS = re.compile(
    r"có giá trị pháp lý tương đương|chịu trách nhiệm trước pháp luật|được thay thế bằng dữ liệu|"
    r"không phải nộp|chỉ cần cung cấp|thành phần hồ sơ bao gồm các giấy tờ theo quy định"
)
_HEADING = re.compile(r"(?:phải bổ sung|bao gồm|gồm(?: có)?|sau đây|như sau|theo quy định của chính phủ|hồ sơ)?\s*:$")
_ONE_OF = re.compile(r"^(?:bản sao |bản chính |có )?(?:một|1|01) trong (?:các|những|số)")
_INSTEAD = re.compile(r"^(?:hoặc|trường hợp không có (?:văn bản|giấy tờ?)(?: \w+)? (?:nêu )?trên)")
_FOR_SOME = re.compile(
    r"^(?:trường hợp|đối với|nếu|lần đầu)\b|"
    r"\((?:[^()]*?)(?:trong trường hợp|trường hợp|đối với|nếu)\b(?! có\))[^()]*\)?|"
    r"\b(?:đối với|trong trường hợp|nếu thuộc|áp dụng đối với) (?:trường hợp|phương tiện|người|hồ sơ|công trình|các|tổ chức|cá nhân|ủy quyền|uỷ quyền|văn bản)"
)
_IF_ANY = re.compile(r"(?:\(\s*nếu có\s*\)|\bnếu có)$")
_COUNT = re.compile(
    r"(?<![\w/])0?(?P<count>[1-9]) ?(?:\([^()\d]*\) )?(?P<what>bản chính|bản gốc|bản sao|bản chụp|bộ(?= bản vẽ))"
)
# "02 bản chính (đối với …)": the condition belongs to the number
_COUNTED = re.compile(r"bản (?:chính|sao|chụp) ?\([^()]*\)")
_WHOLE_DOSSIER = re.compile(r"thành phần hồ sơ.*[+].*[+].*", re.DOTALL)


class PaperText(NamedTuple):
    """What a row's words make of it: one of ``PAPER_KINDS``, and how many originals they ask for (None: unsaid)."""

    kind: str
    originals: int | None = None
    whole_dossier: bool = False


def plain_name(name: str) -> str:
    """A paper's name for comparing: in small letters, without the dash or number before it and the point behind it."""
    words = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    return _MARK.sub("", words).strip(" .;:")


def read_paper(name: str, original: bool, copy: bool) -> PaperText:
    """What a row is.

    :param name: its words
    :param original: whether the export asks for an original
    :param copy: whether it asks for a copy
    """
    words = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    bare = _MARK.sub("", words)
    whole = bool(_WHOLE_DOSSIER.search(words))
    count = _count(words)
    if not whole and _is_note(bare, original or copy):
        return PaperText("note")
    if _ONE_OF.search(bare) or _INSTEAD.search(bare):
        return PaperText("alternative", count)
    if not whole and _FOR_SOME.search(_COUNTED.sub("", bare)):
        return PaperText("conditional", count)
    if not whole and _IF_ANY.search(bare.rstrip(" .;")):
        return PaperText("optional", count)
    if not original and not copy:
        return PaperText("note")
    return PaperText("paper", count, whole)


def _is_note(bare: str, asked: bool) -> bool:
    if _NOTE_BEGINS.match(bare) or _HEADING.search(bare):
        return True
    if _NOTE_SAYS.search(bare):
        # "Giấy chứng nhận …; trường hợp đã có trong cơ sở dữ liệu thì được thay thế": a paper, with a sentence behind it
        return not re.match(_PAPER, bare) or bool(re.match(r"hồ sơ đăng ký .* bao gồm", bare))
    return not asked and not _IF_ANY.search(bare.rstrip(" .;"))


def _count(words: str) -> int | None:
    """How many originals the words ask for, where they say it once."""
    counts = {
        int(match["count"]) for match in _COUNT.finditer(words) if match["what"] in ("bản chính", "bản gốc", "bộ")
    }
    return counts.pop() if len(counts) == 1 else None
