from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine import frozen, table, tables

RECORDS = st.fixed_dictionaries(
    {name: st.dictionaries(st.sampled_from(("1", "2")), st.lists(st.integers(1, 9), unique=True).map(sorted)) for name in ("taken", "direct", "online", "post")}
)  # fmt: skip


def filled(record):
    """A table of full-online services that counts what a record holds."""
    rows = []
    for key in ("1", "2"):
        values = dict.fromkeys(tables.FULL_ONLINE.figures(), 0)
        rows.append(
            table.Row(key, f"Thủ tục {key}", values=values | {name: len(record[name].get(key, ())) for name in record})
        )
    return table.fill(tables.FULL_ONLINE, rows, {})


class TestFrozen(TestCase):
    @given(RECORDS, RECORDS)
    def test_old_and_its_moves_give_the_new(self, before, after):
        """Frozen + corrections = live, for every figure of every row, whatever has come and gone."""
        moves = frozen.moves(tables.FULL_ONLINE, filled(before), before, filled(after), after)
        for name in before:
            for key in ("1", "2"):
                ids = set(before[name].get(key, ()))
                for move in moves:
                    if (move.row, move.column) == (key, name):
                        ids = (ids | set(move.came)) - set(move.left)
                self.assertEqual(ids, set(after[name].get(key, ())))
        self.assertEqual(frozen.moves(tables.FULL_ONLINE, filled(after), after, filled(after), after), [])

    @given(RECORDS)
    def test_a_record_is_kept_whole(self, record):
        self.assertEqual(frozen.unpack(frozen.pack(record)), record)

    def test_the_seal_changes_with_whatever_is_said(self):
        self.assertNotEqual(frozen.seal("a", {"b": 1}), frozen.seal("a", {"b": 2}))
        self.assertNotEqual(frozen.seal("a", "b"), frozen.seal("ab"))
        self.assertEqual(frozen.seal({"a": 1, "b": 2}), frozen.seal({"b": 2, "a": 1}))
        self.assertNotEqual(frozen.definition(tables.MONITORING), frozen.definition(tables.II06A))
