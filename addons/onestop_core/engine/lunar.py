"""New moons as Vietnam's calendar counts them: how long the last month before Tết is.

A lunar month begins on the day, in Vietnamese time, on which the moon is new.  The
moment is worked out by the series of Jean Meeus, Astronomical Algorithms, chapter
49, good to a few minutes.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from math import radians, sin

_VIETNAM = timezone(timedelta(hours=7))
_LUNATION = 29.530588861
_J2000 = datetime(2000, 1, 1, 12, tzinfo=timezone.utc)
# mean new moon of 06/01/2000, in days after J2000
_FIRST = 2451550.09766 - 2451545.0
# seconds that dynamical time is ahead of the clock's in our decades
_DELTA_T = 70


def new_moon_day(before: date) -> date:
    """The last day before ``before`` on which the moon was new in Vietnam."""
    elapsed = (datetime(before.year, before.month, before.day, tzinfo=_VIETNAM) - _J2000) / timedelta(days=1)
    number = int((elapsed - _FIRST) // _LUNATION) + 1
    while (day := _new_moon(number).date()) >= before:
        number -= 1
    return day


def days_before_tet(tet: date) -> int:
    """Days of the lunar month that ends with the eve of Tết: 29 or 30."""
    return (tet - new_moon_day(tet)).days


def _new_moon(number: int) -> datetime:
    century = number / 1236.85
    excentricity = 1 - 0.002516 * century
    sun = radians(2.5534 + 29.10535670 * number)
    moon = radians(201.5643 + 385.81693528 * number + 0.0107582 * century**2)
    latitude = radians(160.7108 + 390.67050284 * number - 0.0016118 * century**2)
    node = radians(124.7746 - 1.56375588 * number + 0.0020672 * century**2)
    days = _FIRST + _LUNATION * number + 0.00015437 * century**2
    days += (
        -0.40720 * sin(moon)
        + 0.17241 * excentricity * sin(sun)
        + 0.01608 * sin(2 * moon)
        + 0.01039 * sin(2 * latitude)
        + 0.00739 * excentricity * sin(moon - sun)
        - 0.00514 * excentricity * sin(moon + sun)
        + 0.00208 * excentricity**2 * sin(2 * sun)
        - 0.00111 * sin(moon - 2 * latitude)
        - 0.00057 * sin(moon + 2 * latitude)
        + 0.00056 * excentricity * sin(2 * moon + sun)
        - 0.00042 * sin(3 * moon)
        + 0.00042 * excentricity * sin(sun + 2 * latitude)
        + 0.00038 * excentricity * sin(sun - 2 * latitude)
        - 0.00024 * excentricity * sin(2 * moon - sun)
        - 0.00017 * sin(node)
    )
    return (_J2000 + timedelta(days=days, seconds=-_DELTA_T)).astimezone(_VIETNAM)
