from pathlib import Path

from .purity_case import PurityCase

DUE = """
from odoo.addons.onestop_core.engine.calendar import WorkCalendar
from odoo.addons.onestop_core.engine.deadline import compute_due
from odoo.addons.onestop_core.engine.duration import Duration

week = (((480, 1020),),) * 5 + ((), ())
calendar = WorkCalendar("Asia/Ho_Chi_Minh", week)
received = datetime(2026, 4, 20, 2, 0, tzinfo=timezone.utc)
print(compute_due(calendar, received, Duration(1, "working_day")).due_at)
"""


class TestEnginePurity(PurityCase):
    def test_the_engines_work_where_odoo_cannot_be_imported(self):
        """Every engine is imported, and a due date computed, in a process of its own."""
        due = self.check_purity(Path(__file__).parents[2], DUE)
        self.assertEqual(due, "2026-04-21 09:00:00+07:00")
