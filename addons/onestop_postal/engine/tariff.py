"""What the post charges for a dossier or a result, explained line by line. All money in whole đồng, all weights in grams.

Zones follow TT 22/2017/TT-BTTTT: an *area* is what a district was; where there are none any more, a province says by its
own map which places make one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# ways of a packet: from the citizen to the agency, from the agency to the citizen
INTAKE, RESULT = "intake", "result"
DIRECTIONS = (INTAKE, RESULT)

SAME_AREA, SAME_PROVINCE, SAME_REGION, NEXT_REGION, FAR_REGION = (
    "same_area", "same_province", "same_region", "next_region", "far_region",
)  # fmt: skip
ZONES = (SAME_AREA, SAME_PROVINCE, SAME_REGION, NEXT_REGION, FAR_REGION)

# a relief of 10000 is free, one of 5000 is half
WHOLE = 10_000
# no packet of papers is heavier: a slip of the finger, or not for this service
MOST_GRAMS = 50_000


@dataclass(frozen=True)
class Place:
    """Where a packet begins or ends: its area, province and region (1 to 3), and whether it is a city of the first rank."""

    area: str
    province: str
    region: int
    big_city: bool = False
    # working days that a hard place adds, as published
    extra_days: int = 0


@dataclass(frozen=True)
class Row:
    """One price of a table: up to ``grams`` (inclusive) it costs ``price``."""

    direction: str
    zone: str
    grams: int
    price: int


@dataclass(frozen=True)
class Step:
    """What each further ``grams`` beyond the heaviest row cost, a begun piece like a whole one."""

    direction: str
    zone: str
    grams: int
    price: int


@dataclass(frozen=True)
class Line:
    """One line of an explained price: ``kind`` is ``row``, ``step`` or ``relief``; ``grams`` the weight up to which it goes."""

    kind: str
    grams: int
    pieces: int
    unit_price: int
    amount: int


@dataclass(frozen=True)
class Quote:
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def full(self) -> int:
        """The price before any relief."""
        return sum(line.amount for line in self.lines if line.kind != "relief")


def zone_between(origin: Place, destination: Place) -> str:
    """The zone of a way; it is the same there and back."""
    if origin.province == destination.province:
        return SAME_AREA if origin.area and origin.area == destination.area else SAME_PROVINCE
    apart = abs(origin.region - destination.region)
    return (SAME_REGION, NEXT_REGION, FAR_REGION)[apart]


def quote(
    rows: Iterable[Row], steps: Iterable[Step], direction: str, zone: str, grams: int, *, relief: int = 0
) -> Quote:
    """The price of a packet.

    :param relief: ten-thousandths of the price that the payer's group is let off; what is left of a đồng is let off, too
    :raises ValueError: a weight that is none, or that the table has no price for
    """
    if isinstance(grams, bool) or not 0 < grams <= MOST_GRAMS:
        raise ValueError(f"{grams} grams are no weight of a packet of papers.")
    if not 0 <= relief <= WHOLE:
        raise ValueError(f"{relief} ten-thousandths are no relief.")
    own = sorted((row for row in rows if (row.direction, row.zone) == (direction, zone)), key=lambda row: row.grams)
    if not own:
        raise ValueError(f"The table has no price for {direction}, {zone}.")
    lines = []
    fitting = next((row for row in own if grams <= row.grams), None)
    row = fitting or own[-1]
    lines.append(Line("row", row.grams, 1, row.price, row.price))
    if not fitting:
        step = next((one for one in steps if (one.direction, one.zone) == (direction, zone)), None)
        if not step:
            raise ValueError(f"The table has no price beyond {row.grams} grams.")
        pieces = -(-(grams - row.grams) // step.grams)
        lines.append(Line("step", row.grams + pieces * step.grams, pieces, step.price, pieces * step.price))
    if relief:
        full = sum(line.amount for line in lines)
        lines.append(Line("relief", 0, 1, 0, (full * (WHOLE - relief) // WHOLE) - full))
    return Quote(tuple(lines))


def beyond_ceiling(price: int, ceiling: int | None) -> int:
    """By how many đồng a price lies above the highest one that the law allows; 0 if it does not, or if there is none."""
    return max(price - ceiling, 0) if ceiling is not None else 0
