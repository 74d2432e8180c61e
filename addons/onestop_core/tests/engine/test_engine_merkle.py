"""The tree against roots and proofs that others published, and against everything near them that is false.

The leaves, roots and names of nodes are those of transparency-dev/merkle (Apache-2.0); the table of false proofs is
ours: each true one, changed in every way that must be noticed.
"""

from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine import merkle

ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    bytes.fromhex(text)
    for text in (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )
]
L = [
    bytes.fromhex(text)
    for text in (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
        "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1",
    )
]
N01, N0123 = ROOTS[2], ROOTS[4]
N23 = bytes.fromhex("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e")
N45 = bytes.fromhex("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a")
N67 = bytes.fromhex("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0")
N4567 = bytes.fromhex("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")

# (index, size): proof from the leaf upwards
INCLUSION = {
    (0, 1): [],
    (0, 8): [L[1], N23, N4567],
    (5, 8): [L[4], N67, N0123],
    (2, 3): [N01],
    (1, 5): [L[0], N23, L[4]],
    (4, 5): [N0123],
}
# (from, to): proof
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [L[1], N23, N4567],
    (6, 8): [N45, N67, N0123],
    (2, 5): [N23, L[4]],
    (6, 7): [N45, L[6], N0123],
    (8, 8): [],
}
NOISE = bytes(range(32))


def flipped(value, bit):
    """``value`` with one bit changed."""
    changed = bytearray(value)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def false_paths(path, *roots):
    """``{what was done: path}``: everything that must not pass for ``path``."""
    found = {"noise before": [NOISE, *path], "noise after": [*path, NOISE]}
    for number, value in enumerate(roots):
        found[f"root {number} before"] = [value, *path]
        found[f"root {number} after"] = [*path, value]
    if path:
        found |= {"none": [], "cut at the end": path[:-1], "cut at the start": path[1:]}
        found |= {"first doubled": [path[0], *path], "last doubled": [*path, path[-1]], "empty hash": [b"", *path[1:]]}
    if len(path) > 1:
        found |= {"turned round": path[::-1], "rotated": [*path[1:], path[0]]}
    for place in range(len(path)):
        for bit in (0, 7, 131, 255):
            found[f"bit {bit} of step {place}"] = [*path[:place], flipped(path[place], bit), *path[place + 1 :]]
        found[f"step {place} exchanged"] = [*path[:place], NOISE, *path[place + 1 :]]
        found[f"step {place} left out"] = path[:place] + path[place + 1 :]
    return found


def inclusion_probes():
    """Yield ``(what, index, size, leaf, path, root)`` of false proofs."""
    for (index, size), path in INCLUSION.items():
        leaf, root = L[index], ROOTS[size]
        name = f"inclusion {index}/{size}"
        for what, other in false_paths(path, root, leaf).items():
            yield f"{name}, path: {what}", index, size, leaf, other, root
        for bit in (0, 9, 200, 255):
            yield f"{name}, leaf bit {bit}", index, size, flipped(leaf, bit), path, root
            yield f"{name}, root bit {bit}", index, size, leaf, path, flipped(root, bit)
        yield f"{name}, leaf is the entry", index, size, ENTRIES[index], path, root
        yield f"{name}, root of nothing", index, size, leaf, path, merkle.EMPTY_ROOT
        yield f"{name}, no root", index, size, leaf, path, b""
        if size > 1:
            yield f"{name}, root and leaf exchanged", index, size, root, path, leaf
        for other in {-1, size, size + 1, index + size, 1 << 63} - {index}:
            yield f"{name}, index {other}", other, size, leaf, path, root
        for other in {index - 1, index + 1, index ^ 2} & set(range(size)):
            yield f"{name}, neighbour {other}", other, size, leaf, path, root
        for other in {0, -1, index, size * 2, size * 2 + 1, 1 << 63}:
            yield f"{name}, size {other}", index, other, leaf, path, root
        for other in range(1, 9):
            if other != size:
                # the state of another size is another root
                yield f"{name}, state of {other}", index, other, leaf, path, ROOTS[other]


