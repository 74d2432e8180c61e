"""Dossiers of an earlier system from a workbook or a text file; its headings are Vietnamese and belong to the format.

Nothing of a file is taken over unless all of it can be: each fault is named by line and column.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from odoo.addons.onestop_core.engine.codes import read_code
from odoo.addons.onestop_core.engine.examined import MIB, examined
from odoo.addons.onestop_core.engine.names import clean_name
from odoo.addons.onestop_core.engine.text import normalise
from odoo.addons.onestop_core.engine.tidy import tidy
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

SHEET = "Hồ sơ"
HEADINGS = {
    "code": "Mã hồ sơ",
    "agency": "Mã cơ quan",
    "procedure": "Mã TTHC",
    "level": "Mức độ",
    "channel": "Kênh nộp",
    "applicant": "Chủ hồ sơ",
    "received": "Ngày tiếp nhận",
    "due": "Ngày hẹn trả",
    "settled": "Ngày giải quyết",
    "returned": "Ngày trả",
    "status": "Trạng thái",
}
_REQUIRED = ("code", "agency", "procedure", "channel", "applicant", "status")
_DATES = ("received", "due", "settled", "returned")
CHANNEL_WORDS = {"direct": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính"}
# the ten national statuses, by the state that a dossier of ours has in their place
STATUS_WORDS = {
    "submitted": "Mới đăng ký",
    "received": "Được tiếp nhận",
    "rejected": "Không được tiếp nhận",
    "processing": "Đang xử lý",
    "supplement": "Yêu cầu bổ sung giấy tờ",
    "payment": "Yêu cầu thực hiện nghĩa vụ tài chính",
    "withdrawn": "Công dân yêu cầu rút hồ sơ",
    "stopped": "Dừng xử lý",
    "ready": "Đã xử lý xong",
    "returned": "Đã trả kết quả",
}
_CHANNELS = {normalise(word): code for code, word in CHANNEL_WORDS.items()}
_STATUSES = {normalise(word): code for code, word in STATUS_WORDS.items()}
LONGEST = 300
# the dates that a state must have, and those that it cannot have
_HAS = {
    "submitted": ((), ("settled", "returned")),
    "rejected": ((), ("settled", "returned")),
    "received": (("received",), ("settled", "returned")),
    "processing": (("received",), ("settled", "returned")),
    "supplement": (("received",), ("settled", "returned")),
    "payment": (("received",), ("settled", "returned")),
    "withdrawn": (("received", "settled"), ()),
    "stopped": (("received", "settled"), ()),
    "ready": (("received", "settled"), ("returned",)),
    "returned": (("received", "settled", "returned"), ()),
}


class Problem(NamedTuple):
    """What is wrong with a cell: ``line`` and ``column`` as a spreadsheet shows them, ``reason`` a code."""

    line: int
    column: str
    heading: str
    reason: str
    value: str


@dataclass(frozen=True)
class Past:
    """A dossier of the earlier system; moments are those of the agencies' own clocks."""

    line: int
    code: str
    agency: str
    procedure: str
    level: str
    channel: str
    applicant: str
    received: datetime | None
    due: datetime | None
    settled: datetime | None
    returned: datetime | None
    state: str


class NotATableError(ValueError):
    """The file is neither a workbook nor text with our headings. ``args[0]`` names what is missing."""


@examined(seconds=120, memory=900 * MIB, answer=MIB, growth=40, raises=(NotATableError,))
def read(content: bytes, today: date) -> tuple[list[Past], list[Problem], dict[str, str]]:
    """Dossiers and problems of a file, and the letters of its columns; lines with problems are left out of the dossiers, empty
    lines are none.

    :param today: the day after which nothing can have happened yet
    :raises NotATableError: the file has not our headings
    """
    lines = _lines(content)
    columns = _columns(next(lines, ()))
    found, problems = [], []
    seen: dict[str, int] = {}
    for line, cells in enumerate(lines, start=2):
        values = {name: cells[index] if index < len(cells) else None for name, index in columns.items()}
        if all(value is None or not str(value).strip() for value in values.values()):
            continue
        past, wrong = _read_line(line, values, columns, today)
        if past.code and past.code in seen:
            wrong.append(_problem(columns, line, "code", "twice", str(seen[past.code])))
        seen.setdefault(past.code, line)
        problems += wrong
        if not wrong:
            found.append(past)
    return found, problems, {name: get_column_letter(index + 1) for name, index in columns.items()}


