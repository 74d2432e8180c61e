"""What a fee comes to, and why: plain rules, dated elsewhere, and whole đồng alone.

Shares are told in parts of ten thousand (5000 is a half), so that no fraction of a đồng is ever held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# ten thousandths: all of it
WHOLE = 10_000

FIXED, PER_UNIT, BANDS, PERCENT = "fixed", "per_unit", "bands", "percent"
METHODS = (FIXED, PER_UNIT, BANDS, PERCENT)
QUANTITY, VALUE = "quantity", "value"


@dataclass(frozen=True)
class Band:
    """A stretch of a quantity, or of a declared value, from the end of the one before it up to ``upto`` (included).

    ``amount`` is đồng for each unit in the stretch; with ``flat`` đồng for all that ends in it; of a declared value the
    share of what lies in the stretch, in ten thousandths. The last band has no ``upto``.
    """

    upto: int | None
    amount: int
    flat: bool = False


@dataclass(frozen=True)
class Exemption:
    """Of whom the law takes less. ``share`` is what is let off, in ten thousandths; ``WHOLE`` is an exemption."""

    key: int
    name: str
    share: int
    proof: str = ""
    legal_text: str = ""


@dataclass(frozen=True)
class Rule:
    """One line of a schedule: what is taken for one procedure, or one case or channel of it.

    ``case`` and ``channel`` are empty where it holds for all of them; ``depth`` tells how near the agency that set it is
    (the nearest wins). ``minimum`` and ``maximum`` hold for one piece; 0 is none. ``round_to``: the payable amount is a
    multiple of so many đồng.
    """

    key: int
    type_key: int
    method: str = FIXED
    amount: int = 0
    bands: tuple[Band, ...] = ()
    basis: str = QUANTITY
    minimum: int = 0
    maximum: int = 0
    round_to: int = 1
    unit: str = ""
    pieces_unit: str = ""
    case: str = ""
    channel: str = ""
    depth: int = 0
    exemptions: tuple[Exemption, ...] = ()

    @property
    def asks_quantity(self):
        """Whether the amount depends on a number of units."""
        return self.method == PER_UNIT or (self.method == BANDS and self.basis == QUANTITY)

    @property
    def asks_value(self):
        """Whether the amount depends on a value that the citizen declares."""
        return self.method == PERCENT or (self.method == BANDS and self.basis == VALUE)


@dataclass(frozen=True)
class Step:
    """A line of the explanation: what was reckoned, with which figures, and what it came to in đồng."""

    what: str
    figures: dict
    amount: int


@dataclass(frozen=True)
class Charge:
    """What is owed. ``full`` is what it would be without an exemption; ``steps`` add up to ``amount``."""

    amount: int
    full: int
    steps: tuple[Step, ...]


class Unanswered(ValueError):
    """The amount depends on something that nobody has said: ``args[0]`` is ``quantity`` or ``value``."""


def chosen(rules: Iterable[Rule], *, case: str = "", channel: str = "") -> list[Rule]:
    """Of the rules of a procedure those that hold: one for each fee, the most particular.

    The nearest authority counts first, then a rule of the case, then one of the channel.

    :raises ValueError: two rules of one fee are equally particular, so the schedule contradicts itself
    """
    best = {}
    for rule in rules:
        if (rule.case and rule.case != case) or (rule.channel and rule.channel != channel):
            continue
        rank = (rule.depth, bool(rule.case), bool(rule.channel))
        there = best.get(rule.type_key)
        if there and there[0] == rank:
            raise ValueError((there[1].key, rule.key))
        if not there or there[0] < rank:
            best[rule.type_key] = (rank, rule)
    return [rule for _rank, rule in best.values()]


def charge(rule: Rule, *, quantity: int | None = None, value: int | None = None, pieces: int = 1,
           exemption: Exemption | None = None) -> Charge:  # fmt: skip
    """What ``rule`` comes to.

    :param quantity: units of one piece (pages of a copy), where the rule counts them
    :param value: what the citizen declares, in đồng, where the rule takes a share of it
    :param pieces: how many such pieces (copies)
    :raises Unanswered: the rule needs a quantity or a value, and none was said
    :raises ValueError: a figure below zero, or no piece at all
    """
    if rule.asks_quantity and quantity is None:
        raise Unanswered(QUANTITY)
    if rule.asks_value and value is None:
        raise Unanswered(VALUE)
    if pieces < 1 or (quantity or 0) < 0 or (value or 0) < 0:
        raise ValueError("a figure below zero")
    steps = list(_one_piece(rule, quantity, value))
    one = sum(step.amount for step in steps)
    if rule.maximum and one > rule.maximum:
        steps.append(Step("maximum", {"limit": rule.maximum}, rule.maximum - one))
        one = rule.maximum
    elif one < rule.minimum:
        steps.append(Step("minimum", {"limit": rule.minimum}, rule.minimum - one))
        one = rule.minimum
    if pieces > 1:
        steps.append(Step("pieces", {"pieces": pieces, "each": one}, one * (pieces - 1)))
    full = _rounded(one * pieces, rule.round_to)
    if full != one * pieces:
        steps.append(Step("rounded", {"to": rule.round_to}, full - one * pieces))
    amount = full
    if exemption and exemption.share:
        amount = _rounded(_share(full, WHOLE - exemption.share), rule.round_to)
        steps.append(Step("exempt", {"name": exemption.name, "share": exemption.share}, amount - full))
    return Charge(amount, full, tuple(steps))


def retained(amount: int, share: int) -> int:
    """What the collecting agency keeps of ``amount``; the rest goes to the budget. Half a đồng is rounded up.

    :param share: the retention share in ten thousandths (NĐ 120/2016/NĐ-CP art. 5); none of a levy is kept
    """
    return _share(amount, share)


def percent(share: int) -> str:
    """A share in ten thousandths as people read it: 5000 is ``50 %``, 1250 ``12,5 %``."""
    whole, rest = divmod(share, 100)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",") + " %" if rest else f"{whole} %"


def _one_piece(rule, quantity, value):
    if rule.method == FIXED:
        yield Step("fixed", {}, rule.amount)
    elif rule.method == PER_UNIT:
        yield Step("per_unit", {"quantity": quantity, "each": rule.amount}, quantity * rule.amount)
    elif rule.method == PERCENT:
        yield Step("percent", {"value": value, "share": rule.amount}, _share(value, rule.amount))
    else:
        yield from _banded(rule, quantity if rule.basis == QUANTITY else value)


def _banded(rule, total):
    begin = 0
    for band in rule.bands:
        end = total if band.upto is None else min(total, band.upto)
        ends_here = band.upto is None or total <= band.upto
        inside = end - begin
        if band.flat:
            if ends_here:
                yield Step("band_flat", {"from": begin + 1, "upto": band.upto}, band.amount)
        elif inside > 0:
            each = {"from": begin + 1, "upto": band.upto, "inside": inside, "each": band.amount}
            if rule.basis == VALUE:
                yield Step("band_share", each, _share(inside, band.amount))
            else:
                yield Step("band", each, inside * band.amount)
        if ends_here:
            return
        begin = band.upto
    raise ValueError("the last band has an end")


def _share(amount, share):
    return (amount * share + WHOLE // 2) // WHOLE


def _rounded(amount, to):
    return (amount + to // 2) // to * to
