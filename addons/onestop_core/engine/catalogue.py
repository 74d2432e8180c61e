"""A procedure as files carry it, and the record of the national catalogue's export.

The record is read into plain data and written back; what is read is what is written, for every well-formed
record.  It knows less than our own catalogue (not how many originals, nor which original goes back to the
citizen): an attribute that it cannot say is ``None`` here, and ``catalogue_merge`` leaves it as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from .duration import Duration
from .examined import MIB, examined
from .limit_text import limit_words, read_limit
from .text import normalise

CHANNEL_WORDS = {"direct": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính"}
YES_NO_WORDS = {"yes": "Có", "no": "Không", "": ""}

# Words of ``cap_thuc_hien`` -> codes of agency levels.  Others (Cấp Bộ, Cơ quan khác) name no level of a province.
_LEVELS = {
    "cap tinh": ("province", "department"),
    "cap huyen": ("district", "district_office"),
    "cap xa": ("commune",),
}
_LEVEL_WORDS = {"province": "Cấp tỉnh", "department": "Cấp tỉnh", "district": "Cấp huyện", "district_office": "Cấp huyện", "commune": "Cấp xã"}  # fmt: skip

# Other words of exports for a channel, by what is in them.
_CHANNEL_SIGNS = {
    "truc tiep": "direct",
    "truc tuyen": "online",
    "qua mang": "online",
    "buu chinh": "post",
    "buu dien": "post",
}

# Neither PostgreSQL nor a spreadsheet can hold these.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATE = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_ISO_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?")
_EARLIEST, _LATEST = 1900, 2199


@dataclass(frozen=True)
class Channel:
    """A way to file, with the time limit and the fee that the law gives it.

    The limit is ``duration`` in ``duration_unit`` and then ``further_limit``, in words that ``limit_text`` reads back;
    the unit ``none`` is a limit that nobody knows yet, unless ``no_limit`` says that the law sets none.
    """

    channel: str
    duration: int | None = None
    duration_unit: str | None = None
    duration_text: str = ""
    fee_text: str = ""
    note: str = ""
    case: str | None = None
    hard_area_days: int | None = None
    verification_days: int | None = None
    further_limit: str | None = None
    no_limit: bool | None = None


@dataclass(frozen=True)
class Instruction:
    """A part of the order of steps under a heading (``case``), which names a case only if ``is_case`` says so."""

    case: str = ""
    text: str = ""
    is_case: bool | None = None


@dataclass(frozen=True)
class Component:
    """A paper of the dossier, or a note among them."""

    name: str
    code: str = ""
    document_kind: str = ""
    issuing_body: str = ""
    is_note: bool | None = None
    originals: int = 0
    copies: int = 0
    electronic_form: str = ""
    certified_copies: int | None = None
    required: bool | None = None
    original_to_return: bool | None = None
    in_national_data: bool | None = None
    form_url: str | None = None
    case: str | None = None
    condition: str | None = None


@dataclass(frozen=True)
class Result:
    """What the procedure ends with."""

    name: str
    code: str = ""
    issuing_body: str = ""
    description: str = ""


@dataclass(frozen=True)
class LegalBasis:
    """A legal document that the procedure rests on."""

    name: str = ""
    abstract: str = ""
    issuing_body: str = ""
    issued_on: date | None = None
    effective_from: date | None = None
    link: str = ""


@dataclass(frozen=True)
class ProcedureData:
    """A procedure with the content of one version (NĐ 63/2010/NĐ-CP art. 8 lists what belongs to it)."""

    code: str
    name: str
    sector: str
    catalogue_number: str = ""
    link: str = ""
    decision: str = ""
    decision_date: date | None = None
    issuing_body: str = ""
    level_text: str = ""
    applicants: str = ""
    legal_kind: str = ""
    keywords: str = ""
    reception_place: str = ""
    executing_body: str = ""
    competent_body: str = ""
    coordinating_body: str = ""
    authorised_body: str = ""
    description: str = ""
    publication_status: str = ""
    conditions: str = ""
    same_day: bool | None = None
    service_level: str | None = None
    online_scope: str | None = None
    partial_reason: str | None = None
    partial_legal_text: str | None = None
    channels: tuple[Channel, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    components: tuple[Component, ...] = ()
    results: tuple[Result, ...] = ()
    legal_bases: tuple[LegalBasis, ...] = ()

    @property
    def published(self) -> bool:
        """Whether the national catalogue shows the procedure to the public; silence counts as yes."""
        return normalise(self.publication_status) in ("", "da cong khai")

    @property
    def cases(self) -> tuple[str, ...]:
        """Names of the cases, each once, in their order."""
        return tuple(dict.fromkeys(line.case for line in self.instructions if line.case and line.is_case))


# Lists of a procedure -> class of their rows.
PARTS = {
    "channels": Channel,
    "instructions": Instruction,
    "components": Component,
    "results": Result,
    "legal_bases": LegalBasis,
}
SCALARS = tuple(field.name for field in fields(ProcedureData) if field.name not in PARTS)

# Attributes that the national record cannot say, and what holds as long as nobody has said it.
LOCAL_SCALARS = {
    "same_day": False,
    "service_level": "",
    "online_scope": "",
    "partial_reason": "",
    "partial_legal_text": "",
}
# Of these, what holds on dates of its own, whichever version is in force.
CLASSIFICATION = ("service_level", "online_scope", "partial_reason", "partial_legal_text")
LOCAL_ATTRIBUTES = {
    "channels": {
        "case": "",
        "hard_area_days": 0,
        "verification_days": 0,
        "duration": 0,
        "duration_unit": "none",
        "further_limit": "",
        "no_limit": False,
    },
    "instructions": {"is_case": False},
    "components": {
        "is_note": False,
        "condition": "",
        "certified_copies": 0,
        "required": True,
        "original_to_return": False,
        "in_national_data": False,
        "form_url": "",
        "case": "",
    },
    "results": {},
    "legal_bases": {},
}

# Attribute -> key of the national export, in the export's order.  Lists stand among them.
NATIONAL_KEYS = {
    "catalogue_number": "stt",
    "code": "ma_tthc",
    "name": "ten_tthc",
    "link": "link_truy_cap",
    "decision": "so_quyet_dinh",
    "decision_date": "ngay_quyet_dinh",
    "issuing_body": "co_quan_ban_hanh",
    "sector": "linh_vuc",
    "level_text": "cap_thuc_hien",
    "applicants": "doi_tuong_thuc_hien",
    "legal_kind": "loai_tthc",
    "keywords": "tu_khoa",
    "reception_place": "dia_chi_tiep_nhan",
    "executing_body": "co_quan_thuc_hien",
    "competent_body": "co_quan_co_tham_quyen",
    "coordinating_body": "co_quan_phoi_hop",
    "authorised_body": "co_quan_duoc_uy_quyen",
    "description": "mo_ta",
    "publication_status": "trang_thai",
    "channels": "cach_thuc_thuc_hien",
    "instructions": "trinh_tu_thuc_hien",
    "components": "tphs",
    "results": "kqth",
    "legal_bases": "ccpl",
    "conditions": "yeu_cau_dieu_kien",
}
NATIONAL_PART_KEYS = {
    "channels": {
        "channel": "hinh_thuc_nop",
        "duration_text": "thoi_gian",
        "fee_text": "phi_le_phi",
        "note": "mo_ta",
    },
    "instructions": {"case": "truong_hop_xu_ly", "text": "mo_ta_chi_tiet"},
    "components": {
        "code": "ma_tphs",
        "name": "ten_giay_to",
        "document_kind": "loai_giay_to",
        "issuing_body": "co_quan_ban_hanh",
        "originals": "ban_chinh",
        "copies": "ban_sao",
        "electronic_form": "bm_dien_tu",
    },
    "results": {
        "code": "ma_ket_qua",
        "name": "ten_ket_qua",
        "issuing_body": "co_quan_ban_hanh",
        "description": "mo_ta",
    },
    "legal_bases": {
        "name": "so_ky_hieu",
        "abstract": "trich_yeu",
        "issuing_body": "co_quan_ban_hanh",
        "issued_on": "ngay_ban_hanh",
        "effective_from": "ngay_hieu_luc",
        "link": "dia_chi_truy_cap",
    },
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a value of a file, for whoever knows the user's language to say.

    ``line`` is the record's number in a JSON file or the row of a sheet (0: the file itself); ``where`` the place as
    the file names it (``tphs[3].ten_giay_to``, ``Kênh!C12``); ``part``, ``row`` and ``attribute`` the same in our words;
    ``procedure`` the code of the procedure, as far as it can be read.
    """

    line: int
    where: str
    code: str
    params: Mapping[str, object]
    part: str = ""
    row: int = 0
    attribute: str = ""
    procedure: str = ""
    warning: bool = False  # the rest of the record is sound


