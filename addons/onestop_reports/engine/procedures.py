"""What the catalogue counts: procedures on a day, by conditions of the same kind as those of dossiers."""

from __future__ import annotations

from dataclasses import dataclass

# codes of the levels of agencies that stand for a tier of government
TIERS = {
    "province": ("province", "department"),
    "district": ("district", "district_office"),
    "commune": ("commune",),
}


@dataclass(frozen=True)
class Procedure:
    """A procedure as it was on a day.

    :ivar id: of its record
    :ivar sector: id of its sector
    :ivar level: "1" to "4", or False if it was not classified
    :ivar scope: "full", "partial", "none" or False
    :ivar agencies: ids of the agencies that receive it, of those that the report is about
    :ivar levels: codes of the levels of agencies that are competent; none means every one
    :ivar one_stop: whether it is received through the one-stop
    :ivar process: whether it has a process of its own
    """

    id: int
    sector: int
    level: str | bool
    scope: str | bool
    agencies: frozenset[int]
    levels: frozenset[str]
    one_stop: bool
    process: bool

    def is_of(self, tier: str) -> bool:
        """Whether agencies of a tier are competent for it."""
        return not self.levels or any(code in self.levels for code in TIERS[tier])


CONDITIONS = {
    "received": lambda one: one.one_stop and bool(one.agencies),
    "any_level": lambda one: bool(one.level),
    "level_2": lambda one: one.level in ("1", "2"),
    "level_3": lambda one: one.level == "3",
    "level_4": lambda one: one.level == "4",
    "full_online": lambda one: one.scope == "full",
    "online_service": lambda one: one.scope in ("full", "partial"),
    "one_stop": lambda one: one.one_stop,
    "own_process": lambda one: one.process,
    **{f"of_{tier}": lambda one, tier=tier: one.is_of(tier) for tier in TIERS},
}


def count(procedures: list[Procedure], conditions: tuple[str, ...]) -> list[Procedure]:
    """Those that meet every condition.

    :raises KeyError: there is no such condition
    """
    tests = [CONDITIONS[name] for name in conditions]
    return [one for one in procedures if all(test(one) for test in tests)]
