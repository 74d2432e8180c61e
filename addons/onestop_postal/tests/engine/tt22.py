"""The highest prices of TT 22/2017/TT-BTTTT, typed off the circular a second time: what the data of the add-on is held against."""

from ...engine import tariff

# up to so many grams, then by zone in the order of ``tariff.ZONES``
CEILING = {
    "intake": (
        (100, (26_000, 30_000, 30_500, 31_000, 31_500)),
        (250, (26_000, 30_000, 31_000, 34_000, 38_000)),
        (500, (26_500, 30_500, 32_500, 38_000, 51_000)),
    ),
    "result": (
        (100, (26_000, 30_000, 30_500, 31_000, 31_500)),
        (250, (27_000, 31_000, 32_000, 35_000, 39_000)),
        (500, (28_500, 32_500, 34_500, 40_000, 53_000)),
    ),
}
# each further 500 g
STEP = (2_200, 2_900, 3_600, 6_300, 9_700)


def rows():
    return [
        tariff.Row(direction, zone, grams, price)
        for direction, table in CEILING.items()
        for grams, prices in table
        for zone, price in zip(tariff.ZONES, prices, strict=True)
    ]


def steps():
    return [
        tariff.Step(direction, zone, 500, price)
        for direction in CEILING
        for zone, price in zip(tariff.ZONES, STEP, strict=True)
    ]