class BadValueError(ValueError):
    """A value that cannot be taken; ``code`` and ``params`` as in ``Problem``."""

    def __init__(self, code, **params):
        super().__init__(code)
        self.code = code
        self.params = {name: _shortened(value) for name, value in params.items()}


def _shortened(value):
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


# ------------------------------------------------------------------ values


def read_text(value, *, required=False) -> str:
    """A text as it stands; nothing is the empty text."""
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise BadValueError("not_text", value=value)
    if _UNPRINTABLE.search(value):
        raise BadValueError("unprintable")
    if required and not value.strip():
        raise BadValueError("required")
    return value


def read_code(value) -> str:
    """The code of a procedure, which has no blanks in it."""
    code = read_text(value, required=True).strip()
    if len(code.split()) > 1:
        raise BadValueError("bad_code", value=value)
    return code


def read_date(value) -> date | None:
    """A date written d/M/yyyy or as ISO 8601 has it, or None for an empty text."""
    text = read_text(value).strip()
    if not text:
        return None
    match = _DATE.fullmatch(text) or _ISO_DATE.fullmatch(text)
    try:
        if not match or not _EARLIEST <= int(match["year"]) <= _LATEST:
            raise ValueError(text)
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError as error:
        raise BadValueError("bad_date", value=value) from error


