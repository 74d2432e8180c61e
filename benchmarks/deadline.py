#!/usr/bin/env python3
# ruff: noqa: T201  a benchmark prints its figures
"""Time of 10 000 due dates with their ledgers, beside two yardsticks of the same run.

    python benchmarks/deadline.py

The yardsticks tell a slow engine from a slow machine: 10 000 times localising a
naive moment and adding a day to it, and 10 000 walks over the calendar days of a
due date that only skip weekends.
"""

import random
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "addons" / "onestop_core"))

from engine.calendar import CalendarDay, WorkCalendar
from engine.deadline import compute_due, remaining
from engine.duration import SAME_DAY, Duration
from engine.holidays import vietnam_holidays, vietnam_make_up_days

COUNT = 10_000
OFFICE_DAY = ((7 * 60, 11 * 60 + 30), (13 * 60 + 30, 17 * 60))


def office() -> WorkCalendar:
    years = range(2025, 2028)
    days = {day: CalendarDay(False, None, name) for day, name in vietnam_holidays(years).items()}
    for day, name in vietnam_make_up_days(years).items():
        days[day] = CalendarDay(True, None, name)
    return WorkCalendar("Asia/Ho_Chi_Minh", (OFFICE_DAY,) * 5 + ((), ()), days)


def dossiers(seed: int):
    """Receptions of a year, with the mix of limits of a commune's catalogue; every
    tenth has been paused for two days."""
    chance = random.Random(seed)
    limits = [
        SAME_DAY,
        *(Duration(value, "working_day") for value in (1, 3, 5, 7, 10, 20)),
        Duration(8, "hour"),
        Duration(15, "calendar_day"),
        Duration(30, "calendar_day"),
    ]
    for number in range(COUNT):
        received = datetime(2026, 1, 1, tzinfo=timezone.utc) + timedelta(minutes=chance.randrange(365 * 1440))
        pauses = ()
        if number % 10 == 0:
            start = received + timedelta(hours=5)
            pauses = ((start, start + timedelta(days=2), "supplement"),)
        yield received, chance.choice(limits), pauses


def naive_walk(received: datetime, days: int) -> date:
    day = received.date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def timed(label: str, work, count: int = COUNT):
    start = perf_counter()
    work()
    seconds = perf_counter() - start
    print(f"{label:<58}{seconds:7.3f} s {seconds / count * 1e6:8.1f} µs each")


def main():
    calendar = office()
    rows = list(dossiers(seed=1))
    dues = []

    def warm_up():
        compute_due(calendar, rows[0][0], Duration(30, "working_day"))

    def due_dates():
        dues.extend(compute_due(calendar, row[0], row[1], pauses=row[2]) for row in rows)

    def left():
        now = rows[0][0]
        for due in dues:
            remaining(calendar, now, due.due_at)

    def localise():
        for received, _limit, _pauses in rows:
            naive = received.replace(tzinfo=None)
            naive.replace(tzinfo=calendar.zone).astimezone(timezone.utc) + timedelta(days=1)

    def walk():
        for received, _limit, _pauses in rows:
            naive_walk(received, 10)

    print(f"Python {sys.version.split()[0]}, {COUNT} dossiers")
    timed("warm-up: the calendar's first due date", warm_up, count=1)
    timed("due dates with ledger", due_dates)
    timed("working time left until each", left)
    timed("yardstick: localise a moment and add a day", localise)
    timed("yardstick: skip weekends, 10 days, no hours, no ledger", walk)
    lines = sum(len(due.ledger) for due in dues)
    print(f"{lines / COUNT:.1f} ledger lines a dossier")


if __name__ == "__main__":
    main()
