"""The engine against a second reading of the law (``law_reference``), on cases by chance."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from unittest import TestCase

from ...engine.calendar import CalendarDay, WorkCalendar
from ...engine.deadline import Extension, compute_due
from ...engine.duration import Duration
from ...engine.holidays import vietnam_holidays, vietnam_make_up_days
from .engine_common import OFFICE_DAY, TZ, at, counted_minutes
from .law_reference import Law

CASES = 20_000
BATCH = 500
FIRST, LAST = date(2023, 6, 1), date(2030, 12, 31)

DAY_HOURS = [
    OFFICE_DAY,
    ((450, 690), (810, 1020)),
    ((480, 720), (780, 1020)),
    ((420, 690), (810, 990)),
    ((450, 720),),
    ((480, 690), (780, 900), (930, 1050)),
]
MORNING = ((450, 690),)


def a_week(chance):
    """Five days, most of them alike; Fridays and Saturdays of their own in some offices."""
    usual = chance.choice(DAY_HOURS)
    week = [usual] * 5 + [(), ()]
    if chance.random() < 0.3:
        week[4] = chance.choice(DAY_HOURS)
    if chance.random() < 0.3:
        week[5] = MORNING
    if chance.random() < 0.1:
        week = [chance.choice(DAY_HOURS) for _day in range(6)] + [()]
    return tuple(week)


@cache
def a_calendar(seed):
    """The same hours, holidays and make-up days for the engine and for the reference."""
    chance = random.Random(f"calendar {seed}")
    week = a_week(chance)
    years = range(FIRST.year, LAST.year + 1)
    days = {day: CalendarDay(False, None, name) for day, name in vietnam_holidays(years).items()}
    days |= {day: CalendarDay(True, None, name) for day, name in vietnam_make_up_days(years).items()}
    for _extra in range(chance.randrange(80)):
        day = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
        if chance.random() < 0.5:
            days[day] = CalendarDay(True, chance.choice([*DAY_HOURS, MORNING]), "Ngày làm bù")
        else:
            days[day] = CalendarDay(False, None, "Nghỉ bão")
    calendar = WorkCalendar(TZ, week, days)
    usual_of_a_day_off = next(hours for hours in week if hours)
    rows = []
    for shift in range((LAST - FIRST).days):
        day = FIRST + timedelta(days=shift)
        known = days.get(day)
        hours = week[day.weekday()]
        if known and not known.working:
            hours = ()
        elif known:
            hours = known.intervals or hours or usual_of_a_day_off
        rows.append((day, hours))
    return calendar, Law(rows)


def a_moment(chance, law):
    """Any minute; often in the last weeks before Tết, at a boundary of the day, or on a day off."""
    day = date(2024, 1, 1) + timedelta(days=chance.randrange(4 * 365))
    if chance.random() < 0.2:
        day = date(chance.randrange(2024, 2028), 1, 10) + timedelta(days=chance.randrange(40))
    hours = law.all[day]
    minute = chance.randrange(1440)
    if hours and chance.random() < 0.6:
        minute = chance.randrange(hours[0][0], hours[-1][1])
    elif hours and chance.random() < 0.5:
        minute = chance.choice([edge for interval in hours for edge in interval]) + chance.choice([-1, 0, 0, 1])
    return datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)


def a_part(chance):
    unit = chance.choice(["working_day"] * 5 + ["calendar_day"] * 3 + ["hour", "month"])
    if unit == "hour":
        return chance.choice([1, 2, 4, 8, 24, 40, Decimal("0.5")]), unit
    if unit == "month":
        return chance.randrange(1, 7), unit
    if unit == "calendar_day":
        return chance.randrange(1, 61), unit
    return chance.choice([*range(1, 31), Decimal("0.5"), Decimal("1.5"), Decimal("0.25")]), unit


def some_pauses(chance, received):
    """Stretches one after the other, minutes or weeks long."""
    start = received
    for _pause in range(chance.choice([1, 1, 2, 3])):
        start += timedelta(minutes=chance.choice([0, 30, chance.randrange(1440), chance.randrange(6 * 1440)]))
        end = start + timedelta(minutes=chance.choice([20, chance.randrange(1, 1440), chance.randrange(1, 12 * 1440)]))
        yield start, end
        start = end


def a_case(chance, law):
    received = a_moment(chance, law)
    parts = [a_part(chance) for _part in range(chance.choice([1, 1, 1, 1, 2, 3]))]
    pauses = list(some_pauses(chance, received)) if chance.random() < 0.4 else []
    extensions = []
    if chance.random() < 0.15:
        granted = received + timedelta(minutes=chance.randrange(10 * 1440))
        extensions.append((granted + timedelta(minutes=chance.randrange(40 * 1440)), granted))
    return received, parts, pauses, extensions


def differences(batch):
    """Of one batch of cases: where engine and reference differ, and the plain limits that end too late."""
    chance = random.Random(f"law {batch}")
    wrong = []
    for number in range(BATCH):
        calendar, law = a_calendar(chance.randrange(24))
        received, parts, pauses, extensions = case = a_case(chance, law)

        def aware(moment, zone=calendar.zone):
            return moment.replace(tzinfo=zone)

        due = compute_due(
            calendar,
            aware(received),
            [Duration(value, unit) for value, unit in parts],
            pauses=[(aware(start), aware(end), "supplement") for start, end in pauses],
            extensions=[Extension(aware(promise), "01/PXL", aware(granted)) for promise, granted in extensions],
        )
        got, right = due.due_at.replace(tzinfo=None), law.due(received, parts, pauses, extensions)
        if got != right:
            wrong.append(f"{batch}/{number} {case}: {got}, by the law {right}")
        if len(parts) == 1 and parts[0][1] != "hour" and parts[0][0] == int(parts[0][0]) and not pauses + extensions:
            last = law.nth_day(received, int(parts[0][0]), parts[0][1])
            if got.date() > last:
                wrong.append(f"{batch}/{number} {case}: {got} is later than the N-th day, {last}")
        asked = sum(minutes_of(calendar, *part) for part in parts)
        if all(unit != "month" for _value, unit in parts) and abs(counted_minutes(due) - asked) >= 1:
            wrong.append(f"{batch}/{number} {case}: the ledger adds up to {counted_minutes(due)}, not {asked}")
    return wrong


def minutes_of(calendar, value, unit):
    """What the lines of a part of the limit add up to; months have no length of their own."""
    return value * {"hour": 60, "working_day": calendar.minutes_per_day, "calendar_day": 1440, "month": 0}[unit]


class TestAgainstTheLaw(TestCase):
    def test_random_cases(self):
        found = [line for batch in range(CASES // BATCH) for line in differences(batch)]
        self.assertEqual(found[:5], [], f"{len(found)} of {CASES} cases")

    def test_the_reference_itself(self):
        """The dates that the law's own words give, without the engine."""
        years = range(2024, 2028)
        off, worked = vietnam_holidays(years), vietnam_make_up_days(years)
        del off[date(2026, 11, 24)]  # not a day off while no law says so
        days = [date(2024, 1, 1) + timedelta(days=shift) for shift in range(4 * 365)]
        law = Law(
            [(day, OFFICE_DAY if day in worked or (day.weekday() < 5 and day not in off) else ()) for day in days]
        )
        for received, parts, due in [
            ("27/12/2024 17:00", [(3, "working_day")], "02/01/2025 17:00"),
            ("20/11/2026 17:00", [(5, "calendar_day")], "25/11/2026 17:00"),
            ("28/11/2026 19:00", [(7, "working_day")], "08/12/2026 17:00"),
            ("28/11/2026 19:00", [(17, "working_day")], "22/12/2026 17:00"),
            ("16/11/2026 16:45", [(5, "working_day")], "23/11/2026 16:45"),
        ]:
            with self.subTest(received=received):
                self.assertEqual(law.due(plain(received), parts), plain(due))


def plain(text):
    return at(text).replace(tzinfo=None)