def _lines(content: bytes) -> Iterator[tuple]:
    if content.startswith(b"PK"):
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
            raise NotATableError("xlsx") from error
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        yield from sheet.iter_rows(values_only=True)
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotATableError("utf-8") from error
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _columns(heading) -> dict[str, int]:
    titles = {normalise(str(cell)): index for index, cell in enumerate(heading) if cell}
    columns = {name: titles[normalise(word)] for name, word in HEADINGS.items() if normalise(word) in titles}
    missing = [word for name, word in HEADINGS.items() if name not in columns]
    if missing:
        raise NotATableError(", ".join(missing))
    return columns


def _problem(columns, line, name, reason, value=""):
    return Problem(line, get_column_letter(columns[name] + 1), HEADINGS[name], reason, str(value)[:80])


def _read_line(line, cells, columns, today):
    problems = []

    def wrong(name, reason, value=""):
        problems.append(_problem(columns, line, name, reason, value))

    texts = {name: _text(cells[name]) for name in HEADINGS if name not in _DATES}
    for name, text in texts.items():
        if name in _REQUIRED and not text:
            wrong(name, "empty")
        elif len(text) > LONGEST:
            wrong(name, "long", text)
    level = texts["level"].removeprefix("Mức độ").strip()
    if level not in ("", "1", "2", "3", "4"):
        wrong("level", "level", texts["level"])
    channel = _CHANNELS.get(normalise(texts["channel"]), "")
    if texts["channel"] and not channel:
        wrong("channel", "channel", texts["channel"])
    state = _STATUSES.get(normalise(texts["status"]), "")
    if texts["status"] and not state:
        wrong("status", "status", texts["status"])
    moments = {}
    for name in _DATES:
        try:
            moments[name] = _moment(cells[name], name)
        except ValueError:
            moments[name] = None
            wrong(name, "date", cells[name])
            state = ""
    _check_moments(moments, state, today, wrong)
    past = Past(
        line,
        read_code(texts["code"]) or tidy(texts["code"]),
        texts["agency"],
        texts["procedure"],
        level,
        channel,
        clean_name(texts["applicant"]),
        **moments,
        state=state,
    )
    return past, problems


def _check_moments(moments, state, today, wrong):
    for name in ("received", "settled", "returned"):
        if moments[name] and moments[name].date() > today:
            wrong(name, "future", f"{moments[name]:%d/%m/%Y}")
    # a day without an hour lies neither before nor after an hour of the same day
    for before, after in (("received", "settled"), ("settled", "returned"), ("received", "due")):
        if moments[before] and moments[after] and moments[after].date() < moments[before].date():
            wrong(after, "order", f"{moments[after]:%d/%m/%Y}")
    if state:
        needed, excluded = _HAS[state]
        for name in needed:
            if not moments[name]:
                wrong(name, "needed", STATUS_WORDS[state])
        for name in excluded:
            if moments[name]:
                wrong(name, "excluded", STATUS_WORDS[state])
    for before, after in (("received", "settled"), ("settled", "returned")):
        if moments[before] and moments[after]:
            moments[after] = max(moments[after], moments[before])


def _text(value) -> str:
    if value is None:
        return ""
    # Excel keeps a level, and a code of digits, as a number
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


# what a day without an hour stands for: the latest that is not too late, the earliest of the others
_HOURS = {"received": time(0, 0), "due": time(23, 59), "settled": time(0, 0), "returned": time(0, 0)}


def _moment(value, name) -> datetime | None:
    if isinstance(value, datetime):
        # a cell with a day has midnight
        return datetime.combine(value.date(), _HOURS[name]) if value.time() == time() else value.replace(microsecond=0)
    if isinstance(value, date):
        return datetime.combine(value, _HOURS[name])
    text = _text(value)
    if not text:
        return None
    try:
        return datetime.strptime(text, "%d/%m/%Y %H:%M")
    except ValueError:
        return datetime.combine(datetime.strptime(text, "%d/%m/%Y").date(), _HOURS[name])


def template() -> bytes:
    """An empty workbook with the headings, and what may be written."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append(list(HEADINGS.values()))
    sheet.freeze_panes = "B2"
    for index in range(1, len(HEADINGS) + 1):
        sheet.column_dimensions[get_column_letter(index)].width = 20
    said = book.create_sheet("Hướng dẫn")
    for text in (
        "Mỗi dòng là một hồ sơ của hệ thống trước; tên cột giữ nguyên. Nhập lại cùng một tệp không thay đổi gì.",
        "Ngày viết dd/MM/yyyy hoặc dd/MM/yyyy HH:mm; để trống nếu chưa có.",
        "Mức độ: 1, 2, 3, 4 hoặc để trống.",
        f"Kênh nộp: {'; '.join(CHANNEL_WORDS.values())}.",
        f"Trạng thái: {'; '.join(STATUS_WORDS.values())}.",
    ):
        said.append([text])
    said.column_dimensions["A"].width = 110
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