def consistency_probes():
    """Yield ``(what, first, second, path, first root, second root)`` of false proofs."""
    for (first, second), path in CONSISTENCY.items():
        old, new = ROOTS[first], ROOTS[second]
        name = f"consistency {first}/{second}"
        for what, other in false_paths(path, old, new).items():
            yield f"{name}, path: {what}", first, second, other, old, new
        for bit in (0, 9, 200, 255):
            yield f"{name}, old root bit {bit}", first, second, path, flipped(old, bit), new
            yield f"{name}, new root bit {bit}", first, second, path, old, flipped(new, bit)
        yield f"{name}, from nothing", first, second, path, merkle.EMPTY_ROOT, new
        yield f"{name}, to nothing", first, second, path, old, merkle.EMPTY_ROOT
        yield f"{name}, no old root", first, second, path, b"", new
        yield f"{name}, no new root", first, second, path, old, b""
        if first != second:
            yield f"{name}, roots exchanged", first, second, path, new, old
            yield f"{name}, sizes exchanged", second, first, path, new, old
            yield f"{name}, both old", first, second, path, old, old
            yield f"{name}, both new", first, second, path, new, new
        for one, two in [(0, second), (-1, second), (second + 1, second), (first, second * 2 + 1), (0, 0), (-2, -1)]:
            yield f"{name}, sizes {one}/{two}", one, two, path, old, new
        for other in range(1, 9):
            if other != first:
                yield f"{name}, from the state of {other}", other, second, path, ROOTS[other], new
            if other != second:
                yield f"{name}, to the state of {other}", first, other, path, old, ROOTS[other]


class TestMerkle(TestCase):
    def test_published_roots(self):
        self.assertEqual([merkle.leaf_hash(entry) for entry in ENTRIES], L)
        levels = merkle.Levels(L)
        frontier = merkle.Frontier()
        for size, expected in enumerate(ROOTS):
            self.assertEqual(merkle.root(L[:size]), expected)
            self.assertEqual(frontier.root(), expected)
            self.assertEqual(merkle.Frontier(size, levels).root(), expected)
            if size < len(L):
                frontier.add(L[size])

    def test_published_nodes(self):
        levels, frontier = merkle.Levels(L), merkle.Frontier()
        expected = {(1, 0): N01, (1, 1): N23, (1, 2): N45, (1, 3): N67, (2, 0): N0123, (2, 1): N4567, (3, 0): ROOTS[8]}
        found = {(height, index): value for leaf in L for height, index, value in frontier.add(leaf)}
        self.assertEqual(found, expected)
        self.assertEqual({place: levels(*place) for place in expected}, expected)

    def test_published_proofs(self):
        levels = merkle.Levels(L)
        for (index, size), path in INCLUSION.items():
            with self.subTest(index=index, size=size):
                self.assertEqual(merkle.inclusion_proof(index, size, levels), path)
                self.assertTrue(merkle.verify_inclusion(index, size, L[index], path, ROOTS[size]))
        for (first, second), path in CONSISTENCY.items():
            with self.subTest(first=first, second=second):
                self.assertEqual(merkle.consistency_proof(first, second, levels), path)
                self.assertTrue(merkle.verify_consistency(first, second, path, ROOTS[first], ROOTS[second]))

    def test_false_proofs(self):
        inclusion, consistency = list(inclusion_probes()), list(consistency_probes())
        # the published folder has 184 false ones
        self.assertGreater(len(inclusion) + len(consistency), 184)
        self.assertEqual([what for what, *probe in inclusion if merkle.verify_inclusion(*probe)], [])
        self.assertEqual([what for what, *probe in consistency if merkle.verify_consistency(*probe)], [])

    def test_nothing_is_proved_of_an_empty_log(self):
        empty = merkle.EMPTY_ROOT
        self.assertEqual(empty, ROOTS[0])
        self.assertNotEqual(empty, merkle.leaf_hash(b""))
        self.assertFalse(merkle.verify_consistency(0, 0, [], empty, empty))
        self.assertFalse(merkle.verify_consistency(0, 8, [], empty, ROOTS[8]))
        self.assertFalse(merkle.verify_inclusion(0, 0, L[0], [], empty))
        for ask in (
            lambda: merkle.consistency_proof(0, 0, merkle.Levels([])),
            lambda: merkle.consistency_proof(3, 2, merkle.Levels(L)),
            lambda: merkle.inclusion_proof(3, 3, merkle.Levels(L)),
        ):
            self.assertRaises(ValueError, ask)

    @given(st.integers(1, 300), st.data())
    def test_every_proof_holds_and_no_other(self, size, data):
        leaves = [merkle.leaf_hash(number.to_bytes(2, "big")) for number in range(size)]
        levels, root = merkle.Levels(leaves), merkle.root(leaves)
        index = data.draw(st.integers(0, size - 1))
        path = merkle.inclusion_proof(index, size, levels)
        self.assertTrue(merkle.verify_inclusion(index, size, leaves[index], path, root))
        self.assertFalse(merkle.verify_inclusion(index, size, merkle.leaf_hash(b"other"), path, root))
        first = data.draw(st.integers(1, size))
        old = merkle.root(leaves[:first])
        path = merkle.consistency_proof(first, size, levels)
        self.assertTrue(merkle.verify_consistency(first, size, path, old, root))
        self.assertFalse(merkle.verify_consistency(first, size, path, flipped(old, index % 256), root))
