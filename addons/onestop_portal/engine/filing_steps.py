"""The steps of a filing, in their order: which of them a filing has, and which comes next."""

from __future__ import annotations

from dataclasses import dataclass

# as they stand in the address of the page
CASE, AGENCY, PERSON, FORM, PAPERS, RESULT, FEE, CHECK = STEPS = (
    "truong-hop", "co-quan", "nguoi-nop", "to-khai", "giay-to", "nhan-ket-qua", "phi-le-phi", "kiem-tra",
)  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """What a filing consists of, as far as its procedure says.

    :ivar cases: of how many cases one is to be chosen
    :ivar agencies: at how many agencies it can be filed
    :ivar form: whether there is an electronic form
    :ivar papers: whether papers are asked for
    :ivar fee: whether it costs something
    """

    cases: int
    agencies: int
    form: bool
    papers: bool
    fee: bool


def steps(shape: Shape) -> tuple[str, ...]:
    """The steps of a filing; what there is nothing to choose or to say in is left out."""
    left_out = set()
    if shape.cases == 0:
        left_out.add(CASE)
    if shape.agencies == 1:
        left_out.add(AGENCY)
    if not shape.form:
        left_out.add(FORM)
    if not shape.papers:
        left_out.add(PAPERS)
    if not shape.fee:
        left_out.add(FEE)
    return tuple(step for step in STEPS if step not in left_out)


def following(step: str, path: tuple[str, ...]) -> str:
    """The step after ``step``; the last one follows itself."""
    return path[min(path.index(step) + 1, len(path) - 1)]


def before(step: str, path: tuple[str, ...]) -> str:
    """The step before ``step``; empty for the first one."""
    place = path.index(step)
    return path[place - 1] if place else ""


def first_open(path: tuple[str, ...], done: frozenset[str] | set[str]) -> str:
    """Where a filing goes on: the first step that is not done."""
    return next((step for step in path if step not in done), CHECK)
