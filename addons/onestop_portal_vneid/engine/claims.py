"""What we take over of what a provider tells of a person: what the list names, each cleaned, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from odoo.addons.onestop_core.engine.identity import Kind, clean_identity, identity_kind
from odoo.addons.onestop_core.engine.mail_address import addresses
from odoo.addons.onestop_core.engine.names import clean_name
from odoo.addons.onestop_core.engine.phone import phones
from odoo.addons.onestop_core.engine.tidy import tidy

_DAY_FIRST = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
_SEXES = {
    "nam": "male",
    "male": "male",
    "m": "male",
    "1": "male",
    "nữ": "female",
    "female": "female",
    "f": "female",
    "2": "female",
}
_LONGEST = 250


def _name(text: str) -> str:
    return clean_name(text)


def _identity(text: str) -> str:
    number = clean_identity(text)
    return number if identity_kind(number) is Kind.IDENTITY else ""


def _birth(text: str) -> str:
    text = tidy(text)
    for pattern, order in ((_YEAR_FIRST, (0, 1, 2)), (_DAY_FIRST, (2, 1, 0))):
        found = pattern.fullmatch(text)
        if found:
            year, month, day = (int(found.groups()[index]) for index in order)
            try:
                return date(year, month, day).isoformat()
            except ValueError:
                return ""
    return ""


def _sex(text: str) -> str:
    return _SEXES.get(tidy(text).casefold(), "")


def _phone(text: str) -> str:
    return next(iter(phones(text)), "")


def _email(text: str) -> str:
    return next(iter(addresses(text)), "")


# what can be taken over, and how each is cleaned
CLEANERS = {
    "name": _name,
    "identity": _identity,
    "birth": _birth,
    "sex": _sex,
    "phone": _phone,
    "email": _email,
    "level": tidy,
}


def take(told: Mapping[str, Any], allowed: Iterable[tuple[str, str]]) -> dict[str, str]:
    """``{what: value}`` of what is told under names that are allowed; what cannot be read is left out.

    :param allowed: pairs of the provider's name and a key of ``CLEANERS``, the preferred ones first
    """
    taken: dict[str, str] = {}
    for name, what in allowed:
        value = told.get(name)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        if what in taken or not isinstance(value, str) or len(value) > _LONGEST:
            continue
        cleaned = CLEANERS[what](value)
        if cleaned:
            taken[what] = cleaned
    return taken
