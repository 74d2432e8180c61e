"""How long the post may take, and by when what has to follow is due (TT 17/2017/TT-BTTTT, Luật Bưu chính 49/2010/QH12).

``J`` is the day of acceptance; n working days follow it. What happens on a day off counts as J itself: the first working
day after it is J+1.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from odoo.addons.onestop_core.engine.calendar import WorkCalendar

from . import tariff

# working days of TT 17/2017 art. 7: within an area, a province, between cities of the first rank, any other
AREA_DAYS, PROVINCE_DAYS, CITY_DAYS, OTHER_DAYS = 1, 2, 3, 4

LOSS, DELAY, DAMAGE, PRICE = "loss", "delay", "damage", "price"
# months within which one may complain: from the end of the promised time, for what one sees at delivery from then
COMPLAINT_MONTHS = {LOSS: 6, DELAY: 6, DAMAGE: 1, PRICE: 1}
# working days within which it is answered: within the province, beyond it
ANSWER_DAYS = {True: 5, False: 7}
# days from the finding of liability until it is paid (NĐ 47/2011 art. 26)
PAYMENT_DAYS = 30


def promised_days(origin: tariff.Place, destination: tariff.Place, *, there_and_back: bool = False) -> int:
    """The n of J + n: the working days that the post promises.

    :param there_and_back: the slip with the due date is brought back to the sender, which doubles the time
    """
    zone = tariff.zone_between(origin, destination)
    if zone == tariff.SAME_AREA:
        days = AREA_DAYS
    elif zone == tariff.SAME_PROVINCE:
        days = PROVINCE_DAYS
    elif origin.big_city and destination.big_city:
        days = CITY_DAYS
    else:
        days = OTHER_DAYS
    return (days + max(origin.extra_days, destination.extra_days)) * (2 if there_and_back else 1)


def working_day_after(calendar: WorkCalendar, day: date, days: int) -> date:
    """The day so many working days after ``day``; ``day`` itself for none."""
    for _day in range(days):
        day = calendar.next_working_day(day)
    return day


def days_late(calendar: WorkCalendar, promised: date, done: date) -> int:
    """Working days by which something came after the promised day; 0 if it came in time."""
    days = 0
    while promised < done:
        promised = calendar.next_working_day(promised)
        days += promised <= done
    return days


def undeliverable_after(calendar: WorkCalendar, invited: Sequence[date], apart: int) -> bool:
    """Whether the invitations let an item go back: at least two, with so many working days between two that follow.

    :param invited: days of the invitations, the earliest first
    """
    return any(working_day_after(calendar, first, apart) <= second for first, second in pairwise(invited))


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def complaint_until(kind: str, ended: date) -> date:
    """Last day on which one may complain.

    :param ended: end of the promised time for loss and delay, else the day of delivery
    """
    return add_months(ended, COMPLAINT_MONTHS[kind])


def compensation(kind: str, price: int, *, contract: int = 0, reissue: int = 0, proven: bool = True) -> int:
    """What the liable side pays, in đồng (NĐ 47/2011 art. 24–27, QĐ 45/2016 art. 14).

    Loss and damage: four times the price, what is refunded of it included, or what a contract says if that is more, and all
    that issuing the papers anew costs. Delay, and a price beyond what is allowed: the price is given back. Nothing without
    a proof that the item was accepted.
    """
    if not proven:
        return 0
    if kind in (DELAY, PRICE):
        return price
    return max(4 * price, contract) + reissue
