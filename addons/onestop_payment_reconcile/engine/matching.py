"""Which line of a bank statement pays what: in one pass over all lines, the same answer in whatever order they come.

Only what is beyond doubt is booked: a whole payment code with its check digits, or the gateway's own reference, and the sum to
the đồng, on the account to which it was to go. Everything else is proposed to a person with the reason, or named as what it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from odoo.addons.onestop_core.engine.text import normalise
from odoo.addons.onestop_payment.engine import payment_code

# how long before and after it was asked for a transfer may arrive, to be proposed by its sum and its payer alone
WINDOW_BEFORE, WINDOW_AFTER = timedelta(days=1), timedelta(days=30)

# words of a payer's name that are looked for in a memo
LONGEST_NAME = 8

# why lines and what is awaited belong together
BY_CODE, BY_CODES, IN_PARTS, BY_REFERENCE, NET = "code", "codes", "parts", "reference", "net"
CUT_CODE, LIKELY_CODE, SAME_SUM = "cut_code", "likely_code", "same_sum"
# what else is to be said of a line
TWICE, DIFFERS, WRONG_ACCOUNT, LATE, UNKNOWN_CODE, SPLIT, OUTGOING, NOTHING = (
    "paid_twice",
    "amount_differs",
    "wrong_account",
    "no_longer_owed",
    "unknown_code",
    "split_by_hand",
    "outgoing",
    "nothing_known",
)


class Line(NamedTuple):
    """A line of a statement. ``amount`` is in đồng, what went out is negative; ``key`` tells it from all others for ever."""

    key: str
    account: str
    day: date
    amount: int
    memo: str = ""
    reference: str = ""


class Awaited(NamedTuple):
    """Money that is to come: a transfer by VietQR, or a payment at a gateway.

    ``state``: ``open``; ``paid`` by something else before; ``closed`` where nothing is owed any more. ``reference`` is the
    gateway's own number, where there is one.
    """

    key: int
    code: str
    account: str
    amount: int
    day: date
    state: str = "open"
    payer: str = ""
    reference: str = ""


class Settlement(NamedTuple):
    """What a gateway pays out in one sum: the payments of a session, less its fee."""

    key: str
    account: str
    day: date
    awaited: tuple[int, ...]
    fee: int


class Match(NamedTuple):
    """Lines and what they pay. ``sure`` ones are booked, others proposed; ``fee`` is what a gateway kept."""

    lines: tuple[str, ...]
    awaited: tuple[int, ...]
    why: str
    sure: bool
    fee: int = 0


class Remark(NamedTuple):
    """What a person has to look at: a line, and what it seems to be about."""

    line: str
    kind: str
    awaited: tuple[int, ...] = ()


class Outcome(NamedTuple):
    """``matches`` and ``remarks``; each line is in exactly one of them, each open awaited in one sure match at most."""

    matches: tuple[Match, ...]
    remarks: tuple[Remark, ...]


def match(lines: Iterable[Line], awaited: Iterable[Awaited], settlements: Iterable[Settlement] = ()) -> Outcome:
    """Match all lines.

    :param lines: those that nothing was said of yet
    :param awaited: all that could be meant, also what is paid or closed: its money may come once more, or late
    """
    lines = sorted(lines, key=lambda line: (line.day, line.key))
    return _Pass(awaited, settlements).run(lines)


def _phrases(memo: str) -> list[str]:
    """All runs of words in a memo that may be a name, each once."""
    words = normalise(memo).split()
    return list(
        dict.fromkeys(
            " ".join(words[at : at + length]) for at in range(len(words)) for length in range(2, LONGEST_NAME + 1)
        )
    )


class _Pass:
    """One pass; what a line has settled is open to none after it."""

    def __init__(self, awaited, settlements):
        awaited = sorted(awaited, key=lambda one: one.key)
        self.by_key = {one.key: one for one in awaited}
        self.by_code = {one.code: one for one in awaited if one.code}
        self.codes = sorted(self.by_code)
        self.by_reference = {one.reference: one for one in awaited if one.reference}
        self.by_name = defaultdict(list)
        for one in awaited:
            name = normalise(one.payer)
            if name and one.state == "open":
                self.by_name[one.account, one.amount, name].append(one)
        self.settlements = defaultdict(list)
        for one in sorted(settlements, key=lambda one: (one.day, one.key)):
            self.settlements[one.account, self._net(one)].append(one)
        self.settled = {one.key for one in awaited if one.state == "paid"}
        self.matches, self.remarks = [], []

    def _net(self, settlement):
        return sum(self.by_key[key].amount for key in settlement.awaited if key in self.by_key) - settlement.fee

    def run(self, lines):
        # what is beyond doubt first, so that no guess takes it away
        coded, parts, rest = [], defaultdict(list), []
        for line in lines:
            if line.amount <= 0:
                self._remark(line, OUTGOING)
                continue
            hits = payment_code.find(line.memo)
            sure = [hit.code for hit in hits if not hit.doubt]
            if len(sure) > 1:
                coded.append((line, sure))
            elif sure:
                parts[sure[0]].append(line)
            else:
                rest.append((line, hits))
        for code, group in parts.items():
            self._one_code(code, group)
        for line, codes in coded:
            self._several_codes(line, codes)
        doubtful = [(line, hits) for line, hits in rest if not self._by_reference(line) and not self._net_of_fee(line)]
        for line, hits in doubtful:
            self._guess(line, hits)
        return Outcome(tuple(sorted(self.matches)), tuple(sorted(self.remarks)))

    # ------------------------------------------------------------------ beyond doubt

    def _one_code(self, code, lines):
        """Lines that name one code: the first that fits pays, others are too much; if none fits alone, all together may."""
        one = self.by_code.get(code)
        if not one:
            for line in lines:
                self._remark(line, UNKNOWN_CODE)
            return
        here = []
        for line in lines:
            if line.account == one.account:
                here.append(line)
            else:
                self._remark(line, WRONG_ACCOUNT, one)
        whole = next((line for line in here if line.amount == one.amount), None)
        if not self._is_open(one):
            for line in here:
                self._remark(line, TWICE if one.key in self.settled else LATE, one)
        elif whole:
            self._settle([whole], [one], BY_CODE)
            for line in here:
                if line is not whole:
                    self._remark(line, TWICE, one)
        elif len(here) > 1 and sum(line.amount for line in here) == one.amount:
            self._settle(here, [one], IN_PARTS)
        else:
            for line in here:
                self._remark(line, DIFFERS, one)

    def _several_codes(self, line, codes):
        """One transfer for several: all of them are open, on this account, and add up; else it is split by hand."""
        found = [self.by_code[code] for code in codes if code in self.by_code]
        fits = (
            len(found) == len(codes)
            and all(self._is_open(one) and one.account == line.account for one in found)
            and sum(one.amount for one in found) == line.amount
        )
        if fits:
            self._settle([line], found, BY_CODES)
        else:
            self._remark(line, SPLIT if found else UNKNOWN_CODE, *found)

    def _by_reference(self, line):
        one = self.by_reference.get(line.reference)
        if not one or one.account != line.account:
            return False
        if not self._is_open(one):
            self._remark(line, TWICE if one.key in self.settled else LATE, one)
        elif one.amount != line.amount:
            self._remark(line, DIFFERS, one)
        else:
            self._settle([line], [one], BY_REFERENCE)
        return True

    def _net_of_fee(self, line):
        """A gateway pays a session out in one sum, after its day and less its fee."""
        for settlement in self.settlements.get((line.account, line.amount), ()):
            members = [self.by_key[key] for key in settlement.awaited if key in self.by_key]
            complete = len(members) == len(settlement.awaited) and members and all(map(self._is_open, members))
            if complete and settlement.day <= line.day <= settlement.day + WINDOW_AFTER:
                self._settle([line], members, NET, fee=settlement.fee)
                return True
        return False

    # ------------------------------------------------------------------ to be proposed

    def _guess(self, line, hits):
        """What a person may be shown; nothing of it is booked."""
        for hit in hits:
            found = self._begin_with(hit.code) if hit.doubt == "cut" else self._like(hit.code)
            fitting = [one for one in found if one.account == line.account and one.amount == line.amount]
            if len(fitting) == 1:
                self.matches.append(
                    Match((line.key,), (fitting[0].key,), CUT_CODE if hit.doubt == "cut" else LIKELY_CODE, False)
                )
                return
        if hits and any(self._like(hit.code) for hit in hits if hit.doubt != "cut"):
            self._remark(line, DIFFERS, *self._like(hits[0].code))
            return
        named = [
            one
            for name in _phrases(line.memo)
            for one in self.by_name.get((line.account, line.amount, name), ())
            if self._is_open(one) and one.day - WINDOW_BEFORE <= line.day <= one.day + WINDOW_AFTER
        ]
        if len(named) == 1:
            self.matches.append(Match((line.key,), (named[0].key,), SAME_SUM, False))
        else:
            self._remark(line, NOTHING, *named)

    def _begin_with(self, beginning):
        found = []
        for code in self.codes[bisect_left(self.codes, beginning) :]:
            if not code.startswith(beginning):
                break
            if self._is_open(self.by_code[code]):
                found.append(self.by_code[code])
        return found

    def _like(self, code):
        """What is open and has the code itself, or one that differs in a single digit or two that changed places."""
        digits = code[len(payment_code.PREFIX) :]
        near = {code}
        for at, digit in enumerate(digits):
            near |= {digits[:at] + other + digits[at + 1 :] for other in "0123456789" if other != digit}
            near.add(digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :])
        near = {one if one.startswith(payment_code.PREFIX) else payment_code.PREFIX + one for one in near}
        found = (self.by_code.get(one) for one in sorted(near))
        return [one for one in found if one and self._is_open(one)]

    # ------------------------------------------------------------------ ground

    def _is_open(self, one):
        return one.state == "open" and one.key not in self.settled

    def _settle(self, lines, awaited, why, fee=0):
        self.settled |= {one.key for one in awaited}
        self.matches.append(
            Match(tuple(line.key for line in lines), tuple(sorted(one.key for one in awaited)), why, True, fee)
        )

    def _remark(self, line, kind, *awaited):
        self.remarks.append(Remark(line.key, kind, tuple(sorted(one.key for one in awaited))))
