"""The catalogue as a workbook that people fill in Excel: one sheet for the procedures and one for each of their lists.

Its headings are Vietnamese, as the keys of the national export are: they belong to the format.  The workbook says
everything that the catalogue knows of a procedure, so that what is exported is what is imported.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from .catalogue import (
    CHANNEL_WORDS,
    LOCAL_ATTRIBUTES,
    PARTS,
    YES_NO_WORDS,
    BadValueError,
    Channel,
    Component,
    Instruction,
    LegalBasis,
    Problem,
    ProcedureData,
    Result,
    read_choice,
    read_code,
    read_date,
    read_text,
)
from .examined import MIB, examined
from .limit_text import read_limit
from .sheet_text import append, set_text
from .text import normalise

UNIT_WORDS = {
    "hour": "Giờ làm việc",
    "working_day": "Ngày làm việc",
    "calendar_day": "Ngày",
    "month": "Tháng",
    "same_day": "Trong ngày",
    "none": "Khác",
}
SERVICE_LEVEL_WORDS = {"": "", "1": "Mức độ 1", "2": "Mức độ 2", "3": "Mức độ 3", "4": "Mức độ 4"}
ONLINE_SCOPE_WORDS = {"": "", "full": "Toàn trình", "partial": "Một phần", "none": "Cung cấp thông tin"}
PARTIAL_REASON_WORDS = {
    "": "",
    "presence": "Người yêu cầu phải có mặt",
    "field_check": "Phải xác minh thực địa",
    "incident": "Sự cố kỹ thuật",
    "technical": "Lý do kỹ thuật khác",
}
CONDITION_WORDS = {
    "": "",
    "conditional": "Tùy trường hợp",
    "optional": "Nếu có",
    "alternative": "Thay thế cho nhau",
    "repeated": "Đã nêu ở trên",
}
_FLAG_WORDS = {True: "Có", False: "Không"}

_CELL_LIMIT = 32_767  # UTF-16 units, set by Excel
_UNPACKED_LIMIT = 500 * 2**20  # bytes of a workbook whose archive is opened
_LONG_TEXTS = "Văn bản dài"
_HELP = "Hướng dẫn"
_LONG_TEXT_MARK = re.compile(rf"\[\[{_LONG_TEXTS} (\d+)\]\]")
_EXAMPLE = "Ví dụ"
_VALIDATED_ROWS = 5000


@dataclass(frozen=True, eq=False)
class Column:
    """A column: the attribute that it holds, its heading, what may stand in it (``kind``: text, code, date, number, flag or
    the words of a choice), and what the help sheet says of it.
    """

    attribute: str
    heading: str
    kind: str | dict = "text"
    required: bool = False
    width: int = 20
    help: str = ""


_CODE = Column("procedure", "Mã thủ tục", "code", True, 14, "Mã của thủ tục trong sheet Thủ tục.")
_CASE = Column(
    "case", "Trường hợp", width=30, help="Tên trường hợp ở sheet Trường hợp; để trống nếu áp dụng cho mọi trường hợp."
)

_PROCEDURE_SHEET = "Thủ tục"
_PROCEDURE_COLUMNS = (
    Column(
        "code", "Mã thủ tục", "code", True, 14, "Mã trên Cơ sở dữ liệu quốc gia về thủ tục hành chính, ví dụ 1.001193."
    ),
    Column("name", "Tên thủ tục", required=True, width=60),
    Column("sector", "Lĩnh vực", required=True, width=30, help="Lĩnh vực chưa có sẽ được thêm mới."),
    Column("catalogue_number", "Số thứ tự", width=10),
    Column("decision", "Quyết định công bố", width=22),
    Column("decision_date", "Ngày quyết định", "date", width=15, help="Ngày/tháng/năm."),
    Column("issuing_body", "Cơ quan ban hành", width=30),
    Column("level_text", "Cấp thực hiện", width=24, help="Ví dụ: Cấp tỉnh, Cấp xã."),
    Column("applicants", "Đối tượng thực hiện", width=30),
    Column("legal_kind", "Loại thủ tục", width=30),
    Column("keywords", "Từ khóa", width=24, help="Những từ mà người dân hay dùng khi tìm thủ tục."),
    Column("reception_place", "Địa chỉ tiếp nhận", width=30),
    Column("executing_body", "Cơ quan thực hiện", width=30),
    Column("competent_body", "Cơ quan có thẩm quyền", width=30),
    Column("coordinating_body", "Cơ quan phối hợp", width=30),
    Column("authorised_body", "Cơ quan được ủy quyền", width=30),
    Column("conditions", "Yêu cầu, điều kiện", width=60),
    Column("description", "Mô tả", width=40),
    Column(
        "publication_status",
        "Trạng thái",
        width=16,
        help="“Đã công khai” hoặc để trống; trạng thái khác làm thủ tục hết hiệu lực.",
    ),
    Column("link", "Đường dẫn", width=30),
    Column("same_day", "Giải quyết trong ngày", "flag", width=14),
    Column("service_level", "Mức độ dịch vụ công", SERVICE_LEVEL_WORDS, width=14),
    Column("online_scope", "Dịch vụ công trực tuyến", ONLINE_SCOPE_WORDS, width=18),
    Column(
        "partial_reason",
        "Lý do một phần",
        PARTIAL_REASON_WORDS,
        width=24,
        help="Phải công khai nếu dịch vụ công trực tuyến chỉ một phần.",
    ),
    Column(
        "partial_legal_text",
        "Nội dung, căn cứ của lý do",
        width=40,
        help="Việc không thể làm trực tuyến và điều khoản quy định việc đó.",
    ),
)
_PART_SHEETS = {
    "channels": "Kênh",
    "instructions": "Trường hợp",
    "components": "Thành phần hồ sơ",
    "results": "Kết quả",
    "legal_bases": "Căn cứ pháp lý",
}
_PART_COLUMNS = {
    "channels": (
        _CODE,
        Column("channel", "Hình thức nộp", CHANNEL_WORDS, True, 16),
        _CASE,
        Column(
            "duration",
            "Thời hạn",
            "number",
            width=10,
            help="Số; để trống nếu giải quyết trong ngày hoặc thời hạn khác.",
        ),
        Column(
            "duration_unit",
            "Đơn vị",
            UNIT_WORDS,
            width=16,
            help="Nếu để trống Thời hạn và Đơn vị, thời hạn được đọc từ cột Thời hạn theo văn bản.",
        ),
        Column(
            "further_limit",
            "Thời hạn tiếp theo",
            width=18,
            help="Phần sau của thời hạn gồm nhiều phần, ví dụ 15 ngày làm việc sau 02 tháng.",
        ),
        Column(
            "no_limit",
            "Luật không quy định thời hạn",
            "flag",
            width=14,
            help="“Có” nếu pháp luật không quy định; để trống nếu thời hạn chưa được xác định.",
        ),
        Column("duration_text", "Thời hạn theo văn bản", width=30, help="Ví dụ: 7 ngày làm việc."),
        Column(
            "hard_area_days",
            "Ngày cộng thêm, vùng khó khăn",
            "number",
            width=14,
            help="Số ngày làm việc cộng thêm ở địa bàn khó khăn.",
        ),
        Column(
            "verification_days",
            "Ngày cộng thêm, xác minh",
            "number",
            width=14,
            help="Số ngày làm việc cộng thêm khi phải xác minh.",
        ),
        Column("fee_text", "Phí, lệ phí", width=30),
        Column("note", "Mô tả", width=60),
    ),
    "instructions": (
        _CODE,
        Column("case", "Trường hợp", width=30, help="Để trống nếu trình tự áp dụng cho mọi trường hợp."),
        Column(
            "is_case",
            "Là trường hợp",
            "flag",
            width=12,
            help="“Không” nếu đây chỉ là tiêu đề của trình tự, không phải trường hợp; để trống nghĩa là “Có”.",
        ),
        Column("text", "Trình tự thực hiện", width=100),
    ),
    "components": (
        _CODE,
        Column("name", "Tên giấy tờ", required=True, width=60),
        Column("code", "Mã giấy tờ", width=24),
        _CASE,
        Column(
            "is_note",
            "Là ghi chú",
            "flag",
            width=10,
            help="“Có” nếu dòng này chỉ giải thích, không phải giấy tờ phải nộp.",
        ),
        Column("originals", "Bản chính", "number", width=10, help="Số lượng."),
        Column("certified_copies", "Bản sao chứng thực", "number", width=10, help="Số lượng."),
        Column("copies", "Bản sao", "number", width=10, help="Số lượng."),
        Column("required", "Bắt buộc", "flag", width=10, help="Để trống nghĩa là “Có”."),
        Column(
            "condition",
            "Khi nào phải nộp",
            CONDITION_WORDS,
            width=18,
            help="Để trống nếu ai cũng phải nộp.",
        ),
        Column("original_to_return", "Trả lại bản chính", "flag", width=10),
        Column("in_national_data", "Đã có trong CSDL quốc gia", "flag", width=12),
        Column("document_kind", "Loại giấy tờ", width=20),
        Column("issuing_body", "Cơ quan ban hành", width=30),
        Column("electronic_form", "Biểu mẫu điện tử", YES_NO_WORDS, width=12),
        Column("form_url", "Đường dẫn biểu mẫu", width=30),
    ),
    "results": (
        _CODE,
        Column("name", "Tên kết quả", required=True, width=60),
        Column("code", "Mã kết quả", width=24),
        Column("issuing_body", "Cơ quan ban hành", width=30),
        Column("description", "Mô tả", width=40),
    ),
    "legal_bases": (
        _CODE,
        Column("name", "Số ký hiệu", width=24),
        Column("abstract", "Trích yếu", width=80),
        Column("issuing_body", "Cơ quan ban hành", width=30),
        Column("issued_on", "Ngày ban hành", "date", width=15, help="Ngày/tháng/năm."),
        Column("effective_from", "Ngày hiệu lực", "date", width=15, help="Ngày/tháng/năm."),
        Column("link", "Đường dẫn", width=30),
    ),
}

_EXAMPLE_PROCEDURE = ProcedureData(
    code=_EXAMPLE,
    name="Đăng ký khai sinh",
    sector="Hộ tịch",
    decision="1872/QĐ-BTP",
    decision_date=date(2020, 9, 4),
    issuing_body="Bộ Tư pháp",
    level_text="Cấp xã",
    applicants="Công dân Việt Nam",
    publication_status="Đã công khai",
    same_day=True,
    service_level="",
    online_scope="full",
    partial_reason="",
    partial_legal_text="",
    channels=(
        Channel("direct", 0, "same_day", "", "Miễn lệ phí nếu đúng hạn", "Nhận hồ sơ sau 15 giờ: trả kết quả ngày làm việc tiếp theo", "", 0, 0, "", False),
        Channel("post", 3, "working_day", "3 ngày làm việc", "", "", "", 0, 0, "", False),
    ),
    instructions=(Instruction("", "Bước 1: Người yêu cầu nộp hồ sơ tại Bộ phận Một cửa.", False),),
    components=(
        Component("Giấy chứng sinh", "", "", "", False, 1, 0, "no", 0, True, False, False, "", "", ""),
        Component("Trường hợp không có Giấy chứng sinh thì nộp văn bản của người làm chứng.", "", "", "", True, 0, 0, "", 0, True, False, False, "", "", ""),
    ),
    results=(Result("Giấy khai sinh"),),
    legal_bases=(LegalBasis("60/2014/QH13", "Luật Hộ tịch", "Quốc hội", date(2014, 11, 20), date(2016, 1, 1)),),
)  # fmt: skip


# ------------------------------------------------------------------ writing


def write_workbook(procedures: Iterable[ProcedureData]) -> bytes:
    """The workbook (xlsx) that says these procedures, of which every attribute must be said."""
    return _write(list(procedures))


def write_template() -> bytes:
    """An empty workbook to fill in, with an example that an import passes over."""
    return _write([_EXAMPLE_PROCEDURE])


def _write(procedures):
    book = Workbook()
    book.remove(book.active)
    long_texts = []
    _write_sheet(book, _PROCEDURE_SHEET, _PROCEDURE_COLUMNS, ((data, data.code) for data in procedures), long_texts)
    for part, title in _PART_SHEETS.items():
        rows = ((row, data.code) for data in procedures for row in getattr(data, part))
        _write_sheet(book, title, _PART_COLUMNS[part], rows, long_texts)
    if long_texts:
        sheet = book.create_sheet(_LONG_TEXTS)
        for number, text in enumerate(long_texts, 1):
            for piece in _pieces(text):
                sheet.append([number, None])
                _set_text(sheet.cell(sheet.max_row, 2), piece)
    _write_help(book)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _write_sheet(book, title, columns, rows, long_texts):
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "C2" if columns is _PROCEDURE_COLUMNS else "B2"
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        cell = sheet.cell(1, number, f"{column.heading} *" if column.required else column.heading)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.fill = PatternFill("solid", fgColor="F8CBAD" if column.required else "DDEBF7")
        # the format of cells that are still to be filled: a code is no number, and a date shows its day first
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].number_format = _number_format(column)
        words = _words(column)
        if words:
            choice = DataValidation(
                "list", formula1=f'"{",".join(filter(None, words))}"', allow_blank=True, showErrorMessage=True
            )
            choice.error = f"Chọn một trong: {', '.join(filter(None, words))}"
            choice.add(f"{letter}2:{letter}{_VALIDATED_ROWS}")
            sheet.add_data_validation(choice)
    for place, (row, code) in enumerate(rows, 2):
        for number, column in enumerate(columns, 1):
            value = code if column is _CODE else getattr(row, column.attribute)
            _set(sheet.cell(place, number), column, value, long_texts)
            if code == _EXAMPLE:
                sheet.cell(place, number).font = Font(italic=True, color="808080")


def _set(cell, column, value, long_texts):
    cell.number_format = _number_format(column)
    if column.kind == "date":
        cell.value = value
    elif column.kind == "number":
        cell.value = value or None
    elif column.kind == "flag":
        _set_text(cell, _FLAG_WORDS[value])
    elif isinstance(column.kind, dict):
        _set_text(cell, column.kind[value])
    elif len(list(_pieces(value))) > 1:
        long_texts.append(value)
        _set_text(cell, f"[[{_LONG_TEXTS} {len(long_texts)}]]")
    else:
        _set_text(cell, value)


def _set_text(cell, text):
    if text:
        set_text(cell, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _pieces(text):
    """The text in pieces that a cell can hold."""
    encoded = text.replace("\r", "_x000D_")
    if len(encoded.encode("utf-16-le")) // 2 <= _CELL_LIMIT:
        yield text
        return
    # 7 units for an escaped carriage return, 2 for a letter outside the basic plane: always short enough
    size = _CELL_LIMIT // 7
    for start in range(0, len(text), size):
        yield text[start : start + size]


def _number_format(column):
    return {"date": "DD/MM/YYYY", "number": "0"}.get(column.kind if isinstance(column.kind, str) else "", "@")


def _words(column):
    if column.kind == "flag":
        return list(_FLAG_WORDS.values())
    return list(column.kind.values()) if isinstance(column.kind, dict) else []


def _write_help(book):
    sheet = book.create_sheet(_HELP)
    lines = [
        (
            "Mỗi thủ tục là một dòng ở sheet Thủ tục; các sheet khác ghi nhiều dòng cho một thủ tục, nối bằng Mã thủ tục.",
        ),
        (f"Cột có dấu * là bắt buộc. Dòng có mã “{_EXAMPLE}” chỉ là ví dụ và được bỏ qua khi nhập.",),
        ("Không đổi tên sheet và tên cột; có thể đổi thứ tự cột và thêm cột ghi chú riêng.",),
        (),
        ("Sheet", "Cột", "Bắt buộc", "Cách ghi"),
    ]
    for title, columns in _sheets():
        for column in columns:
            kinds = {"code": "Văn bản", "date": "Ngày", "number": "Số"}
            words = ", ".join(filter(None, _words(column)))
            kind = f"Chọn: {words}." if words else column.help or kinds.get(column.kind, "Văn bản")
            note = f"{kind} {column.help}" if words and column.help else kind
            lines.append((title, column.heading, "*" if column.required else "", note))
    for line in lines:
        append(sheet, line)
    for cell in sheet[5]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCD", (22, 34, 10, 90), strict=True):
        sheet.column_dimensions[letter].width = width


def _sheets():
    yield _PROCEDURE_SHEET, _PROCEDURE_COLUMNS
    for part, title in _PART_SHEETS.items():
        yield title, _PART_COLUMNS[part]


# ------------------------------------------------------------------ reading


@examined(seconds=60, memory=1024 * MIB, answer=4 * MIB, growth=10)
def parse_workbook(content: bytes) -> tuple[list[tuple[int, ProcedureData]], list[Problem]]:
    """Read a workbook.

    :return: ``(row in the sheet of procedures, data)`` of every sound procedure, and all problems found
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _UNPACKED_LIMIT:
                return [], [Problem(0, "", "too_big", {})]
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        return [], [Problem(0, "", "bad_workbook", {})]
    return _WorkbookReader(book).result()


