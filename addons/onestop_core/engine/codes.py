"""Dossier codes, and the numbers that a request has before its reception.

The default dossier code is ``<agency code>-YYMMDD-XXXX``: the agency's legal
code, the day of reception and the serial of that day, four digits (TT
01/2018/TT-VPCP Điều 19).  The pattern is a setting, because later circulars may
change it.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from .tidy import tidy

DEFAULT_PATTERN = "{agency_code}-{YYMMDD}-{seq:04d}"

# Legal codes of agencies: QCVN 102:2016/BTTTT (000.00.15.H17), then QĐ
# 20/2020/QĐ-TTg, from the largest unit to the smallest (H29.8.2).
_AGENCY_CODE = r"(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d+){0,3})"
_TOKEN = re.compile(r"\{(\w+)(?::0(\d)d)?\}")
_DATE_FORMATS = {"YYMMDD": "%y%m%d", "YYYYMMDD": "%Y%m%d"}
_DATE_DIGITS = {"YYMMDD": 6, "YYYYMMDD": 8}
_TOKENS = {"agency_code", "seq", *_DATE_FORMATS}
# longer than any dossier code; what is longer is not even searched
CODE_LENGTH = 64
# where the QR code of a slip leads, followed by the code and the token
SLIP_PATH = "/dich-vu-cong/phieu"
_NOT_IN_CODES = re.compile(r"[^A-Z0-9\-._/]")
_DASHES = str.maketrans("‐‑‒–—−", "------")
# what ends up beside a code that is copied out of a sentence
_AROUND = "-._/:;,!?\"'“”()[]"


class CodeParts(NamedTuple):
    """What a dossier code says."""

    agency_code: str
    day: date
    number: int


def read_code(text: str) -> str:
    """The dossier code in what somebody typed, pasted, or scanned from a slip, where it stands in an address.

    :return: the code as it would be stored, an empty text if ``text`` holds none
    """
    if "://" in text:
        try:
            parts = urlsplit(text.strip())
            in_path = parts.path.startswith(f"{SLIP_PATH}/") and unquote(parts.path.split("/")[3])
            text = in_path or parse_qs(parts.query).get("code", [""])[0]
        except ValueError:
            return ""
    code = tidy(text).replace(" ", "").translate(_DASHES).upper().strip(_AROUND)
    return "" if len(code) > CODE_LENGTH or _NOT_IN_CODES.search(code) else code


def read_slip_token(text: str) -> str:
    """The token in the address of a slip's QR code; an empty text if there is none."""
    _before, found, rest = text.strip().partition(f"{SLIP_PATH}/")
    parts = rest.split("?")[0].split("/") if found else []
    return parts[1] if len(parts) == 2 else ""


def agency_part(code: str) -> str:
    """The part of a code that all codes of one agency share, whether such a dossier exists or not.

    :param code: as ``read_code`` returns it
    """
    match = re.search(_AGENCY_CODE, code)
    return match[0] if match else code.partition("-")[0]


def validate_pattern(pattern: str) -> None:
    """Check a pattern of dossier codes.

    It needs ``{agency_code}``, the day (``{YYMMDD}`` or ``{YYYYMMDD}``) and the
    serial (``{seq}``, ``{seq:04d}``), each once: serials start again every day at
    every agency, so that without one of them two dossiers would share a code.
    Between them stand only letters, digits and ``- . _ /``.

    Raises ValueError, in words an administrator understands.
    """
    names = _check_tokens(pattern)
    if "agency_code" not in names:
        raise ValueError("The pattern lacks {agency_code}: two agencies would give the same code.")
    if not names & set(_DATE_FORMATS):
        raise ValueError("The pattern lacks {YYMMDD}: the serial starts again every day.")
    if names >= set(_DATE_FORMATS):
        raise ValueError("The pattern holds the day twice.")
    if re.search(r"\}\{", pattern):
        raise ValueError("Put a character such as - between two parts of the pattern.")


def _check_tokens(pattern: str) -> set[str]:
    names = []
    for match in _TOKEN.finditer(pattern):
        name, width = match.groups()
        if name not in _TOKENS:
            expected = ", ".join(f"{{{each}}}" for each in sorted(_TOKENS))
            raise ValueError(f"The pattern holds {match[0]}, which is not one of {expected}.")
        if width and name != "seq":
            raise ValueError(f"Only {{seq}} takes a width, not {{{name}}}.")
        names.append(name)
    rest = _TOKEN.sub("", pattern)
    if re.search(r"[^\w\-./]", rest):
        raise ValueError(
            f"The pattern {pattern!r} holds a character other than letters, digits and - . _ /, "
            "or a part in braces that is not closed."
        )
    if "seq" not in names:
        raise ValueError("The pattern lacks the serial, {seq} or {seq:04d}.")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"The pattern holds {{{twice[0]}}} twice.")
    return set(names)


def render_code(pattern: str, agency_code: str, day: date, number: int) -> str:
    """Dossier code of the ``number``-th dossier an agency received on ``day``.

    A serial that outgrows its width gets one digit more (10000 after 9999).
    Raises ValueError for a bad pattern, a number below 1, or one that needs two.
    """
    validate_pattern(pattern)
    if number < 1:
        raise ValueError("Numbers start at 1.")
    values = {"agency_code": agency_code}
    values |= {name: day.strftime(form) for name, form in _DATE_FORMATS.items()}

    def replace(match: re.Match) -> str:
        name, width = match.groups()
        if name == "seq":
            text = str(number).zfill(int(width or 1))
            if width and len(text) > int(width) + 1:
                raise ValueError(f"The number {number} is too long for {match[0]}.")
            return text
        if not values[name]:
            raise ValueError(f"The pattern asks for {{{name}}}, which is not given.")
        return values[name]

    return _TOKEN.sub(replace, pattern)


def parse_code(text: str, pattern: str = DEFAULT_PATTERN) -> CodeParts | None:
    """What a typed or scanned dossier code says, None when it is not one.

    Blanks around it and small letters are forgiven.
    """
    match = _code_regex(pattern).fullmatch(text.strip().upper())
    if not match:
        return None
    day_format = next(form for name, form in _DATE_FORMATS.items() if f"{{{name}}}" in pattern)
    try:
        day = datetime.strptime(match["day"], day_format).date()
    except ValueError:
        return None
    number = int(match["seq"])
    return CodeParts(match["agency_code"], day, number) if number else None


def is_code(text: str, pattern: str = DEFAULT_PATTERN) -> bool:
    """Whether a text is a dossier code."""
    return parse_code(text, pattern) is not None


@lru_cache(maxsize=64)
def _code_regex(pattern: str) -> re.Pattern:
    validate_pattern(pattern)
    parts = []
    end = 0
    for match in _TOKEN.finditer(pattern):
        name, width = match.groups()
        parts.append(re.escape(pattern[end : match.start()].upper()))
        if name == "agency_code":
            parts.append(f"(?P<agency_code>{_AGENCY_CODE})")
        elif name == "seq":
            digits = rf"\d{{{width},{int(width) + 1}}}" if width else r"\d+"
            parts.append(f"(?P<seq>{digits})")
        else:
            parts.append(rf"(?P<day>\d{{{_DATE_DIGITS[name]}}})")
        end = match.end()
    parts.append(re.escape(pattern[end:].upper()))
    return re.compile("".join(parts), re.ASCII)
