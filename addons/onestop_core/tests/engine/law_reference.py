"""When a limit of the law ends, said a second time: the oracle of ``engine/deadline.py``.

Written from Civil Code 2015, articles 147 and 148, and from the rules of the house in
``docs/decisions/001-day-one-of-a-limit.md``, before the engine's own way was known;
it imports nothing of the engine and shares none of its ways. It goes through lists of
days, one after the other, in exact fractions, and may be as slow as it likes.

The data are plain. A calendar is a list of ``(date, intervals)``, one row a day without
gaps, intervals in minutes of the day, none on a day off. Moments are naive, of the
agency's own clock, to the minute. A limit is a list of parts ``(value, unit)`` with a
unit of ``hour``, ``working_day``, ``calendar_day`` or ``month``. A pause is a pair of
moments, an extension a pair of promised moment and moment of the letter.
"""

import calendar as months
from bisect import bisect_right
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import NamedTuple


class Place(NamedTuple):
    """A place on the line of working days: which day, how much of it is over.

    The closing of a day (all of it over) and the opening of the next (nothing of it over)
    are the same amount of work and two moments; so are both ends of a lunch break.
    ``opens`` tells which is meant.
    """

    day: int
    over: Fraction
    opens: bool


class Law:
    def __init__(self, days):
        self.all = dict(days)
        self.working = [(day, intervals) for day, intervals in days if intervals]
        self.dates = [day for day, intervals in self.working]

    # -- places and moments ---------------------------------------------------------------

    def closing(self, day):
        return self._moment(day, self.all[day][-1][1])

    def place(self, moment):
        """At closing, after it and on a day off, the last working day is over."""
        index = bisect_right(self.dates, moment.date()) - 1
        day, intervals = self.working[index]
        if day != moment.date() or moment >= self.closing(day):
            return Place(index, Fraction(1), False)
        minute = moment.hour * 60 + moment.minute
        over, opens = 0, False
        for start, end in intervals:
            if minute <= start:
                opens = True
                break
            over += min(minute, end) - start
            if minute < end:
                break
        return Place(index, Fraction(over, self._length(intervals)), opens)

    def moment(self, place):
        day, intervals = self.working[place.day]
        over = int(place.over * self._length(intervals))  # never later: down to the minute
        if not over:
            return self._moment(day, intervals[0][0])
        for start, end in intervals:
            if over < end - start or (over == end - start and not (place.opens and end != intervals[-1][1])):
                return self._moment(day, start + over)
            over -= end - start
        raise AssertionError("more of a day is over than it has")

    def later(self, place, days):
        """``days`` working days on: a whole number keeps the moment of the day, a fraction
        that fills a day ends with its closing."""
        if not days:
            return place
        if days == int(days):
            return place._replace(day=place.day + int(days))
        total = place.day + place.over + days
        if total == int(total):
            return Place(int(total) - 1, Fraction(1), False)
        return Place(int(total), total - int(total), False)

    def after_pauses(self, place, stops, counts=lambda start: True, moment=None):
        """Where a place ends up when the pauses that begin before it are given back, all
        together; nothing is due while the clock stands. Returns the moment, the place, and
        the pauses that come after it."""
        moment, given = moment or self.moment(place), Fraction(0)
        stops = list(stops)
        while stops and stops[0][0] < moment:
            start, end = stops.pop(0)
            if not counts(start):
                continue
            given += self.between(start, end)
            moment = self.moment(self.later(place, given))
            if moment < end:
                place, given = self.next_opening(end), Fraction(0)
                moment = self.moment(place)
        return moment, self.later(place, given), stops

    def next_opening(self, moment):
        """The place of a moment, or when nobody works then, of the next opening."""
        if self.all[moment.date()] and moment < self.closing(moment.date()):
            return self.place(moment)
        day = self._working_from(moment.date() + timedelta(days=1))
        return self.place(self._moment(day, self.all[day][0][0]))

    def between(self, start, end):
        """Working days, and fractions of them, from one moment to the other."""
        first, last = self.place(start), self.place(end)
        return (last.day + last.over) - (first.day + first.over)

    # -- the parts ------------------------------------------------------------------------

    def due(self, received, parts, pauses=(), extensions=()):
        stops = self._apart((max(start, received), end) for start, end in pauses if end > received)
        moment, place, day = received, self.place(received), received.date()
        for number, (value, unit) in enumerate(parts, 1):
            last = number == len(parts)
            if unit in ("calendar_day", "month"):
                day, stops = self._calendar_part(day, value, unit, stops, last)
                if last:
                    moment = self.closing(day)
                    place = self.place(moment)
                else:
                    moment = datetime.combine(day, time(23, 59))
                    place = self.place(moment)
            elif unit == "working_day":
                place = self.later(place, Fraction(value))
                moment, place, stops = self.after_pauses(place, stops)
                day = moment.date()
            else:
                minutes = int(value * 60)
                begin = moment
                moment = self._walk(begin, minutes)
                while stops and stops[0][0] < moment:
                    start, end = stops.pop(0)
                    minutes += self._worked(max(start, begin), end)
                    moment = self._walk(begin, minutes)
                place = self.place(moment)
                day = moment.date()
        for promise, granted in extensions:
            moment = max(moment, self._promised(promise, granted, pauses))
        return moment

    def _calendar_part(self, day, value, unit, stops, last):
        """Art. 148: days are counted after the first, months end on the same day or the last
        of a shorter one; only the last day of the whole limit moves off a day off."""
        day = day + timedelta(days=int(value)) if unit == "calendar_day" else self._months_on(day, int(value))
        stops = list(stops)
        while stops:
            start, end = stops[0]
            if last and not start < self.closing(self._working_from(day)):
                break
            if not last and self._day_left(start) > day:
                break
            stops.pop(0)
            left = max(day - self._day_left(start), timedelta())
            day = self._day_left(end) + left
        return (self._working_from(day) if last else day), stops

    def _day_left(self, moment):
        """The day that still runs at a moment: after closing it is the next one."""
        day = moment.date()
        if self.all[day] and moment >= self.closing(day):
            return day + timedelta(days=1)
        return day

    def _promised(self, promise, granted, pauses):
        if self.all[promise.date()]:
            place = self.place(promise)
        else:
            place = self.place(self.closing(self._working_from(promise.date())))
        at_an_end = any(self._moment(promise.date(), end) == promise for _start, end in self.all[promise.date()])
        return self.after_pauses(place, sorted(pauses), lambda start: start >= granted, promise if at_an_end else None)[
            0
        ]

    # -- small things ---------------------------------------------------------------------

    def _walk(self, begin, minutes):
        """The minute at which so many minutes are worked, one interval after the other."""
        index = max(bisect_right(self.dates, begin.date()) - 1, 0)
        while True:
            day, intervals = self.working[index]
            for start, end in intervals:
                opens = max(self._moment(day, start), begin)
                closes = self._moment(day, end)
                if opens < closes:
                    span = int((closes - opens).total_seconds()) // 60
                    if minutes <= span:
                        return opens + timedelta(minutes=minutes)
                    minutes -= span
            index += 1

    def _worked(self, begin, end):
        worked = 0
        for day, intervals in self.working:
            if begin.date() <= day <= end.date():
                for start, stop in intervals:
                    low, high = max(self._moment(day, start), begin), min(self._moment(day, stop), end)
                    worked += max(int((high - low).total_seconds()) // 60, 0)
        return worked

    def _working_from(self, day):
        while not self.all[day]:
            day += timedelta(days=1)
        return day

    @staticmethod
    def _months_on(day, count):
        year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
        return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))

    @staticmethod
    def _apart(spans):
        """The same pauses in order, those that touch or overlap as one."""
        merged = []
        for start, end in sorted(spans):
            if start >= end:
                continue
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    @staticmethod
    def _length(intervals):
        return sum(end - start for start, end in intervals)

    @staticmethod
    def _moment(day, minute):
        return datetime.combine(day, time()) + timedelta(minutes=minute)

    # -- the promise that holds for every dossier -----------------------------------------

    def nth_day(self, received, value, unit):
        """The N-th day after reception: the latest that a plain limit may end."""
        if unit == "working_day":
            return self.dates[bisect_right(self.dates, received.date()) - 1 + value]
        if unit == "month":
            return self._working_from(self._months_on(received.date(), value))
        return self._working_from(received.date() + timedelta(days=value))
