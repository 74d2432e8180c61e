"""A file that comes in parts: what is there, what may follow. The line may be lost at any moment, and a part sent again."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024
# the most that one request brings
PART = MIB


@dataclass(frozen=True)
class Verdict:
    """What becomes of a part.

    :ivar write: where in the file to write, and how many of the part's first bytes to leave out; ``None``: nothing
    :ivar offset: how much is there afterwards
    :ivar conflict: whether the sender has to go on elsewhere
    """

    write: tuple[int, int] | None
    offset: int
    conflict: bool = False


def judge(there: int, announced: int, at: int, length: int) -> Verdict:
    """Say what becomes of a part.

    :param there: bytes that are there
    :param announced: bytes that the whole file has
    :param at: where the part begins
    :param length: bytes of the part
    """
    end = at + length
    if at < 0 or length <= 0 or length > PART or end > announced or at > there:
        # a gap, or more than was announced: the sender is told where to go on
        return Verdict(None, there, conflict=True)
    if end <= there:
        # sent once more
        return Verdict(None, there)
    return Verdict((there, there - at), end)
