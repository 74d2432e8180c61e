import csv
from pathlib import Path
from unittest import TestCase

from ...engine import transitions

WRITTEN = Path(__file__).parents[1] / "data/transitions.csv"
TARGETS = {transitions.RESUME: "where it was", transitions.STAY: "as it is"}


class TestTable(TestCase):
    """The table of transitions is what was written down beside it, row by row: an action more, a role more or a
    reason less is a change of the rules, and is made in both places.
    """

    def test_the_table_is_as_written(self):
        with WRITTEN.open(encoding="utf-8", newline="") as file:
            written = {(row["action"], row["state"]): row for row in csv.DictReader(file)}
        table = {(row.action, row.source): self._said(row) for row in transitions.TRANSITIONS}
        self.assertEqual(len(table), len(transitions.TRANSITIONS))
        self.maxDiff = None
        self.assertEqual(table, written)

    @staticmethod
    def _said(row):
        roles = " ".join((*row.roles, *(["citizen"] if row.citizen else [])))
        if row.roles == transitions.STEP:
            roles = "step alone" if row.decides else "step"
        return {
            "action": row.action,
            "state": row.source,
            "target": TARGETS.get(row.target, row.target),
            "roles": roles,
            "place": row.at,
            "reason": "yes" if row.reason else "no",
            "guards": " ".join(row.guards),
        }
