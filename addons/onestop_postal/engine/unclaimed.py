"""What happens to a packet that can neither be delivered nor given back (TTLT 18/2015 art. 3–8).

The post gives public notice of it for three months; six months after acceptance it is unclaimed. An original that a state body
has issued is then offered to that body in writing, and thirty days of silence let it be destroyed: an alarm, not a form.
"""

from __future__ import annotations

from datetime import date, timedelta

from .transit import add_months

# how long public notice is given, and from when on after acceptance a packet is unclaimed
NOTICE_MONTHS, UNCLAIMED_MONTHS = 3, 6
# days within which the body that issued a paper answers the offer; on the last one it still may
ANSWER_DAYS = 30


def notice_from(accepted: date) -> date:
    """First day of the notice: so that it has been given for three months when the six are over."""
    return add_months(accepted, UNCLAIMED_MONTHS - NOTICE_MONTHS)


def notice_until(noticed: date) -> date:
    """Last day of a notice."""
    return add_months(noticed, NOTICE_MONTHS)


def offer_from(accepted: date, noticed: date) -> date:
    """First day on which the papers may be offered to who issued them: both the months of waiting and those of the notice are over."""
    return max(add_months(accepted, UNCLAIMED_MONTHS), notice_until(noticed))


def answer_by(offered: date) -> date:
    """Last day of the answer; from the next on silence lets the papers be destroyed."""
    return offered + timedelta(days=ANSWER_DAYS)
