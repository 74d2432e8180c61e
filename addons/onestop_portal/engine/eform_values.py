"""Single answers: how they are typed, what they are kept as, how they are said back.

Kept are: a text; an integer or a number; an amount of đồng (integer); ``1990-12-31``, ``1990`` for a date or year;
keys of choices; true or false. What cannot be read is kept as it was typed, so that the page shows it again and the
check refuses it; of a date the three parts with ``/`` between them (``31//1990``).
"""

from __future__ import annotations

import re
from datetime import date

from odoo.addons.onestop_core.engine.identity import Kind, clean_identity, identity_kind
from odoo.addons.onestop_core.engine.mail_address import addresses, clean_email
from odoo.addons.onestop_core.engine.names import clean_name
from odoo.addons.onestop_core.engine.phone import clean_phone, phones
from odoo.addons.onestop_core.engine.tidy import tidy

from .eform_definition import Field

_GROUPED = re.compile(r"(-?[0-9]{1,3})((?:\.[0-9]{3})+)((?:,[0-9]+)?)")
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:[,.][0-9]{1,6})?")
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_MONTH_WORD = re.compile(r"(?:tháng|thang|th|t)\.? *", re.IGNORECASE)
_CURRENCY = re.compile(r"(?:đồng|đ|vnđ|vnd|₫)$", re.IGNORECASE)

CLEANERS = {"name": clean_name, "phone": clean_phone, "email": clean_email, "identity": clean_identity}


# ------------------------------------------------------------------ what a format means


def is_date(value: object) -> bool:
    """Whether a text is a day of the calendar, ``1990-12-31``, from 1800 on."""
    parts = _DAY.fullmatch(value) if isinstance(value, str) else None
    if not parts:
        return False
    try:
        return date(*map(int, parts.groups())).year >= 1800
    except ValueError:
        return False


def is_date_or_year(value: object) -> bool:
    """Whether a text is a day or a year alone."""
    return is_date(value) or (isinstance(value, str) and bool(_YEAR.fullmatch(value)) and int(value) >= 1800)


def is_phone(value: object) -> bool:
    """Whether a text is telephone numbers as the cleaner writes them, and nothing else."""
    return isinstance(value, str) and bool(phones(value)) and clean_phone(value) == value


def is_email(value: object) -> bool:
    """Whether a text is one e-mail address."""
    return isinstance(value, str) and addresses(value) == [value]


def is_identity(value: object) -> bool:
    """Whether a text is an identity number of twelve digits."""
    return isinstance(value, str) and identity_kind(value) is Kind.IDENTITY


def is_said(value: object) -> bool:
    """Whether a text says anything: blanks and invisible signs do not."""
    return isinstance(value, str) and bool(tidy(value))


FORMATS = {
    "vn-date": is_date,
    "vn-date-or-year": is_date_or_year,
    "vn-phone": is_phone,
    "vn-email": is_email,
    "vn-identity": is_identity,
    "vn-said": is_said,
}


# ------------------------------------------------------------------ typed → kept


def read_text(field: Field, typed: str) -> str:
    """A text cleaned by the cleaner of its rule; a passage keeps its lines."""
    if field.detail == "passage":
        return "\n".join(map(tidy, typed.splitlines())).strip()
    for rule in field.rules:
        if rule.name in CLEANERS:
            return CLEANERS[rule.name](typed)
    return tidy(typed)


def read_number(typed: str, decimals: int) -> int | float | str:
    """A number with a decimal comma, thousands parted by points or blanks: ``1.234,5``.

    One point is a decimal point only where it cannot part thousands: ``12.5``, but ``1.234`` is 1234.
    """
    text = tidy(typed)
    plain = text.replace(" ", "")
    grouped = _GROUPED.fullmatch(plain)
    if grouped:
        plain = grouped[1] + grouped[2].replace(".", "") + grouped[3]
    if not _PLAIN.fullmatch(plain):
        return text
    if _INTEGER.fullmatch(plain):
        return int(plain)
    number = float(plain.replace(",", "."))
    # 12,0 is 12, and a whole number is kept as one
    return int(number) if number.is_integer() else number


def read_money(typed: str) -> int | str:
    """An amount in đồng: ``26.000 đ``."""
    text = tidy(typed)
    value = read_number(_CURRENCY.sub("", text).strip(), 0)
    return value if isinstance(value, int) else text


def read_date(day: str, month: str, year: str, *, year_alone: bool = False) -> str:
    """A date from its three parts as they were typed; ``tháng 1`` is 1. Nothing typed gives nothing."""
    day, month, year = (tidy(part) for part in (day, month, year))
    if not (day or month or year):
        return ""
    if year_alone and not day and not month and _YEAR.fullmatch(year):
        return year
    bare = _MONTH_WORD.sub("", month)
    if all(re.fullmatch("[0-9]{1,2}", part) for part in (day, bare)) and _YEAR.fullmatch(year):
        written = f"{year}-{int(bare):02}-{int(day):02}"
        if is_date(written):
            return written
    return "/".join(part.replace("/", " ") for part in (day, month, year))


def date_parts(kept: object) -> tuple[str, str, str]:
    """Day, month and year as the page shows them, of a date that was read or could not be."""
    text = kept if isinstance(kept, str) else ""
    if is_date(text):
        year, month, day = text.split("-")
        return str(int(day)), str(int(month)), year
    if _YEAR.fullmatch(text):
        return "", "", text
    parts = [*text.split("/"), "", "", ""]
    return parts[0], parts[1], parts[2]


# ------------------------------------------------------------------ kept → said


def say_number(value: object) -> str:
    """A number as Vietnamese write it, ``1234567,5``; what was not read stays as typed."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    text = repr(value) if isinstance(value, int) else f"{value:.6f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def say_grouped(value: object) -> str:
    """A number with points between thousands: ``1.234.567,5``."""
    text = say_number(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return text
    whole, comma, rest = text.partition(",")
    return f"{int(whole):,}".replace(",", ".").replace("-0", "-0") + comma + rest


def say_money(value: object) -> str:
    """``26.000 đ``."""
    return f"{say_grouped(value)} đ" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def say_date(value: object) -> str:
    """``31/12/1990``; a year alone as it is."""
    text = str(value)
    if is_date(text):
        year, month, day = text.split("-")
        return f"{day}/{month}/{year}"
    return text
