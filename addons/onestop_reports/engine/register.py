"""The register (sổ theo dõi hồ sơ) as pages that can be verified, and as a workbook of any length."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

# forms 06 of TT 01/2018/TT-VPCP and 07 of TT 03/2025/TT-VPCP have the same columns: heading, the heading above it, width
COLUMNS = (
    ("number", "STT", "", 6),
    ("code", "Mã hồ sơ", "", 22),
    ("subject", "Tên thủ tục hành chính", "", 40),
    ("set_count", "Số lượng hồ sơ (bộ)", "", 8),
    ("applicant", "Tên cá nhân, tổ chức", "", 26),
    ("contact", "Địa chỉ, số điện thoại", "", 34),
    ("competent", "Cơ quan chủ trì giải quyết", "", 26),
    ("received", "Ngày, tháng, năm nhận hồ sơ", "Nhận và trả kết quả", 12),
    ("due", "Hẹn trả kết quả", "Nhận và trả kết quả", 12),
    ("returned", "Trả kết quả", "Nhận và trả kết quả", 12),
    ("result_channel", "Phương thức nhận kết quả", "Nhận và trả kết quả", 14),
    ("recipient", "Ký nhận", "Nhận và trả kết quả", 22),
    ("note", "Ghi chú", "", 18),
)
NAMES = tuple(column[0] for column in COLUMNS)
# of the columns on paper, in per cent of its width: a day and a code stay on their line
WIDTHS = (3.5, 11, 14, 4, 10, 13.5, 10, 5.5, 5.5, 5.5, 5.5, 7, 5)
PER_PAGE = 10


@dataclass(frozen=True)
class Page:
    """A page: its number in the volume, and its rows as tuples in the order of ``COLUMNS``."""

    number: int
    rows: tuple[tuple, ...]

    @property
    def first(self) -> int:
        """The number of its first row."""
        return self.rows[0][0]

    @property
    def last(self) -> int:
        """The number of its last row."""
        return self.rows[-1][0]

    @property
    def hash(self) -> str:
        """SHA-256 of what its rows say."""
        return hash_of(self.rows)


def hash_of(rows: Iterable[tuple]) -> str:
    """SHA-256 of what rows say, in hexadecimal."""
    said = json.dumps([[str(value) for value in row] for row in rows], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def pages(rows: Iterable[tuple], per_page: int = PER_PAGE) -> Iterator[Page]:
    """The rows on pages that are numbered from 1."""
    number, some = 1, []
    for row in rows:
        some.append(row)
        if len(some) == per_page:
            yield Page(number, tuple(some))
            number, some = number + 1, []
    if some:
        yield Page(number, tuple(some))


def write(rows: Iterable[tuple], heads: list[str], file: BytesIO) -> int:
    """Write a workbook row by row, so that its length costs no memory; return how many rows it has.

    :param heads: lines above the table
    """
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Sổ theo dõi")
    font = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter", "text_wrap": True}
    title = book.add_format({**font, "bold": True, "align": "center", "text_wrap": False})
    heading = book.add_format({**font, "bold": True, "align": "center", "border": 1})
    cell = book.add_format({**font, "border": 1})
    centred = book.add_format({**font, "border": 1, "align": "center"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    last = len(COLUMNS) - 1
    for index, (_name, _heading, _above, width) in enumerate(COLUMNS):
        sheet.set_column(index, index, width)
    # merging calls go back and forth between rows, which are written once and in order here: the cells are written row by
    # row, and what is merged is only noted
    for line, text in enumerate(heads):
        sheet.write_string(line, 0, text, title)
        for index in range(1, last + 1):
            sheet.write_blank(line, index, None, title)
        sheet.merge.append([line, 0, line, last])
    top = len(heads)
    for index, (_name, text, above, _width) in enumerate(COLUMNS):
        begins = above and COLUMNS[index - 1][2] != above
        if not above:
            sheet.write_string(top, index, text, heading)
        elif begins:
            sheet.write_string(top, index, above, heading)
        else:
            sheet.write_blank(top, index, None, heading)
    for index, (_name, text, above, _width) in enumerate(COLUMNS):
        if above:
            sheet.write_string(top + 1, index, text, heading)
        else:
            sheet.write_blank(top + 1, index, None, heading)
            sheet.merge.append([top, index, top + 1, index])
    group = [index for index, column in enumerate(COLUMNS) if column[2]]
    sheet.merge.append([top, group[0], top, group[-1]])
    sheet.repeat_rows(top, top + 1)
    sheet.freeze_panes(top + 2, 2)
    line = top + 2
    for row in rows:
        for index, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, index, value, centred)
            else:
                sheet.write_string(line, index, value, cell)
        line += 1
    book.close()
    return line - top - 2