def read_flag(value) -> bool:
    """A yes or no; what is not said is no. Raises BadValueError for anything else."""
    if value is None:
        return False
    if not isinstance(value, bool):
        raise BadValueError("not_flag", value=value)
    return value


def read_choice(value, words: Mapping[str, str]) -> str:
    """The key of ``words`` whose word is meant, whatever its capitals and accents."""
    said = normalise(read_text(value, required="" not in words))
    for key, word in words.items():
        if normalise(word) == said:
            return key
    raise BadValueError("bad_choice", value=value or "", choices=", ".join(filter(None, words.values())))


def read_channel(value) -> str:
    """A channel, whatever an export calls it ("Dịch vụ bưu chính")."""
    said = normalise(read_text(value, required=True))
    found = {channel for sign, channel in _CHANNEL_SIGNS.items() if sign in said}
    return found.pop() if len(found) == 1 else read_choice(value, CHANNEL_WORDS)


def write_date(day: date | None) -> str:
    """A day as the national export writes it, dd/MM/yyyy; an empty text for none."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}" if day else ""


def limit_parts(duration: int | None, unit: str | None, further: str | None) -> tuple[Duration, ...]:
    """The parts of a channel's limit, one after the other; none where it is not known or the law sets none."""
    if unit in (None, "none"):
        return ()
    return (Duration(duration or 0, unit), *read_limit(further).parts)


def write_time_limit(parts: tuple[Duration, ...], text: str) -> str:
    """A time limit for the national record: in the words given, unless there are none or they say another limit."""
    return limit_words(parts) if parts and (not text.strip() or says_other_limit(parts, text)) else text


def says_other_limit(parts: tuple[Duration, ...], text: str) -> bool:
    """Whether words that can be read as a time limit contradict the parts beside them."""
    said = read_limit(text).parts
    return bool(said) and said != parts


def level_codes(level_text: str) -> tuple[str, ...]:
    """Codes of the agency levels that ``cap_thuc_hien`` names ("Cấp tỉnh, Cấp xã"); words of no known level are left out."""
    found = {}
    for word in re.split(r"[,;]", level_text):
        for code in _LEVELS.get(normalise(word), ()):
            found[code] = True
    return tuple(found)


def level_words(codes) -> str:
    """Agency levels in the words of the national catalogue."""
    return ", ".join(dict.fromkeys(_LEVEL_WORDS[code] for code in codes if code in _LEVEL_WORDS))


# ------------------------------------------------------------------ the national record


