"""The rules of a fee schedule as a workbook that a finance office fills in Excel; its headings are Vietnamese and belong to
the format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from io import BytesIO

from odoo.addons.onestop_core.engine import own_sheet
from odoo.addons.onestop_core.engine.examined import MIB, examined
from odoo.addons.onestop_core.engine.own_sheet import NotASheetError, Problem
from odoo.addons.onestop_core.engine.sheet_text import append
from odoo.addons.onestop_core.engine.text import normalise
from openpyxl import Workbook

from . import fees

SHEET = "Mức thu"
METHOD_WORDS = {
    fees.FIXED: "Mức cố định",
    fees.PER_UNIT: "Theo đơn vị",
    fees.BANDS: "Theo bậc",
    fees.PERCENT: "Tỷ lệ trên giá trị",
}
BASIS_WORDS = {fees.QUANTITY: "Số lượng", fees.VALUE: "Giá trị"}
CHANNEL_WORDS = {"direct": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính"}
MOMENT_WORDS = {"before": "Trước khi tiếp nhận", "reception": "Khi tiếp nhận", "result": "Khi trả kết quả"}
HEADINGS = {
    "procedure_code": "Mã thủ tục",
    "case_name": "Trường hợp",
    "channel": "Hình thức nộp",
    "type_code": "Mã phí, lệ phí",
    "label": "Ghi trên biên lai",
    "method": "Cách tính",
    "amount": "Mức thu (đồng)",
    "share": "Tỷ lệ (phần vạn)",
    "basis": "Chia bậc theo",
    "bands": "Các bậc",
    "unit": "Đơn vị tính",
    "pieces_unit": "Thu theo từng",
    "minimum": "Tối thiểu (đồng)",
    "maximum": "Tối đa (đồng)",
    "round_to": "Làm tròn đến (đồng)",
    "retention_share": "Để lại (phần vạn)",
    "moment": "Thời điểm nộp",
    "exemptions": "Miễn, giảm",
    "note": "Nguồn",
}
_REQUIRED = ("procedure_code", "type_code", "method")
_WORDS = {
    "method": (METHOD_WORDS, None),
    "basis": (BASIS_WORDS, fees.QUANTITY),
    "channel": (CHANNEL_WORDS, ""),
    "moment": (MOMENT_WORDS, "reception"),
}
_NUMBERS = {"amount": 0, "share": 0, "minimum": 0, "maximum": 0, "round_to": 1, "retention_share": 0}
_WIDTHS = {"case_name": 30, "label": 30, "bands": 34, "exemptions": 34, "note": 34}
_BAND = re.compile(r"(?P<upto>[\d.\s]+|\*)\s*:\s*(?P<flat>=)?\s*(?P<amount>[\d.\s]+)")
_EXEMPTION = re.compile(r"(?P<code>[^:;]+):\s*(?P<share>[\d.\s]+)")
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+|\d+")


@dataclass(frozen=True)
class RuleRow:
    """A rule as a line of the workbook says it. ``bands`` are ``(upto or 0, amount, flat)``, ``exemptions`` ``(group code,
    share)``, shares in ten thousandths.
    """

    procedure_code: str
    type_code: str
    method: str
    case_name: str = ""
    channel: str = ""
    label: str = ""
    amount: int = 0
    share: int = 0
    basis: str = fees.QUANTITY
    bands: tuple[tuple[int, int, bool], ...] = ()
    unit: str = ""
    pieces_unit: str = ""
    minimum: int = 0
    maximum: int = 0
    round_to: int = 1
    retention_share: int = 0
    moment: str = "reception"
    exemptions: tuple[tuple[str, int], ...] = ()
    note: str = ""
    line: int = 0

    @property
    def key(self):
        """What a rule is about: a workbook says each thing once."""
        return (self.procedure_code, self.type_code, normalise(self.case_name), self.channel)


@examined(answer=MIB, growth=10, raises=(NotASheetError,))
def read(content: bytes) -> tuple[list[RuleRow], list[Problem]]:
    """Rows and problems of a workbook; rows with problems are left out of the rows. An empty line is no row.

    :raises NotASheetError: see there
    """
    columns, lines = own_sheet.rows(content, SHEET, HEADINGS, _REQUIRED)
    rows, problems, seen = [], [], {}
    for line, values in lines:
        row, wrong = _row(values)
        if row and not wrong:
            if row.key in seen:
                wrong.append(("procedure_code", "twice", seen[row.key]))
            seen.setdefault(row.key, line)
        problems += [Problem(line, columns.get(name, ""), reason, str(value)) for name, reason, value in wrong]
        if not wrong:
            rows.append(replace(row, line=line))
    return rows, problems


def write(rows: Iterable[RuleRow]) -> bytes:
    """The workbook of these rows; an empty one is the template to fill in."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    append(sheet, list(HEADINGS.values()))
    own_sheet.dress(sheet, HEADINGS, _WIDTHS, "A2")
    for row in rows:
        append(sheet, [_cell(row, name) for name in HEADINGS])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(row, name):
    value = getattr(row, name)
    if name in _WORDS:
        return _WORDS[name][0].get(value, "")
    if name == "bands":
        return "; ".join(f"{upto or '*'}: {'=' if flat else ''}{amount}" for upto, amount, flat in value)
    if name == "exemptions":
        return "; ".join(f"{code}: {share}" for code, share in value)
    if name in _NUMBERS:
        return value if value != _NUMBERS[name] or name == "amount" else None
    return value or None


def _row(cells):
    """A row and what is wrong with it, as ``(name, reason, value)``; no row where too much is."""
    wrong, values = [], {}
    for name in HEADINGS:
        text = own_sheet.text(cells.get(name))
        if name in _REQUIRED and not text:
            wrong.append((name, "empty", ""))
        elif name in _WORDS:
            words, default = _WORDS[name]
            known = {normalise(word): code for code, word in words.items()}
            if not text:
                values[name] = default
            elif normalise(text) in known:
                values[name] = known[normalise(text)]
            else:
                wrong.append((name, "word", text))
        elif name in _NUMBERS:
            number = _number(cells.get(name)) if text else _NUMBERS[name]
            if number is None:
                wrong.append((name, "number", text))
            values[name] = number
        elif name in ("bands", "exemptions"):
            parts = _parts(text, name)
            if parts is None:
                wrong.append((name, name, text))
            values[name] = parts
        else:
            values[name] = text
    return (None if wrong else RuleRow(**values)), wrong


def _parts(text, name):
    """Bands or exemptions of a cell, ``None`` if a part of it cannot be read."""
    found = []
    for part in filter(None, (one.strip() for one in text.split(";"))):
        match = (_BAND if name == "bands" else _EXEMPTION).fullmatch(part)
        number = match and _number(match["amount"] if name == "bands" else match["share"])
        if number is None or match is None:
            return None
        if name == "exemptions":
            found.append((match["code"].strip(), number))
            continue
        upto = 0 if match["upto"].strip() == "*" else _number(match["upto"])
        if upto is None:
            return None
        found.append((upto, number, bool(match["flat"])))
    return tuple(found)


def _number(value):
    """A whole number, however the cell holds it; ``None`` for what is none, and for a part of a đồng."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if value >= 0 else None
    if isinstance(value, float):
        return int(value) if value >= 0 and value.is_integer() else None
    text = str(value).strip()
    return int(text.replace(".", "")) if _GROUPED.fullmatch(text) else None