class _WorkbookReader:
    """Reads a workbook, and notes every problem instead of ending at the first."""

    def __init__(self, book):
        self.sheets = {normalise(sheet.title): sheet for sheet in book.worksheets}
        self.problems = []
        self.long_texts = self._read_long_texts()

    def result(self):
        """What ``parse_workbook`` returns."""
        procedures = {}  # code -> (row, values)
        bad = set()
        for row, values, sound in self._rows(_PROCEDURE_SHEET, _PROCEDURE_COLUMNS):
            code = values.get("code")
            if code in procedures:
                self._report(
                    _PROCEDURE_SHEET,
                    row,
                    1,
                    "duplicate_code",
                    {"line": procedures[code][0]},
                    attribute="code",
                    procedure=code,
                )
                continue
            if code:
                procedures[code] = (row, {**values, **{part: [] for part in PARTS}})
                if not sound:
                    bad.add(code)
        # the cases first: other sheets refer to them
        for part in sorted(_PART_SHEETS, key=lambda part: part != "instructions"):
            title = _PART_SHEETS[part]
            for row, values, sound in self._rows(title, _PART_COLUMNS[part], part):
                code = values.pop("procedure", None)
                if code and code not in procedures:
                    self._report(title, row, 1, "unknown_procedure", {"code": code}, part=part, procedure=code)
                elif code and sound:
                    self._check_case(part, title, row, values, procedures[code][1])
                    if part == "instructions":
                        values["is_case"] = values["is_case"] and bool(values["case"])
                    procedures[code][1][part].append(PARTS[part](**values))
                elif code:
                    bad.add(code)
        if not procedures and not self.problems:
            self.problems.append(Problem(0, _PROCEDURE_SHEET, "no_records", {}))
        found = [
            (row, ProcedureData(**{**values, **{part: tuple(values[part]) for part in PARTS}}))
            for code, (row, values) in procedures.items()
            if code not in bad
        ]
        return found, self.problems

    def _check_case(self, part, title, row, values, procedure):
        cases = {line.case for line in procedure["instructions"] if line.is_case}
        if part in ("channels", "components") and values["case"] and values["case"] not in cases:
            number = [column.attribute for column in _PART_COLUMNS[part]].index("case") + 1
            self._report(
                title,
                row,
                number,
                "unknown_case",
                {"case": values["case"]},
                part=part,
                attribute="case",
                procedure=procedure["code"],
            )

    def _report(self, title, row, number, code, params, *, part="", attribute="", procedure=""):
        where = f"{title}!{get_column_letter(number)}{row}"
        self.problems.append(Problem(row, where, code, params, part, row if part else 0, attribute, procedure))

    def _rows(self, title, columns, part=""):
        """``(row number, values by attribute, whether all of them are sound)`` of the filled rows of a sheet."""
        sheet = self.sheets.get(normalise(title))
        if sheet is None:
            self.problems.append(Problem(0, title, "missing_sheet", {"sheet": title}, part))
            return
        lines = sheet.iter_rows(values_only=True)
        heading = [normalise(str(value or "")) for value in next(lines, ())]
        places = {}
        for column in columns:
            if normalise(column.heading) in heading:
                places[column] = heading.index(normalise(column.heading))
            else:
                self.problems.append(Problem(1, title, "missing_column", {"column": column.heading}, part))
        if len(places) < len(columns):
            return
        for row, cells in enumerate(lines, 2):
            content = {column: cells[place] if place < len(cells) else None for column, place in places.items()}
            if any(value not in (None, "") for value in content.values()) and not _is_example(content[columns[0]]):
                yield row, *self._read_row(title, row, content, places, part)

    def _read_row(self, title, row, content, places, part):
        values, found = {}, len(self.problems)
        for column, value in content.items():
            try:
                values[column.attribute] = self._read_value(column, value, part)
            except BadValueError as error:
                self._report(
                    title,
                    row,
                    places[column] + 1,
                    error.code,
                    error.params,
                    part=part,
                    attribute=column.attribute,
                    procedure=_said_code(content),
                )
        if part == "channels" and len(self.problems) == found:
            try:
                self._read_time_limit(values, content)
            except BadValueError as error:
                column = next(column for column in places if column.attribute == "duration")
                self._report(
                    title,
                    row,
                    places[column] + 1,
                    error.code,
                    error.params,
                    part=part,
                    attribute="duration",
                    procedure=_said_code(content),
                )
        return values, len(self.problems) == found

    def _read_value(self, column, value, part):
        if column.kind == "date":
            return value.date() if isinstance(value, datetime) else read_date(value)
        if column.kind == "number":
            return _read_count(value)
        if column.kind == "flag" and isinstance(value, bool):
            return value
        text = self._read_cell_text(value, column)
        if column.kind == "flag":
            # a name in the sheet of cases is one, unless the row says that it is a heading only
            default = column.attribute == "is_case" or LOCAL_ATTRIBUTES.get(part, {}).get(column.attribute, False)
            return read_choice(text, {True: "Có", False: "Không"}) if text.strip() else default
        if isinstance(column.kind, dict):
            if column.attribute == "duration_unit" and not text.strip():
                return ""
            return read_choice(text, column.kind)
        if column.kind == "code":
            return read_code(text)
        return read_text(text, required=column.required)

    def _read_cell_text(self, value, column):
        if isinstance(value, (datetime, date)):
            return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
        if isinstance(value, float) and column.kind == "code":
            return f"{value:.6f}"  # the national codes have six decimals, of which Excel drops the last zeros
        if isinstance(value, int) and column.kind == "code":
            raise BadValueError("code_as_number", value=str(value))
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(int(value)) if value == int(value) else str(value)
        text = read_text(value).replace("_x000D_", "\r")
        mark = _LONG_TEXT_MARK.fullmatch(text)
        if mark and mark[1] not in self.long_texts:
            raise BadValueError("missing_long_text", value=text)
        return self.long_texts[mark[1]] if mark else text

    @staticmethod
    def _read_time_limit(values, content):
        """A unit of time goes with a number; neither means that the words say it."""
        duration, unit = values["duration"], values["duration_unit"]
        if not unit and not duration:
            # read from the words, as in the national export
            values.update(duration=None, duration_unit=None, further_limit=None, no_limit=None)
        elif unit in ("same_day", "none"):
            values["duration"] = 0
        elif not unit or not duration:
            raise BadValueError("incomplete_time_limit")
        if values["further_limit"] and not read_limit(values["further_limit"]).parts:
            raise BadValueError("bad_limit", value=values["further_limit"])

    def _read_long_texts(self):
        texts = {}
        sheet = self.sheets.get(normalise(_LONG_TEXTS))
        for number, piece, *_rest in sheet.iter_rows(values_only=True) if sheet else ():
            texts[str(number)] = texts.get(str(number), "") + (piece or "").replace("_x000D_", "\r")
        return texts


def _said_code(content):
    """The code in a row's first column, as far as it can be read."""
    value = next(iter(content.values()))
    return value if isinstance(value, str) else ""


def _is_example(value):
    return isinstance(value, str) and normalise(value) == normalise(_EXAMPLE)


def _read_count(value):
    """A count in a cell: a whole number, not negative; nothing is 0."""
    if value in (None, ""):
        return 0
    text = str(value).strip() if isinstance(value, (int, float, str)) and not isinstance(value, bool) else ""
    match = re.fullmatch(r"(\d{1,6})(?:\.0)?", text)
    if not match:
        raise BadValueError("bad_number", value=str(value))
    return int(match[1])
