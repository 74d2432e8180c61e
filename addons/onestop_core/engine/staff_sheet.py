"""Staff accounts as a workbook that an agency fills in Excel; its headings are Vietnamese and belong to the format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook

from . import own_sheet
from .examined import MIB, examined
from .mail_address import clean_email
from .names import clean_name
from .own_sheet import NotASheetError, Problem
from .phone import clean_phone
from .sheet_text import append
from .text import normalise

SHEET = "Tài khoản"
ROLE_WORDS = {
    "receptionist": "Tiếp nhận",
    "postal_clerk": "Nhân viên bưu chính",
    "specialist": "Chuyên môn",
    "leader": "Lãnh đạo",
    "cashier": "Thu phí",
    "supervisor": "Giám sát",
    "agency_admin": "Quản trị cơ quan",
}
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{2,63}")


@dataclass(frozen=True)
class StaffRow:
    """A post: who, where, with which roles, from when until when."""

    login: str
    name: str
    title: str
    agency_code: str
    desk: str
    roles: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    email: str
    phone: str
    line: int = 0


HEADINGS = {
    "login": "Tên đăng nhập",
    "name": "Họ và tên",
    "title": "Chức danh",
    "agency_code": "Mã cơ quan",
    "desk": "Bộ phận Một cửa",
    "roles": "Vai trò",
    "valid_from": "Từ ngày",
    "valid_to": "Đến ngày",
    "email": "Email",
    "phone": "Số điện thoại",
}
_REQUIRED = ("login", "name", "agency_code", "roles")
# as an account stores them: what is only spelt in another way is no change
_CLEANERS = {"name": clean_name, "email": clean_email, "phone": clean_phone}
_WIDTHS = {"name": 28, "title": 34, "desk": 34, "roles": 30, "email": 28}


@examined(answer=MIB, growth=10, raises=(NotASheetError,))
def read(content: bytes, role_words: dict[str, str] | None = None) -> tuple[list[StaffRow], list[Problem]]:
    """Rows and problems of a workbook; rows with problems are left out of the rows.

    ``role_words``: the word of each role by its code, where modules have brought more than ``ROLE_WORDS``.
    Raises NotASheetError. An empty line is no row.
    """
    columns, lines = own_sheet.rows(content, SHEET, HEADINGS, _REQUIRED)
    words = role_words or ROLE_WORDS
    roles = {normalise(word): code for code, word in words.items()} | {code: code for code in words}
    rows, problems = [], []
    seen: dict[tuple, int] = {}
    for line, texts in lines:
        row, wrong = _read_row(line, texts, columns, roles)
        if row:
            key = (row.login, row.agency_code)
            if key in seen:
                wrong.append(Problem(line, columns["login"], "twice", str(seen[key])))
            seen.setdefault(key, line)
        problems += wrong
        if row and not wrong:
            rows.append(row)
    return rows, problems


def suggested_login(name: str) -> str:
    """An account name as offices make it: the given name and the initials of what stands before it, without accents."""
    words = [word for part in normalise(name).split() if (word := "".join(filter(str.isalnum, part)))]
    return words[-1] + "".join(word[0] for word in words[:-1]) if words else ""


def is_login(text: str) -> bool:
    """Whether an account may be called so."""
    return bool(_LOGIN.fullmatch(text))


def _read_row(line, cells, columns, known):
    problems = []

    def wrong(name, reason, value=""):
        problems.append(Problem(line, columns.get(name, ""), reason, str(value)))

    values = {
        name: own_sheet.text(cells.get(name)) for name in HEADINGS if name not in ("valid_from", "valid_to", "roles")
    }
    values |= {name: clean(values[name]) for name, clean in _CLEANERS.items()}
    for name in _REQUIRED:
        if name != "roles" and not values[name]:
            wrong(name, "empty")
    values["login"] = values["login"].lower()
    if values["login"] and not is_login(values["login"]):
        wrong("login", "login", values["login"])
    roles = []
    for word in re.split(r"[;,\n]", own_sheet.text(cells.get("roles"))):
        if not word.strip():
            continue
        code = known.get(normalise(word)) or known.get(word.strip())
        if code:
            roles.append(code)
        else:
            wrong("roles", "role", word.strip())
    if not roles and not any(problem.reason == "role" for problem in problems):
        wrong("roles", "empty")
    for name in ("valid_from", "valid_to"):
        try:
            values[name] = _date(cells.get(name))
        except ValueError:
            values[name] = None
            wrong(name, "date", cells.get(name))
    if values["valid_from"] and values["valid_to"] and values["valid_to"] < values["valid_from"]:
        wrong("valid_to", "order", values["valid_to"].strftime("%d/%m/%Y"))
    return StaffRow(**values, roles=tuple(sorted(set(roles))), line=line), problems


def _date(value) -> date | None:
    if value in (None, ""):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return datetime.strptime(str(value).strip(), "%d/%m/%Y").date()


def write(rows: Iterable[StaffRow], role_words: dict[str, str] | None = None) -> bytes:
    """A workbook with the rows, ready to be changed and read again; ``role_words`` as for ``read``."""
    words = role_words or ROLE_WORDS
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    append(sheet, HEADINGS.values())
    for row in rows:
        values = {field.name: getattr(row, field.name) for field in fields(row)}
        values["roles"] = "; ".join(words[code] for code in row.roles)
        append(sheet, [values[name] for name in HEADINGS])
    own_sheet.dress(sheet, HEADINGS, _WIDTHS, "C2")
    for name in ("valid_from", "valid_to"):
        column = list(HEADINGS).index(name) + 1
        for line in range(2, sheet.max_row + 1):
            sheet.cell(line, column).number_format = "dd/mm/yyyy"
    help_sheet = book.create_sheet("Hướng dẫn")
    for text in (
        "Mỗi dòng là một vị trí của một người tại một cơ quan; một người có thể có nhiều dòng.",
        "Tên đăng nhập, Họ và tên, Mã cơ quan và Vai trò là bắt buộc. Ngày viết theo dd/MM/yyyy.",
        "Vai trò: " + "; ".join(words.values()) + " (nhiều vai trò cách nhau bằng dấu chấm phẩy).",
        "Đến ngày: ngày làm việc cuối cùng ở vị trí; để trống nếu chưa kết thúc.",
    ):
        append(help_sheet, [text])
    help_sheet.column_dimensions["A"].width = 110
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