@examined(seconds=60, memory=1024 * MIB, answer=4 * MIB, growth=3)
def parse_file(content: bytes) -> tuple[list[tuple[int, ProcedureData]], list[Problem]]:
    """Read a file of the national export.

    :return: ``(number of the record in the file, data)`` of every sound record, and all problems found
    """
    try:
        records = _unwrap(json.loads(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        return [], [Problem(0, "", "bad_encoding", {})]
    except json.JSONDecodeError as error:
        return [], [Problem(0, "", "bad_json", {"line": error.lineno, "column": error.colno})]
    except RecursionError:
        return [], [Problem(0, "", "bad_json", {"line": 1, "column": 1})]
    if records is None:
        return [], [Problem(0, "", "not_a_list", {})]
    found, problems = [], []
    for line, record in enumerate(records, 1):
        data, wrong = parse_record(record, line)
        problems += wrong
        if data:
            found.append((line, data))
    if not records:
        problems.append(Problem(0, "", "no_records", {}))
    return found, problems


def _unwrap(content):
    """The list of records in what a file holds: the list itself, or what an interface wraps around it."""
    if isinstance(content, list):
        return content
    if not isinstance(content, dict):
        return None
    if NATIONAL_KEYS["code"] in content:
        return [content]
    inner = [
        found for value in content.values() if isinstance(value, (list, dict)) and (found := _unwrap(value)) is not None
    ]
    return inner[0] if len(inner) == 1 else None


def dump_file(procedures) -> bytes:
    """A file of the national export with these procedures."""
    records = [dump_record(data) for data in procedures]
    return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode()


def parse_record(record, line: int) -> tuple[ProcedureData | None, list[Problem]]:
    """Read one record of the national export.

    Keys that are absent or null count as empty, which says nothing; an unknown key is a warning, since its content is lost.

    :param line: number of the record in its file, for the problems
    :return: the data, None if there are problems other than warnings; the problems
    """
    code = record.get("ma_tthc") if isinstance(record, dict) else ""
    reader = _Reader(line, code if isinstance(code, str) else "")
    if not isinstance(record, dict):
        reader.report("", "not_a_record")
        return None, reader.problems
    values = reader.values(record, NATIONAL_KEYS, _SCALAR_READERS, skip=PARTS)
    for part, row_class in PARTS.items():
        values[part] = tuple(row_class(**content) for content in reader.rows(record, part) if content is not None)
    if reader.failed:
        return None, reader.problems
    return ProcedureData(**values), reader.problems


def dump_record(data: ProcedureData) -> dict:
    """The record of the national export that says this; the inverse of ``parse_record``."""
    record = {}
    for attribute, key in NATIONAL_KEYS.items():
        value = getattr(data, attribute)
        if attribute in PARTS:
            record[key] = [dump_row(attribute, row) for row in value]
        else:
            record[key] = write_date(value) if attribute == "decision_date" else value
    return record


def dump_row(part: str, row) -> dict:
    """A row of one of the record's lists, as the national export has it."""
    values = {key: getattr(row, attribute) for attribute, key in NATIONAL_PART_KEYS[part].items()}
    if part == "channels":
        values["hinh_thuc_nop"] = CHANNEL_WORDS[row.channel]
        parts = limit_parts(row.duration, row.duration_unit, row.further_limit)
        values["thoi_gian"] = write_time_limit(parts, row.duration_text)
    elif part == "components":
        values["ban_chinh"] = row.originals > 0
        values["ban_sao"] = row.copies + (row.certified_copies or 0) > 0
        values["bm_dien_tu"] = YES_NO_WORDS[row.electronic_form]
    elif part == "legal_bases":
        values["ngay_ban_hanh"] = write_date(row.issued_on)
        values["ngay_hieu_luc"] = write_date(row.effective_from)
    return values


def _required(value):
    return read_text(value, required=True)


def _number_text(value):
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else read_text(value)


# Attributes that are not any text at all.
_SCALAR_READERS = {
    "catalogue_number": _number_text,
    "code": read_code,
    "name": _required,
    "sector": _required,
    "decision_date": read_date,
}
_PART_READERS = {
    "channels": {"channel": read_channel},
    "instructions": {},
    "components": {
        "name": _required,
        "originals": lambda value: int(read_flag(value)),
        "copies": lambda value: int(read_flag(value)),
        "electronic_form": lambda value: read_choice(value, YES_NO_WORDS),
    },
    "results": {"name": _required},
    "legal_bases": {"issued_on": read_date, "effective_from": read_date},
}


class _Reader:
    """Reads a record, and notes every problem instead of ending at the first."""

    def __init__(self, line, procedure):
        self.line = line
        self.procedure = procedure
        self.problems = []

    @property
    def failed(self):
        return any(not problem.warning for problem in self.problems)

    def report(self, where, code, params=None, **place):
        self.problems.append(Problem(self.line, where, code, params or {}, procedure=self.procedure, **place))

    def values(self, record, keys, readers, *, skip=(), prefix="", **place):
        """``{attribute: value}`` of a record or of a row of it, without the attributes of ``skip``."""
        for key in sorted(record.keys() - set(keys.values())):
            self.report(f"{prefix}{key}", "unknown_key", {"key": _shortened(key)}, warning=True, **place)
        values = {}
        for attribute, key in keys.items():
            if attribute in skip:
                continue
            try:
                values[attribute] = readers.get(attribute, read_text)(record.get(key))
            except BadValueError as error:
                self.report(f"{prefix}{key}", error.code, error.params, attribute=attribute, **place)
        return values

    def rows(self, record, part):
        """Values of the rows of a list; None for a row that is none."""
        key = NATIONAL_KEYS[part]
        rows = record.get(key)
        if rows is None:
            rows = []
        if not isinstance(rows, list):
            self.report(key, "not_rows", part=part)
            rows = []
        for number, row in enumerate(rows, 1):
            where = f"{key}[{number}]"
            if not isinstance(row, dict):
                self.report(where, "not_a_record", part=part, row=number)
                yield None
                continue
            found = sum(not problem.warning for problem in self.problems)
            values = self.values(
                row, NATIONAL_PART_KEYS[part], _PART_READERS[part], prefix=f"{where}.", part=part, row=number
            )
            sound = sum(not problem.warning for problem in self.problems) == found
            yield values if sound else None
