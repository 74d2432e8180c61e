"""Public holidays of Vietnam, and the Saturdays worked in exchange for a bridge day.

The ``holidays`` library knows the Labour Code's days (Điều 112), the lunar ones
included, the days in lieu, and most swaps that the Government publishes.  Years
not published yet are its forecast: agencies amend the stored days.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from holidays import country_holidays

# Published swaps that the library lacks: day off -> Saturday worked instead.
_SWAPS = {
    date(2026, 1, 2): date(2026, 1, 10),  # 12729/VPCP-KGVX of 25/12/2025
}


def vietnam_holidays(years: Iterable[int]) -> dict[date, str]:
    """Days off of public servants in ``years``, in order, with their Vietnamese names.

    Holidays that fall on a weekend are listed too, beside the day in lieu.
    """
    years = set(years)
    days = dict(_library(years))
    for day, worked in _SWAPS.items():
        days.setdefault(day, f"Ngày nghỉ (thay cho ngày {worked:%d/%m/%Y})")
    return {day: days[day] for day in sorted(days) if day.year in years}


def vietnam_make_up_days(years: Iterable[int]) -> dict[date, str]:
    """Weekly days off in ``years`` on which work is done in exchange for a bridge
    day, in order, as far as published."""
    years = set(years)
    # A swap may reach over New Year and is kept with the year of its day off.
    days = _library({year + shift for year in years for shift in (-1, 0, 1)}).weekend_workdays
    days = sorted(days | set(_SWAPS.values()))
    return {day: "Ngày làm bù" for day in days if day.year in years}


def _library(years: set[int]):
    return country_holidays("VN", years=years, language="vi")
