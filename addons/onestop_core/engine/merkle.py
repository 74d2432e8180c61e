"""The Merkle tree of RFC 6962 (RFC 9162 for SHA-256): one hash over an ordered log, with short proofs.

A proof of *inclusion* shows that an entry stands in the log; a proof of *consistency* shows that a later state of the
log only adds to an earlier one. A root alone says nothing of the size: keep both together, always.

The prover asks for nodes by ``node(height, index)``: the hash over the ``2 ** height`` leaves from
``index * 2 ** height`` on. ``Levels`` answers from memory; a store answers from what it keeps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

# what is signed of a log without entries; not the hash of an empty entry
EMPTY_ROOT = hashlib.sha256(b"").digest()

Node = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """Hash of an entry. The prefixes keep a node from being passed off as an entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of a node over its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: all that is needed to add to it and to know its root."""

    def __init__(self, size: int = 0, node: Node | None = None):
        """The edge of a log of ``size`` entries; a log that has some needs ``node``."""
        self.size = size
        # full trees of descending height, from the left; together they hold all entries
        self._trees: list[tuple[int, bytes]] = []
        start = 0
        for height in range(size.bit_length() - 1, -1, -1):
            if size >> height & 1:
                self._trees.append((height, node(height, start >> height)))
                start += 1 << height

    def add(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add an entry by its hash.

        :return: the nodes ``(height, index, hash)`` that are complete from now on, and never change again
        """
        index, height, value = self.size, 0, leaf
        self.size += 1
        complete = []
        while self._trees and self._trees[-1][0] == height:
            value = node_hash(self._trees.pop()[1], value)
            height += 1
            complete.append((height, index >> height, value))
        self._trees.append((height, value))
        return complete

    def root(self) -> bytes:
        """Root of the tree as it stands."""
        if not self._trees:
            return EMPTY_ROOT
        value = self._trees[-1][1]
        for _height, left in reversed(self._trees[:-1]):
            value = node_hash(left, value)
        return value


class Levels:
    """All full nodes over some leaves, in memory; ``Levels(leaves)`` is a ``node``."""

    def __init__(self, leaves: Iterable[bytes]):
        self._levels = [list(leaves)]
        while len(self._levels[-1]) > 1:
            below = self._levels[-1]
            self._levels.append([node_hash(*below[i : i + 2]) for i in range(0, len(below) - 1, 2)])

    def __call__(self, height: int, index: int) -> bytes:
        return self._levels[height][index]


def root(leaves: Iterable[bytes]) -> bytes:
    """Root over the hashes of all entries."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()


# ---------------------------------------------------------------------- proving


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """Proof that the entry ``index`` stands in the log of ``size`` entries, from the leaf upwards (RFC 9162 §2.1.3.1).

    :raises ValueError: there is no such entry
    """
    if not 0 <= index < size:
        raise ValueError(f"no entry {index} in a log of {size}")
    path, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range_hash(middle, end, node))
            end = middle
        else:
            path.append(_range_hash(start, middle, node))
            start = middle
    return path[::-1]


def consistency_proof(first: int, second: int, node: Node) -> list[bytes]:
    """Proof that the log of ``second`` entries begins with that of ``first`` (RFC 9162 §2.1.4.1).

    :raises ValueError: ``first`` is 0, which proves nothing, or larger than ``second``
    """
    if not 0 < first <= second:
        raise ValueError(f"no proof from {first} to {second} entries")
    path, start, end, whole = [], 0, second, True
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            path.append(_range_hash(middle, end, node))
            end = middle
        else:
            path.append(_range_hash(start, middle, node))
            start, whole = middle, False
    # the old root is known to whoever asks; a part of it is not
    return ([] if whole else [_range_hash(start, end, node)]) + path[::-1]


def _split(width):
    """The largest power of two that is smaller than ``width``."""
    return 1 << ((width - 1).bit_length() - 1)


def _range_hash(start, end, node):
    """Hash over the entries of a subtree, which may be the ragged one at the right."""
    width = end - start
    if width & (width - 1) == 0:
        height = width.bit_length() - 1
        return node(height, start >> height)
    middle = start + _split(width)
    return node_hash(_range_hash(start, middle, node), _range_hash(middle, end, node))


# ---------------------------------------------------------------------- verifying


def verify_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes], root_hash: bytes) -> bool:
    """Whether ``path`` proves the entry with the hash ``leaf`` in the log ``(size, root)`` (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, value = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            value = node_hash(step, value)
            at, last = _climb(at, last)
        else:
            value = node_hash(value, step)
        at, last = at >> 1, last >> 1
    return last == 0 and value == root_hash


def verify_consistency(first: int, second: int, path: Sequence[bytes], first_root: bytes, second_root: bytes) -> bool:
    """Whether ``path`` proves that ``(second, second_root)`` only adds to ``(first, first_root)`` (RFC 9162 §2.1.4.2).

    Of an empty log nothing is proved, so ``first`` = 0 is refused, also beside another empty one.
    """
    if not 0 < first <= second:
        return False
    if first == second:
        return first_root == second_root and not path
    if not path:
        return False
    steps = list(path)
    if first & (first - 1) == 0:
        steps.insert(0, first_root)
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(step, old), node_hash(step, new)
            at, last = _climb(at, last)
        else:
            new = node_hash(new, step)
        at, last = at >> 1, last >> 1
    return old == first_root and new == second_root and last == 0


def _climb(at, last):
    """Leave the levels at which a lone node at the right edge is only promoted."""
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last
