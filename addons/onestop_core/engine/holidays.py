"""Public holidays of Vietnam, and the Saturdays worked in exchange for a bridge day.

The ``holidays`` library knows the Labour Code's days (Điều 112), the lunar ones
included, the days in lieu, and most swaps that the Government publishes.  What it
lacks stands in ``holiday_notices.json``: swaps with their notice, the last year that is
published, and the days that no law fixes yet.  All of it is proposed to an admin,
who amends the stored days: a new swap needs no release.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from holidays import country_holidays

from .lunar import days_before_tet

NOTICES = Path(__file__).with_name("holiday_notices.json")
# names of the library
_TWO_DAYS_BEFORE = "29 Tết"
_IN_LIEU = " (nghỉ bù)"

# how certain a day is
SET, FORECAST, PROPOSED = "set", "forecast", "proposed"


class Holiday(NamedTuple):
    """A day to mark. ``certainty``: ``set`` by law and notice; ``forecast`` while the notice of its year is not
    published; ``proposed`` while no law fixes it, not to be counted before a person confirms it."""

    day: date
    name: str
    working: bool = False
    certainty: str = SET
    source: str = ""


def vietnam_calendar(years: Iterable[int]) -> list[Holiday]:
    """Days off of public servants in ``years`` and the weekly days off worked in exchange, in order.

    Holidays that fall on a weekend are listed too, beside the day in lieu.
    """
    years = set(years)
    notices = _notices()
    proposed = {line["name"]: line["source"] for line in notices["proposed"]}
    swaps = {date.fromisoformat(line["off"]): line for line in notices["swaps"]}
    found = []
    for day, name in vietnam_holidays(years).items():
        certainty = SET if day.year <= notices["published_until"] else FORECAST
        source = swaps[day]["source"] if day in swaps else ""
        plain = name.removesuffix(_IN_LIEU)
        if plain in proposed:
            certainty, source = PROPOSED, proposed[plain]
        found.append(Holiday(day, name, False, certainty, source))
    sources = {date.fromisoformat(line["worked"]): line["source"] for line in notices["swaps"]}
    for day, name in vietnam_make_up_days(years).items():
        found.append(Holiday(day, name, True, SET, sources.get(day, "")))
    return sorted(found)


def vietnam_holidays(years: Iterable[int]) -> dict[date, str]:
    """Days off in ``years``, those that are only proposed too, in order, with their Vietnamese names."""
    years = set(years)
    days = {day: _name(day, name) for day, name in _library(years).items()}
    for line in _notices()["swaps"]:
        worked = date.fromisoformat(line["worked"])
        days.setdefault(date.fromisoformat(line["off"]), f"Ngày nghỉ (thay cho ngày {worked:%d/%m/%Y})")
    return {day: days[day] for day in sorted(days) if day.year in years}


def vietnam_make_up_days(years: Iterable[int]) -> dict[date, str]:
    """Weekly days off in ``years`` on which work is done in exchange for a bridge
    day, in order, as far as published."""
    years = set(years)
    # A swap may reach over New Year and is kept with the year of its day off.
    days = _library({year + shift for year in years for shift in (-1, 0, 1)}).weekend_workdays
    days = sorted(days | {date.fromisoformat(line["worked"]) for line in _notices()["swaps"]})
    return {day: "Ngày làm bù" for day in days if day.year in years}


def _name(day: date, name: str) -> str:
    """The library calls two days before Tết the 29th, also when the month ends with the 29th."""
    if name == _TWO_DAYS_BEFORE and days_before_tet(day + timedelta(days=2)) == 29:
        return "28 Tết"
    return name


def _library(years: set[int]):
    return country_holidays("VN", years=years, language="vi")


@cache
def _notices() -> dict:
    return json.loads(NOTICES.read_text(encoding="utf-8"))
